internal import Networks

/// The fate of a dead unit under each optimizer of the library: from rest, with an initial velocity, with weight decay.
struct OptimizerFates {
    /// One optimizer.
    struct Row: CustomStringConvertible {
        let name: String
        /// Whether its steps depend on former gradients, so that it can have a velocity.
        let hasVelocity: Bool
        /// From rest.
        let plain: DeadUnitRun
        /// With a velocity of −5 on the dead unit's b; nil for a rule without moments.
        let withVelocity: DeadUnitRun?
        /// From rest with 0.01 times all parameters added to their gradients; nil for a rule without such a decay.
        let withDecay: DeadUnitRun?
        /// From rest with a decoupled weight decay of 0.01; nil for a rule without one.
        let withDecoupledDecay: DeadUnitRun?

        var description: String { name }
        var cells: [String] {
            [name, plain.fate.description]
                + [withVelocity, withDecay, withDecoupledDecay].map { $0?.fate.description ?? "–" }
        }
    }

    /// One row for each rule, and two for RMSProp, which has two dialects.
    let rows: [Row]

    /// The row of this name; nil where there is none.
    subscript(name: String) -> Row? { rows.first { $0.name == name } }

    /// Trains with every rule.
    init() throws {
        let rate = 0.05
        let rules: [(String, Optimizer, velocity: Bool)] = [
            ("sgd", .sgd(learningRate: rate), false), ("momentum 0.9", .momentum(learningRate: rate), true),
            ("nesterov 0.9", .nesterov(learningRate: rate), true),
            ("rmsProp (torch)", .rmsProp(learningRate: 0.01), false),
            ("rmsProp (keras)", .rmsProp(learningRate: 0.01, dialect: .keras), false),
            ("adam", .adam(learningRate: 0.01), true),
            ("muon", .muon(learningRate: rate, vectorRate: 0.01), true),
            ("shampoo", .shampoo(learningRate: rate), false), ("slopeNewton", .slopeNewton(learningRate: 0.5), false),
            ("sobolev", .sobolev(learningRate: 0.05), false),
            ("naturalGradient", .naturalGradient(learningRate: 0.5), false),
        ]
        rows = try rules.map { name, optimizer, velocity in
            func decayed(_ form: Optimizer.DecayForm) throws -> DeadUnitRun? {
                let decaying = Optimizer(
                    optimizer.rule, learningRate: optimizer.learningRate, weightDecay: 0.01, decayForm: form)
                return decaying.objection == nil ? try DeadUnitRun(decaying) : nil
            }
            return Row(
                name: name, hasVelocity: velocity, plain: try DeadUnitRun(optimizer),
                withVelocity: optimizer.momentCount > 0
                    ? try DeadUnitRun(
                        optimizer, moments: Self.moments(count: optimizer.momentCount, velocity: velocity)) : nil,
                withDecay: try decayed(.coupled), withDecoupledDecay: try decayed(.decoupled))
        }
    }

    /// Moments that are 0 except for the dead unit's b: a velocity of −5, a square of 25.
    private static func moments(count: Int, velocity: Bool) -> [HiddenUnits<Double>] {
        func only(_ value: Double) -> HiddenUnits<Double> {
            let zeros = DeadUnitRun.units.a.map { _ in 0.0 }
            return HiddenUnits(a: zeros, b: [value] + zeros.dropFirst(), u: zeros)
        }
        return velocity ? [only(-5)] + (count > 1 ? [only(25)] : []) : [only(25)]
    }
}
