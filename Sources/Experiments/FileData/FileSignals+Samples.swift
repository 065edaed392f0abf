internal import Diagnostics
public import Exchange
public import Networks

extension FileSignals {
    /// Reads the samples, not rounded.
    ///
    /// - Returns: the samples in the order of the file, with the shape of ``shape``, and the labels that are asked for.
    ///   A label that is NaN is one that the sample does not have. Where there is a label `position`, `transition` is
    ///   where it lies between the least and the greatest.
    /// - Throws: `SignalError` at the key that is at fault: for a file or an array that cannot be read; for NaN and
    ///   infinity, with the index; for a class that is none; for arrays of different numbers of samples; for a shape
    ///   that does not fit; and for more samples, or longer ones, than a `SampleSet` holds.
    /// - Complexity: O(values) time and memory.
    public func samples() throws(SignalError) -> SampleSet {
        let file = try Self.located("file") { () throws(ExchangeError) in try DataFile(path) }
        let selected: FileColumns
        if let given = inputs { selected = given } else { selected = try defaultInputs(of: file) }
        let samples = try read(selected, of: file, key: "inputs")
        try samples.checkFinite("inputs")
        let sampleShape = try samples.shape(asked: shape)
        try samples.checkSize()
        var outputs: Matrix<Double>?
        var classIndices: [Int]?
        if let targets, let classes, let column = try words(targets, of: file) {
            let indices = try self.classes(of: column, count: classes)
            outputs = SampleSet.targets(ofClasses: indices, count: classes)
            classIndices = indices
        } else if let targets {
            let found = try read(targets, of: file, key: "targets")
            try found.checkCount(like: samples, "targets")
            try found.checkFinite(
                "targets",
                remedy: classes == nil
                    ? nil : ": a class is missing there; leave the sample out, or give it a class of its own")
            if let classes {
                (outputs, classIndices) = try found.targets(ofClasses: classes, "targets")
            } else {
                outputs = found.matrix
            }
        } else if classes != nil {
            throw SignalError(
                place: "targets",
                problem: "it is missing: expected the class of each sample, a whole number, or a probability for each "
                    + "output; to reproduce the inputs is for another loss, such as squaredError")
        }
        var values: [String: [Double?]] = [:]
        for (label, name) in labels.sorted(by: { $0.key < $1.key }) {
            values[label] = try labelValues(label, name, of: file, like: samples)
        }
        let (place, transition) = (SampleSet.Label.position.rawValue, SampleSet.Label.transition.rawValue)
        if values[transition] == nil, let positions = values[place] {
            values[transition] = Self.shares(of: positions)
        }
        return SampleSet(
            shape: sampleShape, signals: samples.matrix, labels: values, targets: outputs, classes: classIndices)
    }

    /// The same data with each target by its own name, where a range stands for few enough columns of a table.
    ///
    /// - Throws: `SignalError` for a file that cannot be read any more, and for columns that it does not have.
    func namingTargets(_ count: Int) throws(SignalError) -> FileSignals {
        guard count <= Self.mostNamedTargets, case .range(let first, let last) = targets else { return self }
        var named = self
        named.targets = .columns(
            try Self.located("targets") { () throws(ExchangeError) in
                try DataFile(path).names(from: first, through: last)
            })
        return named
    }

    /// The names of the `count` entries of a sample, where each is a column of a table; empty elsewhere, for more than
    /// ``mostNamedEntries``, and where the file cannot be read any more.
    ///
    /// - Complexity: linear in the bytes of the file, where the names are not those of ``inputs``.
    public func entryNames(_ count: Int) -> [String] {
        guard count <= Self.mostNamedEntries else { return [] }
        var columns = inputs
        if case .columns = inputs {
        } else {
            guard let file = try? DataFile(path), file.format == .table else { return [] }
            switch inputs {
            case nil: columns = try? defaultInputs(of: file)
            case .range(let first, let last):
                columns = (try? file.names(from: first, through: last)).map { .columns($0) }
            case .array(let name): columns = .columns([name])
            case .columns: break
            }
        }
        guard case .columns(let names) = columns, names.count == count else { return [] }
        return names
    }

    /// The most entries of a sample that are called by a name each.
    public static let mostNamedEntries = 256

