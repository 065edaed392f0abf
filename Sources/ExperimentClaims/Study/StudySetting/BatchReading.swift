internal import Claims
internal import Experiments
internal import Networks

/// The study's recipe under one reading of "all the n step functions" and "a batch size equal to n", trained for two
/// epochs.
struct BatchReading: CustomStringConvertible {
    /// A few words that name the reading.
    let name: String
    /// The recipe.
    let spec: Spec
    /// The samples of each epoch.
    let samples: SampleSet
    /// The network before the first epoch.
    let start: Network<Double>
    /// The network after the last epoch.
    let end: Network<Double>
    /// The number of updates of the run.
    let updates: Int

    init(
        _ name: String, length: Int, blank: Bool = true, batching: Batching? = nil, optimizer: Optimizer? = nil,
        epochs: Int = 2
    ) throws {
        var spec = try ProtocolRun(start: .signed, encoder: .free, seed: 1).spec().resized(to: length)
        if !blank { spec.signals = SignalSpec(.step(StepFunctions(length: length, amplitude: 5, blank: false))) }
        if let batching { spec.training.batching = batching }
        spec.epochs = epochs
        if let optimizer { spec.training.optimizer = optimizer }
        let run = try ExperimentRun(spec, source: name)
        var network: Network<Double> = try run.initialNetwork()
        start = network
        updates = try spec.training.fit(&network, to: run.samples, epochs: epochs).checkpoint.updates
        end = network
        samples = run.samples
        self.name = name
        self.spec = spec
    }

    var description: String {
        "\(name): \(samples.count) samples of \(samples.length) entries, \(updates) updates in \(spec.epochs) epochs"
    }

    /// Whether each epoch makes one update.
    var updatesOnceAnEpoch: Bool { updates == spec.epochs }

    /// The number of different signals.
    var distinctSignals: Int { Set((0..<samples.count).map { Array(samples.signals.row($0)) }).count }

    /// The network after updates by plain gradient descent, one for each part of the samples, by the reference.
    func descended(_ parts: [Range<Int>], rate: Double) -> Network<Double> {
        var network = start
        for part in parts {
            let batch = samples.selecting(Array(part))
            network = network.descended(
                rate: rate, loss: spec.training.loss, inputs: batch.signals, targets: batch.targets)
        }
        return network
    }

    /// The largest difference of a parameter between two networks of the same shape.
    static func distance(_ x: Network<Double>, _ y: Network<Double>) -> Double {
        var largest = 0.0
        for (a, b) in zip(x.layers, y.layers) {
            for (v, w) in zip(a.weight.elements, b.weight.elements) { largest = max(largest, abs(v - w)) }
            for (v, w) in zip(a.bias ?? [], b.bias ?? []) { largest = max(largest, abs(v - w)) }
        }
        return largest
    }
}
