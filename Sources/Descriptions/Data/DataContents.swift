internal import Diagnostics
public import Exchange
internal import Experiments

/// What a data file holds: as an answer for `--json` and in lines.
public struct DataContents: Sendable, Encodable {
    /// An array of the file.
    struct Entry: Sendable, Encodable {
        let name: String
        let type: String?
        let shape: [Int]?
        let minimum: Double?
        let maximum: Double?
        let nan: Int?
        let firstNaN: [Int]?
        let infinities: Int?
        let firstInfinity: [Int]?
        let problem: String?
        /// The words of a column that names classes, in alphabetical order.
        var words: [Word]?
        /// The same in words.
        var classes: String?

        private enum CodingKeys: CodingKey {
            case name, type, shape, minimum, maximum, nan, firstNaN, infinities, firstInfinity, problem, words
        }
    }

    /// A word of a column, and the rows in which it stands.
    struct Word: Sendable, Encodable {
        let name: String
        let rows: Int
    }

    private let file: String
    private let format: String
    private let arrays: [Entry]
    /// A spec that trains on the file; nil where no array can be an input.
    private let spec: String?
    /// The arrays that the spec does not use; nil where there is no spec.
    private let unused: [String]?

    /// Looks at every array of a file; none is kept in memory but the columns of a table.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - name: what the answer calls it; nil for its path.
    /// - Throws: `ExchangeError` where the file cannot be read, or no array in it can be.
    /// - Complexity: O(bytes of the file).
    public init(ofFile path: String, called name: String? = nil) throws(ExchangeError) {
        let data = try DataFile(path)
        var (entries, summaries): ([Entry], [ArraySummary]) = ([], [])
        var classes: [String: Int] = [:]
        var first: ExchangeError?
        for name in data.names {
            do {
                if let column = try data.words(ofColumn: name) {
                    entries.append(Entry(name: name, column))
                    if 2 * column.names.count <= column.rows.count { classes[name] = column.names.count }
                    continue
                }
                let summary = try data.summary(of: name)
                if let refusal = summary.refusal { first = first ?? refusal }
                entries.append(Entry(summary))
                summaries.append(summary)
            } catch {
                first = first ?? error
                entries.append(Entry(name: name, error))
            }
        }
        if let first, entries.allSatisfy({ $0.problem != nil }) { throw first }
        (file, format, arrays) = (name ?? path, data.format.rawValue, entries)
        let suggestion = DataSuggestion(for: data, summaries, words: classes)
        (spec, unused) = (suggestion?.yaml, suggestion?.unused)
    }

    /// A table of the arrays, in lines of at most `width` characters, and what is said of a spec.
    public func lines(width: Int) -> [String] {
        let noun = format == DataFile.Format.table.rawValue ? "column" : "array"
        let shown = arrays.prefix(TextTable.shownCount(of: arrays.count, rows: Self.mostRows))
        let rows = shown.map { entry in
            [entry.title, entry.type ?? "–", entry.shape.map { "\($0)" } ?? "–", entry.range, entry.remarks]
        }
        var lines = ["\(file.printable)   .\(format), \(NumberText.plural(arrays.count, noun))", ""]
        lines += TextTable.lines([[noun, "type", "shape", "values", ""]] + rows, width: width)
        if shown.count < arrays.count {
            lines.append("  … and \(NumberText.plural(arrays.count - shown.count, "more \(noun)"))")
        }
        return lines + [
            "",
            spec == nil
                ? "None of them can be an input as it is: see the remarks." : "A spec that trains on it\(leftOut):",
        ]
    }

    /// The spec, each line as it is; empty where there is none.
    public var specLines: [String] {
        spec.map { [""] + $0.split(separator: "\n").map { "  \($0)" } } ?? []
    }

    /// ", without the columns zip and (no name)": what the spec does not use; empty where it uses all.
    private var leftOut: String {
        guard let unused, !unused.isEmpty else { return "" }
        let noun = format == DataFile.Format.table.rawValue ? "column" : "array"
        let names = unused.prefix(Self.mostUnused).map {
            $0.isEmpty ? "that has no name" : $0.shortened(to: 40).printable
        }
        let more = unused.count > names.count ? ", …" : ""
        return ", without the \(unused.count == 1 ? noun : NumberText.plural(noun)) \(names.joined(separator: ", "))"
            + more
    }

    private static let (mostRows, mostUnused) = (60, 8)
}

extension DataContents.Entry {
    init(_ summary: ArraySummary) {
        (name, type, shape) = (summary.name, summary.kind.rawValue, summary.shape)
        (minimum, maximum) = (summary.minimum, summary.maximum)
        (nan, firstNaN) = (summary.nanCount, summary.firstNaN)
        (infinities, firstInfinity) = (summary.infinityCount, summary.firstInfinity)
        problem = summary.refusal?.advice
    }

    init(name: String, _ column: WordColumn) {
        (self.name, type, shape) = (name, "words", [column.rows.count])
        (minimum, maximum, nan, firstNaN, infinities, firstInfinity, problem) = (nil, nil, nil, nil, nil, nil, nil)
        words = zip(column.names, column.counts).map { DataContents.Word(name: $0, rows: $1) }
        classes = "\(NumberText.plural(column.names.count, "different word")): \(column.listed(Self.mostListed))"
    }

    private static let mostListed = 8

    init(name: String, _ error: ExchangeError) {
        self.name = name
        (type, shape, minimum, maximum, nan, firstNaN) = (nil, nil, nil, nil, nil, nil)
        (infinities, firstInfinity) = (nil, nil)
        problem = error.advice
    }

    var title: String { name.isEmpty ? "(no name)" : name.shortened(to: 40).printable }

    /// "0 … 16".
    var range: String {
        guard let minimum, let maximum else { return "–" }
        return minimum == maximum
            ? NumberText.number(minimum) : "\(NumberText.number(minimum)) … \(NumberText.number(maximum))"
    }

    var remarks: String {
        if let problem { return problem }
        if let classes { return classes }
        func counted(_ count: Int?, _ word: String, _ first: [Int]?) -> String? {
            guard let count, count > 0, let first else { return nil }
            return "\(NumberText.count(count)) \(word), the first at \(first)"
        }
        return [counted(nan, "NaN", firstNaN), counted(infinities, "infinite", firstInfinity)].compactMap(\.self)
            .joined(separator: "; ")
    }
}

extension ExchangeError {
    /// What is wrong, and what would be right, without the file.
    fileprivate var advice: String { "\(problem)\(expected.map { "; expected \($0)" } ?? "")".printable }
}
