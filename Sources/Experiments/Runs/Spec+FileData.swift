internal import Diagnostics
internal import Networks

// What a spec leaves to be found of data from a file: written out, so that the spec of a run says all of it.

extension Spec {
    /// Names the classes of a column of words.
    ///
    /// - Throws: ``SpecError`` for a file that cannot be read, and for a column with more or fewer words than outputs.
    mutating func resolveClassNames(source: String) throws(SpecError) {
        do throws(SignalError) {
            signals.file = try signals.file?.namingClasses()
        } catch {
            throw SpecError(source: source, key: "signals", error)
        }
    }

    /// Whether outputs are logits, one for each class.
    private var hasLogits: Bool {
        if case .crossEntropy = training.loss { true } else { false }
    }

    /// Counts the classes of targets from a file by the outputs, where the loss is the cross-entropy.
    ///
    /// - Throws: ``SpecError`` for another number of outputs than of classes, for a network with a single output, and
    ///   for one whose outputs follow from a shape that only the file has.
    mutating func resolveClasses(source: String) throws(SpecError) {
        guard let file = signals.file, let outputs = layers.last?.outputs else { return }
        if let classes = file.classes, outputs > 0, outputs != classes {
            // So many targets would be made before the network could refuse them.
            throw SpecError(
                source: source, key: "network.\(network.count - 1)",
                problem:
                    "\(NumberText.plural(outputs, "output")): expected \(NumberText.count(classes)), one for each of "
                    + "signals.classes")
        }
        guard hasLogits, file.classes == nil else { return }
        guard outputs > 0 else {
            throw SpecError(
                source: source, key: "signals.classes",
                problem: "it is missing, and the number of outputs is not known before the file is read: expected the "
                    + "number of classes")
        }
        guard outputs > 1 else {
            throw SpecError(
                source: source, key: "network.\(network.count - 1)",
                problem:
                    "\(outputs) output: expected one for each class, and so at least two, for the loss crossEntropy"
            )
        }
        signals.file?.classes = outputs
    }

    /// Names the shape of a sample, and each of a few targets.
    ///
    /// - Throws: ``SpecError`` for a file that cannot be read any more.
    mutating func resolveFile(for samples: SampleSet, source: String) throws(SpecError) {
        guard var file = signals.file else { return }
        file.shape = samples.shape
        do {
            if file.classes == nil { file = try file.namingTargets(samples.targets.columns) }
        } catch {
            throw SpecError(source: source, key: "signals", error)
        }
        signals.file = file
    }
}
