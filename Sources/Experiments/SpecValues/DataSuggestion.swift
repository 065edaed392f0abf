internal import Diagnostics
public import Exchange
internal import Networks

/// A spec to begin with for a data file: its arrays are given a use by their names and shapes.
public struct DataSuggestion: Sendable, Hashable {
    /// The spec, of at most twelve lines.
    public let yaml: String

    /// The arrays of the file, or the columns of the table, that the spec does not use, in the order of the file.
    public let unused: [String]

    /// Suggests a spec for the folder of the file; nil where no array can be an input.
    ///
    /// Inputs are the array of a common name for them, such as `x`, or the first of at least two dimensions; targets
    /// the one of a common name, such as `y`, with as many samples; in a table also a last column of classes. Its other
    /// columns are the inputs. Targets that are the whole numbers from 0 to some other, each in several samples, are
    /// taken for classes.
    ///
    /// - Parameters:
    ///   - file: the file.
    ///   - summaries: what its arrays hold, without those that cannot be read.
    ///   - words: the columns of words, with their numbers of classes.
    public init?(for file: DataFile, _ summaries: [ArraySummary], words: [String: Int] = [:]) {
        let usable = summaries.filter { $0.refusal == nil && $0.nanCount == 0 && $0.infinityCount == 0 }
        let found =
            file.format == .table ? Use(columns: usable, words: words, of: file) : Use(arrays: usable, of: file)
        guard let use = found else { return nil }
        let used = use.names.union(use.signals.labels.values)
        unused = file.names.filter { !used.contains($0) }
        let hidden = max(1, min(16, use.inputs / 4))
        let layers =
            (use.classes ?? use.targets).map { ["{ dense: \(max(8, hidden)), activation: relu }", "{ dense: \($0) }"] }
            ?? ["{ dense: \(hidden) }", "{ dense: \(4 * hidden), activation: relu }", "{ dense: \(use.inputs) }"]
        let isWide = usable.contains { summary in
            use.names.contains(summary.name)
                && [summary.minimum, summary.maximum].contains { $0.map(NumberFormat.float32.overflows) ?? false }
        }
        yaml =
            (["name: \(Self.name(file.path))", "signals: \(SignalSpec(.file(use.signals)).yaml)", "network:"]
            + layers.map { "  - \($0)" }
            + [
                "initialization: { he: normal }",
                use.classes == nil ? "loss: { squaredError: mean }" : "loss: crossEntropy",
                "optimizer: { adam: { learningRate: 1.0e-3 } }", "epochs: 200",
            ] + (isWide ? ["precision: float64"] : [])).joined(separator: "\n")
    }

    /// The file's name as the name of a spec.
    private static func name(_ path: String) -> String {
        let file = path.split(separator: "/").last ?? ""
        let stem = file.prefix { $0 != "." }.map { character in
            character.isASCII && (character.isLetter || character.isNumber || "-_".contains(character))
                ? character : "-"
        }
        let name = String(stem.drop { $0 == "-" }.prefix(60))
        return name.isEmpty || name == "last" || name.allSatisfy(\.isNumber) ? "data" : name
    }
}

extension DataSuggestion {
    /// What the arrays of a file are for.
    private struct Use {
        var signals: FileSignals
        /// The number of entries of a sample.
        var inputs: Int
        /// The arrays of inputs and targets.
        var names: Set<String>
        /// The number of targets; nil for an autoencoder.
        var targets: Int?
        /// The number of classes, where the only target is one.
        var classes: Int?

        private static let inputNames = [
            "x", "inputs", "input", "data", "signals", "images", "features", "x_train", "train_x",
        ]
        private static let targetNames = [
            "y", "targets", "target", "outputs", "output", "labels", "label", "class", "classes", "category", "species",
            "digit",
            "y_train", "train_y",
        ]
        private static let labelNames = ["theta": "position", "position": "position", "amplitude": "amplitude"]

