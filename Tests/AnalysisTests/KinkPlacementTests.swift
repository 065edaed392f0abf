import Analysis
import Exact
import Networks
import Testing

@Suite struct KinkPlacementTests {
    /// The activations of units with w = 1 for codes in the order of the rows: the blank last.
    private func criterion(_ placement: KinkPlacement) -> StepCriterion {
        StepCriterion(
            activations: ExactMatrix(
                placement.codes.reversed().map { z in
                    placement.kinks.map { kink in z > kink ? z - kink : .zero }
                }))
    }

    @Test("T2 agrees with T1 on increasing kinks, any increasing codes", arguments: 0..<30)
    func schoenbergWhitney(block: Int) throws {
        var stream = RandomStream(seed: UInt64(block), purpose: .signals, index: 9)
        var (decided, feasible) = (0, 0)
        while decided < 100 {
            let n = 1 + stream.index(below: 6)
            let isUniform = stream.index(below: 2) == 0
            var codes = [Rational(stream.index(below: 3))]
            for _ in 0..<n {
                codes.append((codes.last ?? 0) + (isUniform ? 1 : Rational(1 + stream.index(below: 4)) / 2))
            }
            // Halves, so that kinks and codes meet; half of the time near the places that the theorem asks for.
            let isNear = stream.index(below: 2) == 0
            let kinks = (0..<n).map { k in
                isNear
                    ? codes[k] + Rational(stream.index(below: 5) - 2) / 4
                    : codes[0] + Rational(stream.index(below: 4 * n)) / 2
            }
            let placement = try #require(KinkPlacement(codes: codes, kinks: kinks))
            guard let allows = placement.allowsExactLastLayer else { continue }
            decided += 1
            if allows { feasible += 1 }
            #expect(
                criterion(placement).isFeasible == allows, "block \(block): codes \(codes), kinks \(placement.kinks)")
            if allows { #expect(placement.unbrokenPairs.isEmpty) }
        }
        #expect((10...90).contains(feasible), "both answers should come up: \(feasible) of 100")
    }

    @Test("Kinks per gap are counted, and a pair without a kink between is named")
    func gaps() throws {
        let placement = try #require(KinkPlacement(codes: [0, 1, 2, 3], kinks: [Rational(1) / 2, 0, 3, -1, 2]))
        #expect(placement.kinksPerGap == [2, 0, 1], "a kink at the last code lies in no gap")
        #expect(placement.unbrokenPairs == [], "2 lies strictly between 1 and 3, and 1/2 between 0 and 2")
        #expect(KinkPlacement(codes: [0, 1, 2, 3], kinks: [0, 1, 3])?.unbrokenPairs == [1])
        #expect(KinkPlacement(codes: [0, 0, 1], kinks: []) == nil)
        #expect(KinkPlacement(codes: [0, 1, 2], kinks: [-1, 1])?.allowsExactLastLayer == nil)
        #expect(KinkPlacement(codes: [0, 1, 2], kinks: [1, 1])?.allowsExactLastLayer == nil)
        // The corollary that a gap may hold two: n = 2, kinks .1 and .4.
        #expect(
            KinkPlacement(codes: [0, 1, 2], kinks: [Rational(1) / 10, Rational(2) / 5])?.allowsExactLastLayer == true)
    }

    @Test("T3: the recursion reproduces the steps, and the largest weight is 1/(1 − f)² for f ≤ ½")
    func fractions() throws {
        let n = 33
        for (f, stable) in [
            ("0", true), ("1/10", true), ("1/4", true), ("49/100", true), ("1/2", false), ("3/5", false),
        ] {
            let f = try #require(Rational(f))
            let fraction = try #require(KinkFraction(f))
            #expect(fraction.isStable == stable)
            let weights = fraction.lastLayer(length: n, spacing: 1)
            let largest = weights.elements.map(\.magnitude).max() ?? 0
            let closed = 1 / ((1 - f) * (1 - f))
            if f <= Rational(1) / 2 { #expect(largest == closed) } else { #expect(largest > closed) }
            for theta in 0...n {
                let activations = (0..<n).map { g -> Rational in
                    let u = Rational(theta) - Rational(g) - f
                    return u.signum > 0 ? u : 0
                }
                #expect(weights.times(activations) == (1...n).map { $0 <= theta ? 1 : 0 })
            }
        }
        #expect(KinkFraction(1) == nil && KinkFraction(Rational(-1) / 2) == nil)
    }
}