    /// Where each position lies between the least one, 0, and the greatest, 1; nil where all are equal. It is that of
    /// the whole file, so that what is held out of training does not move it.
    private static func shares(of positions: [Double?]) -> [Double?]? {
        let known = positions.compactMap(\.self)
        guard let least = known.min(), let greatest = known.max(), least < greatest else { return nil }
        // Halved, so that the difference of two finite numbers is finite.
        let range = greatest / 2 - least / 2
        return positions.map { $0.map { ($0 / 2 - least / 2) / range } }
    }

    private func labelValues(
        _ label: String, _ name: String, of file: DataFile, like samples: FileArray
    ) throws(SignalError) -> [Double?] {
        let key = "labels.\(label)"
        let found = try read(.array(name), of: file, key: key)
        try found.checkCount(like: samples, key)
        try found.checkIsScalar(key)
        try found.checkFinite(key, allowsNaN: true)
        return found.matrix.elements.map { $0.isNaN ? nil : $0 }
    }

    private func read(_ columns: FileColumns, of file: DataFile, key: String) throws(SignalError) -> FileArray {
        if key == "targets", let column = try? words(columns, of: file) { throw wordsAreNoNumbers(column) }
        let values = try Self.located(key) { () throws(ExchangeError) -> NumericArray in
            switch columns {
            case .array(let name): try file.array(named: file.format == .numPyArray && name.isEmpty ? nil : name)
            case .columns(let names): try file.matrix(columns: names)
            case .range(let first, let last): try file.matrix(columns: file.names(from: first, through: last))
            }
        }
        return FileArray(values, name: Self.name(columns, of: file), path: path)
    }

    /// The only array; of a table all columns that are neither targets nor labels.
    /// With `lackingTargets` a table without the targets is right, too.
    private func defaultInputs(
        of file: DataFile, lackingTargets: Bool = false
    ) throws(SignalError) -> FileColumns {
        guard file.format == .table else {
            guard file.names.count == 1 else {
                let names = file.names.prefix(12).map { "\"\($0.shortened())\"" }.joined(separator: ", ")
                throw SignalError(
                    place: "inputs",
                    problem: "it is missing, and \(path) holds \(file.names.count) arrays: expected one of \(names)"
                        + (file.names.count > 12 ? ", …" : ""))
            }
            return .array(file.names[0])
        }
        var used = Set(labels.values)
        switch targets {
        case nil: break
        case .array(let name): used.insert(name)
        case .columns(let names): used.formUnion(names)
        case .range(let first, _) where lackingTargets && !file.names.contains(first): break
        case .range(let first, let last):
            used.formUnion(
                try Self.located("targets") { () throws(ExchangeError) in try file.names(from: first, through: last) })
        }
        let rest = file.names.filter { !used.contains($0) }
        guard !rest.isEmpty else {
            throw SignalError(place: "inputs", problem: "no column of \(path) is left for them: expected at least one")
        }
        return .columns(rest)
    }

    /// The columns of a table that are inputs by the names in this description; nil where the table lacks one.
    public func inputColumns(of file: DataFile) -> [String]? {
        var names: [String]
        switch inputs {
        case .array(let only): names = [only]
        case .columns(let several): names = several
        case .range(let first, let last):
            guard let found = try? file.names(from: first, through: last) else { return nil }
            names = found
        case nil:
            guard case .columns(let rest)? = try? defaultInputs(of: file, lackingTargets: true) else { return nil }
            names = rest
        }
        return !names.isEmpty && names.allSatisfy(file.names.contains) ? names : nil
    }

    /// What messages call the columns.
    private static func name(_ columns: FileColumns, of file: DataFile) -> FileArray.Name {
        switch columns {
        case .array(let name): .array(name)
        case .columns(let names): .columns(names)
        case .range(let first, let last): .columns((try? file.names(from: first, through: last)) ?? [])
        }
    }

    /// Does something with the file; what is wrong with it is wrong at `key`.
    static func located<Value>(
        _ key: String, _ body: () throws(ExchangeError) -> Value
    ) throws(SignalError) -> Value {
        do {
            return try body()
        } catch {
            throw SignalError(place: key, problem: "\(error)")
        }
    }
}
