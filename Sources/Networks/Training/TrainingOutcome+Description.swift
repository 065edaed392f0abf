internal import Diagnostics

extension TrainingOutcome: CustomStringConvertible {
    /// One line: "finished: loss 0.0123 after 20,000 epochs in 1.2 s (sweep path)"; weights are left out.
    public var description: String {
        "\(status.rawValue): loss \(NumberText.number(loss)) after \(NumberText.plural(epochs, "epoch")) in "
            + "\(NumberText.duration(seconds)) (\(path.rawValue) path)"
    }
}

extension TrainingCheckpoint: CustomStringConvertible {
    /// One line: "epoch 20,000 of 129 → 1 → 129 relu, 387 parameters"; weights and moments are left out.
    public var description: String { "epoch \(NumberText.count(epoch)) of \(network)" }
}
