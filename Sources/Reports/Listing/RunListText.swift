internal import Descriptions
internal import Diagnostics
internal import Exchange
public import RunStore

/// A list of runs in words, and as CSV.
public enum RunListText {
    /// The keys of the columns, which are their heads, too: what `--where` and `--sort` take.
    private static let columns = ["run", "status", "epochs", "loss", "maxRelativeError", "code.r2", "ended", "tags"]
    private static let words: Set = ["run", "status", "ended", "tags"]

    /// The keys whose values the lines need.
    public static func keys(sortedBy key: String?) -> [String] { columns + ["name"] + (key.map { [$0] } ?? []) }

    /// A line for each run; the key that the runs are sorted by has a column.
    public static func lines(_ table: RunTable, sortedBy key: String?, width: Int = .max) -> [String] {
        guard !table.rows.isEmpty else {
            return [table.count == 0 ? "no runs" : "none of \(NumberText.plural(table.count, "run")) matches"]
        }
        var columns = columns
        if !table.rows.contains(where: { $0.values["tags"]?.description.isEmpty == false }) { columns.removeLast() }
        if let key, !columns.contains(key) { columns.insert(key, at: 1) }
        let rows = table.rows.map { row in columns.map { cell(row.values[$0], key: $0) } }
        let isNumber = columns.map { key in
            !words.contains(key)
                && !table.rows.contains { row in
                    if case .text? = row.values[key] { true } else { false }
                }
        }
        var lines = TextTable.lines([columns] + rows, indent: 0, width: width) { isNumber[$0] ? .trailing : .leading }
        if let key, let words = mixture(table, key) { lines.append(words) }
        if table.rows.count < table.matches {
            lines.append("… and \(NumberText.count(table.matches - table.rows.count)) more")
        }
        return lines
    }

    /// The keys of a run that are in the units of its data, or sums over its samples.
    private static let ownUnits: Set = [
        "loss", "maxAbsoluteError", "heldOut.loss", "testLoss", "test.loss", "heldOutLoss", "initialLoss",
    ]

    /// That runs are sorted by a number which means another thing in each; nil where their names do not differ.
    private static func mixture(_ table: RunTable, _ key: String) -> String? {
        guard ownUnits.contains(key) else { return nil }
        let names = Set(table.rows.compactMap { $0.values["name"]?.description })
        guard names.count > 1 else { return nil }
        return "\(key) is in the units of each run's own data and loss, and these runs are of "
            + "\(NumberText.count(names.count)) specs: --where name=… lists those of one; maxRelativeError has no unit"
    }

    private static func cell(_ value: RunValue?, key: String) -> String {
        guard case .number(let number)? = value else { return value?.description.printable ?? "–" }
        return switch key {
        case "epochs": NumberText.count(Int(exactly: number) ?? 0)
        case "code.r2": NumberText.fit(number)
        case "loss", "maxRelativeError": NumberText.number(number)
        default: number == number.rounded() ? value?.description ?? "–" : NumberText.exact(number)
        }
    }

    /// A table of every value, a row a run; a value that a run does not have is empty.
    public static func csv(_ table: RunTable) throws -> String {
        let first = ["run", "name", "status", "ended"]
        let keys = table.rows.reduce(into: Set<String>()) { $0.formUnion($1.values.keys) }
        let columns = first + keys.subtracting(first).sorted()
        let csv = try CSVTable(
            header: columns, rows: table.rows.map { row in columns.map { row.values[$0]?.description ?? "" } })
        return String(decoding: csv.encoded(), as: UTF8.self)
    }
}
