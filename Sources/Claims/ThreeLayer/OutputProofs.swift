internal import Exact

/// The outputs that a last layer can meet, decided one at a time by linear programming rather than by T1; every answer
/// carries a proof that is verified by multiplication.
struct OutputProofs {
    /// The weights of each output; nil where there are none.
    let weights: [[Rational]?]
    /// The multipliers that refute an output; nil where it can be met.
    let multipliers: [[Rational]?]
    /// Whether every answer is proved.
    let areProved: Bool

    /// Decides for hidden activations of the samples i = 1 … N: output j = 0 … n − 1 must be on for the first j + 1 of
    /// them.
    init(_ activations: ExactMatrix, outputs: Int) {
        var weights: [[Rational]?] = []
        var multipliers: [[Rational]?] = []
        var areProved = true
        for j in 0..<outputs {
            let constraints = OutputConstraints(
                activations: activations, targets: (0..<activations.rows).map { $0 <= j ? .one : .zero })
            switch constraints.decide() {
            case .feasible(let w):
                weights.append(w)
                multipliers.append(nil)
                areProved = areProved && constraints.areSatisfied(by: w)
            case .infeasible(let y):
                weights.append(nil)
                multipliers.append(y)
                areProved = areProved && constraints.areRefuted(by: y)
            }
        }
        self.weights = weights
        self.multipliers = multipliers
        self.areProved = areProved
    }

    /// The outputs that no weights can meet.
    var infeasibleOutputs: [Int] { weights.indices.filter { weights[$0] == nil } }

    /// Whether some output is proved to have no weights.
    var proveInfeasible: Bool { areProved && !infeasibleOutputs.isEmpty }

    /// Whether every output is proved to have weights.
    var proveFeasible: Bool { areProved && infeasibleOutputs.isEmpty }

    /// W3; nil where some output has no weights.
    var lastLayer: ExactLastLayer? {
        let rows = weights.compactMap { $0 }
        return rows.count == weights.count ? ExactLastLayer(weights: ExactMatrix(rows)) : nil
    }
}
