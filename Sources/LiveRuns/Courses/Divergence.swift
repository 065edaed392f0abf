internal import Diagnostics
internal import Experiments
internal import Foundation
internal import Networks
internal import RunStore

/// Why a run diverged: how its tensors grew in the last epochs, and which rates did better.
struct Divergence {
    /// The longest time that remedies are tried for, in seconds.
    private static let patience = 4.0

    let folder: RunFolder
    /// The number of epochs after which the loss was no finite number.
    let epoch: Int

    /// That a run diverged at its last epoch; nil for one that has ended otherwise, or not yet.
    init?(_ folder: RunFolder) {
        guard let summary = try? folder.summary(), summary.status == .diverged else { return nil }
        (self.folder, epoch) = (folder, summary.epochs)
    }

    /// The event that tells it.
    ///
    /// - Throws: what training the run again throws.
    /// - Complexity: O(epochs · what an epoch costs), and some seconds for the remedies.
    func event() throws -> LiveEvent {
        let replay = try Replay(folder)
        let rows = try (max(0, epoch - 3)...epoch).map { epoch in
            LiveEvent.LargestWeights(epoch: epoch, tensors: try replay.network(at: epoch).inDouble.largestWeights)
        }
        return .diverged(epoch: epoch, table: rows, remedies: try remedies())
    }

    /// Lower rates by which the run was trained past the epoch at which it diverged, and stayed finite.
    private func remedies() throws -> [String] {
        let spec = try folder.course().end
        let rule = spec.training.optimizer
        var words: [String] = []
        let start = ContinuousClock.now
        for divisor in [10.0, 100, 1000] where words.isEmpty {
            let rate = rule.learningRate / divisor
            var slower = try spec.changed(
                overrides: ["optimizer.\(rule.name).learningRate=\(rate)"], source: "remedy")
            slower.epochs = min(max(1000, 10 * epoch), 100_000)
            slower.record = Spec.Record(epochs: .ends, snapshots: false, checkpointSeconds: 3600)
            let stop = StopRequest()
            let result = try folder.run(of: slower).run(stop: stop) { _ in
                if ContinuousClock.now - start > .seconds(Self.patience) { stop.stop() }
            }
            if result.status != .diverged, result.epochs > epoch, result.loss.isFinite {
                words.append("a rate of \(NumberText.exact(rate)) for \(NumberText.plural(result.epochs, "epoch"))")
            }
            if ContinuousClock.now - start > .seconds(Self.patience) { break }
        }
        return words
    }
}

extension Network<Double> {
    /// The largest absolute value of each tensor, from the input to the output.
    fileprivate var largestWeights: [(name: String, largest: Double)] {
        layers.enumerated().flatMap { index, layer in
            [("W\(index + 1)", Self.largest(layer.weight.elements))]
                + (layer.bias.map { [("b\(index + 1)", Self.largest($0))] } ?? [])
        }
    }

    private static func largest(_ values: [Double]) -> Double { values.reduce(0) { max($0, abs($1)) } }
}