        /// The name of the file in its own folder.
        private static func name(_ file: DataFile) -> String {
            file.path.split(separator: "/").last.map(String.init) ?? ""
        }

        init?(arrays: [ArraySummary], of file: DataFile) {
            func named(_ names: [String]) -> ArraySummary? {
                names.lazy.compactMap { name in arrays.first { $0.name.lowercased() == name } }.first
            }
            guard let inputs = named(Self.inputNames) ?? arrays.first(where: { $0.shape.count > 1 }) ?? arrays.first,
                let count = inputs.shape.first
            else { return nil }
            func hasSamples(_ summary: ArraySummary) -> Bool {
                summary.shape.first == count && summary.name != inputs.name
            }
            let targets = named(Self.targetNames).flatMap { hasSamples($0) ? $0 : nil }
            signals = FileSignals(
                Self.name(file), inputs: file.names.count > 1 ? .array(inputs.name) : nil,
                targets: targets.map { .array($0.name) })
            for summary in arrays where hasSamples(summary) && summary.shape == [count] {
                if let label = Self.labelNames[summary.name.lowercased()] { signals.labels[label] = summary.name }
            }
            names = Set([inputs.name] + (targets.map { [$0.name] } ?? []))
            self.inputs = inputs.count / count
            self.targets = targets.map { $0.count / count }
            classes = targets.flatMap(Self.classes)
            guard self.inputs <= SampleSet.maximumLength, count <= SampleSet.maximumCount else { return nil }
        }

        init?(columns: [ArraySummary], words: [String: Int], of file: DataFile) {
            let summaries = columns.filter { !$0.name.isEmpty }
            let columns = summaries.map(\.name)
            let all = file.names.filter { columns.contains($0) || words[$0].map { $0 > 1 } ?? false }
            // A column of words can be nothing but classes.
            let target =
                all.last { Self.targetNames.contains($0.lowercased()) }
                ?? (all.last.map { words[$0] != nil } == true ? all.last : Self.lastClasses(summaries))
            let inputs = columns.filter { $0 != target && Self.labelNames[$0.lowercased()] == nil }
            guard !inputs.isEmpty, inputs.count <= SampleSet.maximumLength else { return nil }
            signals = FileSignals(Self.name(file), targets: target.map { .array($0) })
            for name in columns {
                if let label = Self.labelNames[name.lowercased()], name != target { signals.labels[label] = name }
            }
            let used = Set(signals.labels.values).union(target.map { [$0] } ?? [])
            if inputs != file.names.filter({ !used.contains($0) }) {
                let isRun = (try? file.names(from: inputs[0], through: inputs[inputs.count - 1])) == inputs
                signals.inputs =
                    isRun && inputs.count > 2
                    ? .range(from: inputs[0], through: inputs[inputs.count - 1]) : .columns(inputs)
            }
            names = Set(inputs + (target.map { [$0] } ?? []))
            self.inputs = inputs.count
            targets = target.map { _ in 1 }
            classes =
                target.flatMap { words[$0] } ?? summaries.last { $0.name == target }.flatMap(Self.classes)
        }

        /// The number of classes of an array with one number for each sample, each class in several of them; nil for
        /// another array.
        private static func classes(_ summary: ArraySummary) -> Int? {
            guard summary.shape.first == summary.count, let classes = summary.classCount, 2 * classes < summary.count
            else {
                return nil
            }
            return classes
        }

        /// The last column of a table, where it has few enough classes, and another column has none.
        private static func lastClasses(_ columns: [ArraySummary]) -> String? {
            guard let last = columns.last, let count = classes(last), count <= mostUnnamedClasses,
                labelNames[last.name.lowercased()] == nil,
                columns.dropLast().contains(where: { $0.classCount == nil })
            else { return nil }
            return last.name
        }

        /// The most classes of a column whose name does not say that it is a target.
        private static let mostUnnamedClasses = 20
    }
}
