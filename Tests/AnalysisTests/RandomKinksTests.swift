import Analysis
import Exact
import Networks
import Testing

@Suite struct RandomKinksTests {
    /// Every way to put n kinks into n gaps, equally likely each.
    private func placements(_ n: Int) -> [[Int]] {
        (0..<n).reduce([[]]) { found, _ in found.flatMap { gaps in (0..<n).map { gaps + [$0] } } }
    }

    private func counts(_ gaps: [Int]) -> [Int] {
        gaps.reduce(into: [Int](repeating: 0, count: gaps.count)) { $0[$1] += 1 }
    }

    @Test("T2 decided by counting kinks agrees with T2", arguments: 1...4)
    func counting(n: Int) throws {
        for gaps in placements(n) {
            // Different kinks inside their gaps.
            let kinks = gaps.enumerated().map { i, gap in Rational(gap) + Rational(i + 1) / Rational(n + 1) }
            let placement = try #require(KinkPlacement(codes: (0...n).map { Rational($0) }, kinks: kinks))
            #expect(
                KinkPlacement.allowsExactLastLayer(kinksPerGap: counts(gaps)) == placement.allowsExactLastLayer,
                "\(gaps)")
        }
    }

    @Test("The closed forms are the shares of all placements", arguments: 2...5)
    func closedForms(n: Int) {
        let all = placements(n).map(counts)
        func share(_ isGood: ([Int]) -> Bool) -> Double { Double(all.count(where: isGood)) / Double(all.count) }
        func mean(_ number: ([Int]) -> Int, of parts: Int) -> Double {
            Double(all.reduce(0) { $0 + number($1) }) / Double(all.count * parts)
        }
        let exact = share { KinkPlacement.allowsExactLastLayer(kinksPerGap: $0) }
        #expect(abs(ConditioningLaw.exactLastLayerProbability(kinks: n) - exact) < 1e-14)
        #expect(abs(ConditioningLaw.onePerGapProbability(kinks: n) - share { $0.allSatisfy { $0 == 1 } }) < 1e-14)
        let empty = mean({ $0.count { $0 == 0 } }, of: n)
        #expect(abs(ConditioningLaw.emptyGapShare(kinks: n) - empty) < 1e-14)
        let pairs = mean({ c in (1..<n).count { c[$0] == 0 && c[$0 - 1] == 0 } }, of: n - 1)
        #expect(abs(ConditioningLaw.unbrokenPairShare(kinks: n) - pairs) < 1e-14)
    }

    @Test("Draws agree with the closed forms, and with values counted elsewhere", arguments: [4, 8, 16, 33])
    func draws(n: Int) throws {
        let (draws, found) = (4000, RandomKinks(kinks: n, draws: 4000, seed: 3))
        func agree(_ share: Double, _ probability: Double, trials: Int = 4000) -> Bool {
            abs(share - probability) <= 5 * (probability * (1 - probability) / Double(trials)).squareRoot() + 1e-12
        }
        #expect(found.kinks == n && found.draws == draws)
        #expect(agree(found.exactLastLayer, found.exactLastLayerProbability))
        #expect(agree(found.onePerGap, found.onePerGapProbability))
        // Neighbouring gaps are no independent trials, but negatively correlated ones.
        #expect(agree(found.emptyGaps, found.emptyGapMean, trials: draws * n))
        #expect(agree(found.unbrokenPairs, found.unbrokenPairMean, trials: draws))
        #expect(found.noUnbrokenPair >= found.exactLastLayer)
        let printed = try #require([4: 0.40, 8: 0.09, 16: 0.003, 33: 0][n])
        #expect(abs(found.exactLastLayerProbability - printed) < (n == 16 ? 0.0005 : 0.005))
        #expect(RandomKinks(kinks: n, draws: 4000, seed: 3) == found)
        #expect(RandomKinks(kinks: n, draws: 4000, seed: 4) != found)
    }

    @Test("The share of placements without an empty pair is right")
    func pairs() {
        let all = placements(3).map(counts)
        let free = all.count { c in !(1..<3).contains { c[$0] == 0 && c[$0 - 1] == 0 } }
        let found = RandomKinks(kinks: 3, draws: 4000, seed: 1).noUnbrokenPair
        #expect(abs(found - Double(free) / Double(all.count)) < 0.03)
    }

    @Test("Random networks: the shares for whole networks of three layers", arguments: [-0.05...0.05, 0...0.05])
    func networks(range: ClosedRange<Double>) throws {
        let (n, draws, seed) = (33, 5, UInt64(7))
        let found = try DrawnKinks(length: n, amplitude: 5, range: range, draws: draws, seed: seed)
        let samples = try StepFunctions(length: n, amplitude: 5).samples()
        var covered: [Int] = []
        for draw in 0..<draws {
            let network = try Network<Double>(
                inputs: n, initialization: .uniform(range), seed: seed + UInt64(draw)
            ) {
                Dense(1)
                Dense(n, activation: .relu)
                Dense(n, activation: .relu, bias: false)
            }
            covered.append(try #require(Measures(of: network, on: samples).breakpoints).coveredGapCount)
        }
        #expect(found.meanCoveredGaps == Double(covered.reduce(0, +)) / Double(draws))
        #expect(found.fewestCoveredGaps == covered.min() && found.mostCoveredGaps == covered.max())
        #expect(found.neededGaps == 16 && found.coveredShare == found.meanCoveredGaps / 33)
        #expect(found.meanKinksAmongCodes >= found.meanCoveredGaps)
        // Weights and biases above 0: the code rises, and every kink lies below it.
        if range.lowerBound == 0 {
            #expect(found.mostCoveredGaps == 0 && found.monotoneCodes == 1 && found.meanKinksAmongCodes == 0)
        } else {
            #expect(found.fewestCoveredGaps > 0 && found.monotoneCodes == 0)
        }
    }
}
