internal import Networks

/// How long one derivative takes when computed from the preactivation, in nanoseconds: the fastest of nine passes over
/// an array.
struct DerivativeTimes {
    let relu: Double
    let sigmoid: Double

    init() {
        let points = (0..<4096).map { Double($0) / 256 - 8 }
        func time(_ slope: (Double) -> Double) -> Double {
            var best = Double.infinity
            var sum = 0.0
            for _ in 0..<9 {
                let elapsed = ContinuousClock().measure {
                    for s in points { sum += slope(s) }
                }
                best = min(best, elapsed / .nanoseconds(1) / Double(points.count))
            }
            // The sum is used, so that the compiler does not drop the loop.
            return sum.isNaN ? .nan : best
        }
        relu = time { Activation.relu.derivative(at: $0, activation: Activation.relu.value(at: $0)) }
        sigmoid = time { Activation.sigmoid.derivative(at: $0, activation: Activation.sigmoid.value(at: $0)) }
    }
}
