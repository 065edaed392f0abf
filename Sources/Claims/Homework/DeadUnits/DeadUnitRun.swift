internal import Diagnostics
internal import Networks

/// A training run in which the first unit is dead at the start, watched until the unit acts on a sample.
struct DeadUnitRun {
    /// The state of the unit at the end.
    enum Fate: Hashable, CustomStringConvertible {
        /// a, b and u of the unit have the bits that they started with.
        case unchanged
        /// The unit is still dead; the largest change of a, b and u.
        case moved(Double)
        /// The number of updates after which it first acts on a sample.
        case revived(after: Int)

        var description: String {
            switch self {
            case .unchanged: "a, b, u bit for bit unchanged"
            case .moved(let change): "dead; a, b, u moved by up to \(NumberText.number(change, digits: 2))"
            case .revived(let updates): "acts after \(updates) updates"
            }
        }
    }

    /// The data x_i.
    static let data = (0..<8).map { 1 + Double($0) / 7 }
    /// The targets y_i.
    static let targets = data.map { 3 - ($0 - 1.3) * ($0 - 1.3) }
    /// Units the first of which is dead on the data; the kinks of the others lie between them.
    static let units = HiddenUnits<Double>(
        a: [-1, 1, 0.75, 0.5], b: [0.5, -1.05, -0.95, -0.8], u: [0.75, 0.5, 1, -0.5])

    /// The state of the unit at the end.
    let fate: Fate
    /// Whether a, b and u kept their bits as long as the unit was dead.
    let unitKeptItsBits: Bool
    /// Whether a, b or u of another unit changed.
    let othersMoved: Bool

    /// Trains `start`; where the rule has moments, `moments` gives their initial values.
    init(
        _ optimizer: Optimizer, start: Network<Double>? = nil, samples: SampleSet? = nil,
        moments: [HiddenUnits<Double>]? = nil,
        batching: Batching = .full, epochs: Int = 3000, seed: UInt64 = 1
    ) throws {
        let first = try start ?? Self.units.network(withCode: true)
        let samples = samples ?? SampleSet(numbers: Self.data, targets: Self.targets)
        var network = first
        let checkpoint = try moments.map { moments in
            TrainingCheckpoint(
                network: first, moments: try moments.map { try $0.network(withCode: true) }, epoch: 0, updates: 0,
                seconds: 0,
                schedule: ScheduleState(
                    learningRate: optimizer.learningRate, best: .infinity, epochsWithoutImprovement: 0))
        }
        let (stop, before) = (StopRequest(), Parameters(first))
        let perEpoch = if case .mini(let size, _) = batching { (samples.count + size - 1) / size } else { 1 }
        var (revival, last): (Int?, Network<Double>) = (nil, first)
        let training = Training(loss: .squaredError(.mean), optimizer: optimizer, batching: batching, seed: seed)
        try training.fit(&network, to: samples, epochs: epochs, from: checkpoint, observing: .every(1), stop: stop) {
            observation in
            guard revival == nil else { return }
            if Self.acts(observation.network, on: samples) {
                revival = observation.epoch * perEpoch
                stop.stop()
            } else {
                last = observation.network
            }
        }
        let after = Parameters(last)
        othersMoved = before.others != after.others
        let pairs = zip(before.unit, after.unit)
        unitKeptItsBits = pairs.allSatisfy { $0.bitPattern == $1.bitPattern }
        if let revival {
            fate = .revived(after: revival)
        } else {
            fate = unitKeptItsBits ? .unchanged : .moved(pairs.map { abs($0 - $1) }.max() ?? .nan)
        }
    }

    /// The parameters of the last two layers: those of the first unit, and the others.
    private struct Parameters {
        let unit: [Double]
        let others: [Double]

        init(_ network: Network<Double>) {
            let (hidden, output) = (network.layers[network.layers.count - 2], network.layers[network.layers.count - 1])
            let (bias, columns) = (hidden.bias ?? [], 0..<output.inputs)
            unit = Array(hidden.weight.row(0)) + bias.prefix(1) + (0..<output.outputs).map { output.weight[$0, 0] }
            others =
                hidden.weight.elements.dropFirst(hidden.inputs) + bias.dropFirst()
                + (0..<output.outputs).flatMap { i in columns.dropFirst().map { output.weight[i, $0] } }
        }
    }

    /// Whether the first unit is active on a sample.
    static func acts(_ network: Network<Double>, on samples: SampleSet) -> Bool {
        let pass = Backpropagation(network).forward(samples.signals)
        let hidden = pass.preactivations[network.layers.count - 2]
        return (0..<hidden.rows).contains { hidden[$0, 0] > 0 }
    }
}
