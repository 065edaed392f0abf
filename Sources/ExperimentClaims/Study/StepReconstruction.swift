internal import Networks

/// What a network of the papers' three layers makes of the step functions of one amplitude, by the papers' formulas,
/// sum by sum.
///
/// Sample i = 0 … n has x_j = amp for j ≥ i, so that θ = n − i. This code shares nothing with training and its
/// measures, which it checks.
struct StepReconstruction: Sendable {
    /// The amplitude.
    let amplitude: Double
    /// z of each sample.
    let codes: [Double]
    /// y, sample by sample, output by output.
    let outputs: [[Double]]
    /// The mean of |y − x| over the amplitude, of each sample.
    let meanErrors: [Double]
    /// The largest |y − x| over the amplitude, of each sample.
    let largestErrors: [Double]
    /// The mean of (y − x)² over the square of the amplitude.
    let meanSquare: Double
    /// The number of outputs that are 0 on every sample; each should be on for at least one.
    let deadOutputs: Int
    /// The number of hidden units that are 0 on every sample.
    let deadHidden: Int

    /// Evaluates one linear unit, hidden ReLUs, and ReLU outputs without a bias.
    ///
    /// - Complexity: O(n³).
    init(_ network: Network<Double>, amplitude: Double) {
        let n = network.inputs
        let (first, second, third) = (network.layers[0], network.layers[1], network.layers[2])
        let (w1, w2, w3) = (first.weight.elements, second.weight.elements, third.weight.elements)
        let (b1, b2) = (first.bias?.first ?? 0, second.bias ?? Array(repeating: 0, count: second.outputs))
        var (codes, outputs, means, largest) = ([Double](), [[Double]](), [Double](), [Double]())
        var squares = 0.0
        var isOn = [Bool](repeating: false, count: n)
        var isActive = [Bool](repeating: false, count: w2.count)
        for i in 0...n {
            let z = amplitude * w1[i...].reduce(0, +) + b1
            let a = (0..<w2.count).map { max(0, z * w2[$0] + b2[$0]) }
            let y = (0..<n).map { j in
                var u = 0.0
                for k in 0..<a.count { u += a[k] * w3[j * a.count + k] }
                return max(0, u)
            }
            let errors = (0..<n).map { j in abs(y[j] - (j >= i ? amplitude : 0)) / amplitude }
            codes.append(z)
            outputs.append(y)
            means.append(errors.reduce(0, +) / Double(n))
            largest.append(errors.max() ?? 0)
            squares += errors.reduce(0) { $0 + $1 * $1 }
            for j in 0..<n where y[j] > 0 { isOn[j] = true }
            for k in a.indices where a[k] > 0 { isActive[k] = true }
        }
        self.amplitude = amplitude
        self.codes = codes
        self.outputs = outputs
        meanErrors = means
        largestErrors = largest
        meanSquare = squares / Double((n + 1) * n)
        deadOutputs = isOn.count { !$0 }
        deadHidden = isActive.count { !$0 }
    }

    /// The largest error over the amplitude.
    var largestError: Double { largestErrors.max() ?? 0 }

    /// The number of samples whose every output is within this share of the amplitude.
    func samples(within share: Double) -> Int { largestErrors.count { $0 <= share } }

    /// The mean error over the amplitude in each quarter of the samples, transitions from left to right.
    var byQuarter: [Double] { Self.quarters(of: meanErrors) }

    /// The means of the four quarters of a list.
    static func quarters(of values: [Double]) -> [Double] {
        (0..<4).map { quarter in
            let part = values.indices.filter { 4 * $0 / values.count == quarter }
            return part.reduce(0) { $0 + values[$1] } / Double(max(1, part.count))
        }
    }

    /// The squared correlation of the code with the position.
    var codeR2: Double {
        let (x, z) = (codes.indices.map { Double(codes.count - 1 - $0) }, codes)
        let covariance = Self.covariance(x, z)
        return covariance * covariance / (Self.covariance(x, x) * Self.covariance(z, z))
    }

    /// The largest distance of the code from its least-squares line, over the range of the code.
    var codeDeviation: Double {
        let x = codes.indices.map { Double(codes.count - 1 - $0) }
        let slope = Self.covariance(x, codes) / Self.covariance(x, x)
        let count = Double(codes.count)
        let level = (codes.reduce(0, +) - slope * x.reduce(0, +)) / count
        let range = (codes.max() ?? 0) - (codes.min() ?? 0)
        return (zip(x, codes).map { abs($1 - slope * $0 - level) }.max() ?? 0) / range
    }

    /// The number of neighbouring pairs whose codes are in the rarer order, or equal.
    var inversions: Int {
        let steps = zip(codes, codes.dropFirst()).map { $1 - $0 }
        return min(steps.count { $0 <= 0 }, steps.count { $0 >= 0 })
    }

    private static func covariance(_ x: [Double], _ y: [Double]) -> Double {
        let (meanX, meanY) = (x.reduce(0, +) / Double(x.count), y.reduce(0, +) / Double(y.count))
        return zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) } / Double(x.count)
    }
}
