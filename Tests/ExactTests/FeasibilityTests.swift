import Testing

@testable import Exact

@Suite struct FeasibilityTests {
    /// The activations relu(w z + b) of random units at random codes: small integers, so
    /// that kinks meet codes and codes meet.
    private func hiddenLayer(_ n: Int, units: Int, _ random: inout SplitMix) -> ExactMatrix {
        let isOrdered = Bool.random(using: &random)
        var codes = (0...n).map { _ in random.rational(n + 2) }
        if isOrdered { codes = (0...n).map { Rational(n - $0) } }
        let ascends = Bool.random(using: &random)
        // Half of the time near the gaps that make a last layer possible.
        let isSpread = Bool.random(using: &random)
        let kinks = (0..<units).map { k in
            isSpread
                ? Rational(k) + Rational(Int.random(in: -1...1, using: &random)) / 2
                : Rational(Int.random(in: -1...2 * n, using: &random)) / 2
        }
        let slopes = (0..<units).map { _ in
            Rational(Int.random(in: 1...3, using: &random)) * (ascends || Bool.random(using: &random) ? 1 : -1)
        }
        return ExactMatrix(
            codes.map { z in
                zip(kinks, slopes).map { kink, slope in
                    let u = slope * (z - kink)
                    return u.signum > 0 ? u : .zero
                }
            })
    }

    @Test("T1 agrees with the simplex method on 3,000 random hidden layers, output by output", arguments: 0..<30)
    func criterionAgainstSimplex(block: Int) {
        var random = SplitMix(state: UInt64(block))
        var feasible = 0
        for k in 0..<100 {
            let n = 2 + k % 6
            let units = max(1, n + [0, 0, 0, 1, -1, 2][k / 6 % 6])
            var a = hiddenLayer(n, units: units, &random)
            if k % 10 == 9 {
                a = a.appending(
                    columns: ExactMatrix(rows: n + 1, columns: 1, elements: Array(repeating: 1, count: n + 1)))
            }
            let criterion = StepCriterion(activations: a)
            #expect(criterion.isFeasible == criterion.isFeasibleByLastNegative, "block \(block), layer \(k)")
            let infeasible = (0..<n).filter { j in
                let constraints = criterion.constraints(ofOutput: j)
                switch constraints.decide() {
                case .feasible(let weights):
                    #expect(constraints.areSatisfied(by: weights), "block \(block), layer \(k), output \(j)")
                    return false
                case .infeasible(let multipliers):
                    #expect(constraints.areRefuted(by: multipliers), "block \(block), layer \(k), output \(j)")
                    return true
                }
            }
            if criterion.rank >= n {
                #expect(criterion.infeasibleOutputs == infeasible, "block \(block), layer \(k)")
            } else {
                // Below rank n the criterion names an output that cannot be met, not all of them.
                #expect(Set(criterion.infeasibleOutputs).isSubset(of: infeasible) && !criterion.isFeasible)
            }
            for j in criterion.infeasibleOutputs {
                let constraints = criterion.constraints(ofOutput: j)
                #expect(criterion.multipliers(ofOutput: j).map { constraints.areRefuted(by: $0) } == true)
            }
            let weights = criterion.weights()
            #expect((weights != nil) == criterion.isFeasible)
            if let weights {
                feasible += 1
                for j in 0..<n {
                    #expect(criterion.constraints(ofOutput: j).areSatisfied(by: Array(weights.row(j))))
                }
            }
        }
        #expect((5...60).contains(feasible), "both answers should come up: \(feasible) of 100")
    }

    @Test("Constraints with several amplitudes and zero rows", arguments: 0..<200)
    func generalTargets(seed: Int) {
        var random = SplitMix(state: UInt64(seed) + 77)
        let (samples, units) = (1 + seed % 7, 1 + seed % 5)
        let constraints = OutputConstraints(
            activations: random.matrix(samples, units, bound: 3, denominators: 3),
            targets: (0..<samples).map { _ in random.rational(2, denominators: 2).magnitude })
        switch constraints.decide() {
        case .feasible(let weights): #expect(constraints.areSatisfied(by: weights))
        case .infeasible(let multipliers):
            #expect(constraints.areRefuted(by: multipliers))
            #expect(multipliers.allSatisfy { $0.description.utf8.allSatisfy { $0 != 0x2F } }, "integers")
        }
    }

    @Test("A changed witness is refused")
    func changedWitnesses() {
        // The naive solution for n = 3: codes 1 … 4, kinks 0, 1, 2; the null vector is (0, 1, −2, 1).
        let naive = ExactMatrix([[1, 0, 0], [2, 1, 0], [3, 2, 1], [4, 3, 2]])
        let criterion = StepCriterion(activations: naive)
        #expect(criterion.rank == 3 && criterion.infeasibleOutputs == [2])
        #expect(criterion.nullVector == [0, 1, -2, 1])
        let constraints = criterion.constraints(ofOutput: 2)
        #expect(constraints.areRefuted(by: [0, 1, -2, 1]))
        #expect(!constraints.areRefuted(by: [0, -1, 2, -1]), "the sign of an inequality's multiplier")
        #expect(!constraints.areRefuted(by: [0, 0, 0, 0]))
        #expect(!constraints.areRefuted(by: [0, 1, -1, 0]), "not in the null space")
        #expect(!constraints.areRefuted(by: [0, 1, -2]))
        #expect(!criterion.constraints(ofOutput: 1).areRefuted(by: [0, 1, -2, 1]), "a sum that is not negative")
        #expect(!constraints.areSatisfied(by: [1, -1, 0]))
        #expect(criterion.constraints(ofOutput: 1).areSatisfied(by: [1, -1, -1]))
    }

    @Test("An output of 40 samples is decided by the simplex method")
    func fortySamples() {
        let n = 39
        let naive = ExactMatrix((1...(n + 1)).map { i in (0..<n).map { Rational(max(0, i - $0)) } })
        let last = StepCriterion(activations: naive).constraints(ofOutput: n - 1)
        #expect(!last.decide().isFeasible)
        #expect(StepCriterion(activations: naive).constraints(ofOutput: 20).decide().isFeasible)
    }
}
