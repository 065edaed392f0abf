internal import Diagnostics
internal import Exchange
internal import Networks

/// An array of a data file whose first dimension counts samples, and what messages call it.
struct FileArray {
    /// What the array is called.
    enum Name {
        /// By one name; empty for the array of a `.npy` file.
        case array(String)
        /// By the names of its columns.
        case columns([String])
    }

    private let values: NumericArray
    private let name: Name
    private let path: String

    init(_ values: NumericArray, name: Name, path: String) {
        (self.values, self.name, self.path) = (values, name, path)
    }

    private var count: Int { values.shape.first ?? 0 }

    /// The shape of a sample: [1] for an array of one dimension.
    private var sampleShape: [Int] { values.shape.count > 1 ? Array(values.shape.dropFirst()) : [1] }

    /// The samples, one a row.
    var matrix: Matrix<Double> {
        Matrix(rows: count, columns: values.values.count / max(1, count), elements: values.values)
    }

    /// The array as messages name it: "x", or "2 columns".
    private var title: String {
        switch name {
        case .array(""): "the array"
        case .array(let name): name.shortened()
        case .columns(let names): names.count == 1 ? "column \(names[0].shortened())" : "\(names.count) columns"
        }
    }

    /// Refuses NaN and infinity at their index; `remedy` is what to do about NaN in place of a mean.
    func checkFinite(_ key: String, allowsNaN: Bool = false, remedy: String? = nil) throws(SignalError) {
        guard let offset = values.values.firstIndex(where: { !($0.isFinite || allowsNaN && $0.isNaN) }) else { return }
        let value = values.values[offset]
        var rest = offset
        var index: [Int] = []
        for extent in values.shape.reversed() {
            index.insert(rest % extent, at: 0)
            rest /= extent
        }
        let what = value.isNaN ? "NaN" : value < 0 ? "-infinity" : "infinity"
        throw SignalError(
            place: key,
            problem: "\(place(index)) in \(path) is \(what)"
                + (value.isNaN && remedy != nil
                    ? remedy ?? ""
                    : ": expected a finite number"
                        + (value.isNaN ? ", such as the mean in place of a missing value" : "")))
    }

    /// "x[3, 7]"; in a table the row and the column.
    private func place(_ index: [Int]) -> String {
        switch name {
        case .columns(let names):
            let column = index.last.flatMap { names.indices.contains($0) ? names[$0] : nil } ?? ""
            return "row \(index[0]) of column \"\(column.shortened())\""
        case .array(let name): return "\(name.isEmpty ? "value " : name.shortened())\(index)"
        }
    }

    /// Refuses another number of samples than the inputs have.
    func checkCount(like inputs: FileArray, _ key: String) throws(SignalError) {
        guard count != inputs.count else { return }
        throw SignalError(
            place: key,
            problem: "\(title) has the shape \(values.shape), that is \(NumberText.plural(count, "sample")), where "
                + "\(inputs.title), the inputs, has \(NumberText.count(inputs.count)): expected as many")
    }

    /// Refuses anything but one number for each sample.
    func checkIsScalar(_ key: String) throws(SignalError) {
        guard sampleShape.reduce(1, *) != 1 else { return }
        throw SignalError(
            place: key, problem: "\(title) has the shape \(values.shape): expected one number for each sample")
    }

    /// The shape of a sample, as asked where that has as many entries.
    func shape(asked: [Int]?) throws(SignalError) -> [Int] {
        guard let asked else { return sampleShape }
        var entries = 1
        for extent in asked {
            let (product, overflow) = entries.multipliedReportingOverflow(by: extent)
            entries = overflow ? .max : product
        }
        let found = sampleShape.reduce(1, *)
        guard entries == found else {
            throw SignalError(
                place: "shape",
                problem: "\(asked) has \(NumberText.plural(entries, "entry")): a sample of \(title) in "
                    + "\(path) has \(NumberText.count(found)), in the shape \(sampleShape)")
        }
        return asked
    }

    /// Targets for classes: one output is 1 and all others 0, or a probability for each output.
    ///
    /// - Parameters:
    ///   - count: the number of classes.
    ///   - key: the key at fault in errors.
    /// - Returns: the targets, `[samples × count]`, and the class of each sample; nil where some targets are
    ///   probabilities between 0 and 1.
    /// - Throws: `SignalError` for a value that is no class, for rows of another number of entries, and for more
    ///   targets than a set holds.
    func targets(
        ofClasses count: Int, _ key: String
    ) throws(SignalError) -> (targets: Matrix<Double>, classes: [Int]?) {
        let entries = sampleShape.reduce(1, *)
        guard entries == 1 else {
            guard entries == count else {
                throw SignalError(
                    place: key,
                    problem: "\(title) in \(path) has the shape \(values.shape): expected a class for each sample, a "
                        + "whole number from 0 to \(count - 1), or a probability for each of the \(count) classes")
            }
            return (matrix, SampleSet.classes(ofTargets: matrix))
        }
        var classes: [Int] = []
        for (sample, value) in values.values.enumerated() {
            guard let index = Int(exactly: value), (0..<count).contains(index) else {
                let place = place(
                    values.shape.count > 1 ? [sample] + values.shape.dropFirst().map { _ in 0 } : [sample])
                throw SignalError(
                    place: key,
                    problem:
                        "\(place) in \(path) is \(NumberText.exact(value)): expected a class, a whole "
                        + "number from 0 to \(count - 1), one for each output")
            }
            classes.append(index)
        }
        let (total, overflow) = classes.count.multipliedReportingOverflow(by: count)
        guard !overflow, total <= SampleSet.maximumValueCount else {
            throw SignalError(
                place: key,
                problem:
                    "\(NumberText.plural(classes.count, "sample")) of \(NumberText.count(count)) classes: expected a "
                    + "product of at most \(NumberText.count(SampleSet.maximumValueCount))")
        }
        return (SampleSet.targets(ofClasses: classes, count: count), classes)
    }

    /// Refuses more samples, or longer ones, than a set holds.
    func checkSize() throws(SignalError) {
        let length = sampleShape.reduce(1, *)
        guard count <= SampleSet.maximumCount, length <= SampleSet.maximumLength else {
            throw SignalError(
                place: "inputs",
                problem: "\(title) has \(NumberText.plural(count, "sample")) of \(NumberText.count(length)) entries: "
                    + "expected at most \(NumberText.count(SampleSet.maximumCount)) samples of "
                    + "\(NumberText.count(SampleSet.maximumLength)) entries")
        }
    }
}
