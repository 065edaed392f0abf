import Networks
import Testing

/// Rates by formula at the ends of what may be said.
@Suite struct RateCurveTests {
    private static let epochs = [0, 1, 2, 3, 7, 50, 1_000_000, 1 << 40, Int.max - 8]

    private static let shapes: [RateCurve.Shape] = {
        var shapes: [RateCurve.Shape] = []
        for count in [1, 2, 50, Int.max] {
            for end in [0, 1e-300, 0.5, 1e300] {
                for number in [1e-300, 1e-17, 0.5, 1, Double(1).nextUp, 1 + 1e-9, 2, 1e6, 1e308] {
                    shapes += [
                        .exponential(factor: number, every: count, isStaircase: count == 2, minimumRate: end),
                        .inverseTime(decay: number, every: count, isStaircase: count == 2),
                        .polynomial(epochs: count, finalRate: end, power: number),
                        .cosine(epochs: count, finalRate: end, isMirrored: number < 1),
                        .cosineRestarts(
                            epochs: count, periodFactor: number, rateFactor: min(1, 1 / number), finalRate: end,
                            scalesRate: count == 2),
                        .linear(epochs: count, startShare: number),
                        .oneCycle(
                            epochs: count, riseShare: min(number, 0.5), startDivisor: number, finalDivisor: number,
                            isEarly: count == 2),
                    ]
                }
            }
        }
        return shapes
    }()

    private func isAccepted(_ curve: RateCurve) -> Bool { Schedule.curve(curve).objection == nil }

    @Test("Every curve that is accepted has a finite rate ≥ 0 in every epoch, not above the largest that it says")
    func finite() {
        var accepted: Set<String> = []
        for shape in Self.shapes {
            let curve = RateCurve(shape)
            guard isAccepted(curve) else { continue }
            accepted.insert(shape.name)
            for rate in [0, 0.125, 1e10] {
                let largest = curve.largestRate(from: rate)
                for epoch in Self.epochs {
                    let found = curve.rate(at: epoch, from: rate)
                    #expect(found >= 0 && found <= largest * (1 + 1e-12), "\(shape), epoch \(epoch): \(found)")
                }
            }
        }
        #expect(accepted.count == 7)
    }

    @Test("A period that grows without a bound is refused")
    func refusals() {
        let curve = RateCurve(.cosineRestarts(epochs: 3, periodFactor: 1e308, rateFactor: 1, finalRate: 0))
        let objection = Schedule.curve(curve).objection
        #expect(objection?.parameter == "cosineRestarts.periodFactor")
        #expect(objection?.problem.hasSuffix("expected 1 ≤ periodFactor ≤ 1000000") == true)
    }

    @Test("Periods that grow by next to nothing are those that do not grow")
    func nearlyOne() {
        for factor in [Double(1).nextUp, 1 + 1e-12, 1 + 1e-9] {
            func curve(_ factor: Double) -> RateCurve {
                RateCurve(.cosineRestarts(epochs: 10, periodFactor: factor, rateFactor: 0.5, finalRate: 0.01))
            }
            for epoch in 0..<200 where epoch % 10 != 0 {
                let difference = curve(factor).rate(at: epoch, from: 1) - curve(1).rate(at: epoch, from: 1)
                #expect(abs(difference) <= 1e-5, "\(factor), epoch \(epoch): \(difference)")
            }
        }
    }
}
