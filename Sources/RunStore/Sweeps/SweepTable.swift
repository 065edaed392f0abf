internal import Exchange
internal import Experiments
import Foundation

/// The table of a sweep: a row for each run that has ended, in the order of the runs, as an SQLite database and as CSV.
public struct SweepTable: Sendable {
    /// What the table holds, and where it is.
    public struct Answer: Sendable, Hashable, Codable {
        /// The name of the sweep.
        public var name: String
        /// The folder.
        public var folder: String
        /// The number of rows.
        public var rows: Int
        /// The number of runs without a row.
        public var missing: Int
        /// The columns.
        public var columns: [String]
        /// The database.
        public var sqlite: String
        /// The CSV file.
        public var csv: String
        /// The first of the damaged lines that were left out; absent where there are none.
        public var damage: [SweepDamage]?
        /// The number of damaged lines that were left out; absent where there are none.
        public var damagedLines: Int?
    }

    private let folder: SweepFolder
    private let columns: [Column]

    private struct Column {
        let name: String
        let type: String
    }

    /// The table of a folder.
    public init(_ folder: SweepFolder) {
        self.folder = folder
        let sweep = folder.sweep
        let drawn = Set(sweep.draws?.keys ?? [])
        let values = sweep.keys.map { key in
            let isNumber = drawn.contains(key) || sweep.axes.first { $0.key == key }?.numbers != nil
            return Column(name: Self.column(of: key), type: isNumber ? "NUMERIC" : "TEXT")
        }
        columns =
            [Column(name: "id", type: "INTEGER PRIMARY KEY")] + values
            + [
                // Without a type: a seed beyond 2⁶³ stays the text of its digits, where a number would lose some.
                Column(name: "seed", type: ""), Column(name: "status", type: "TEXT"),
                Column(name: "epochs", type: "INTEGER"),
            ] + Self.measures(sweep).map { Column(name: $0.measure.name, type: "REAL") }
            + (sweep.goal == nil ? [] : [Column(name: "success", type: "INTEGER")])
            + [
                Column(name: "seconds", type: "REAL"), Column(name: "host", type: "TEXT"),
                Column(name: "weightsSHA256", type: "TEXT"),
            ]
    }

    /// The column of a key that differs between runs: as in the list of runs, `spec.` and the key.
    public static func column(of key: String) -> String { key == "length" ? key : "spec.\(key)" }

    /// The measures that have columns of their own, and their places: `epochs` is one in any case.
    static func measures(_ sweep: Sweep) -> [(place: Int, measure: SweepMeasure)] {
        sweep.measures.enumerated().filter { $0.element.name != "epochs" }.map { ($0.offset, $0.element) }
    }

    /// Makes the table from the parts.
    ///
    /// - Parameter force: whether damaged lines are left out.
    /// - Returns: what the table holds.
    /// - Throws: ``DamagedPart`` for a damaged line, unless `force` is true; ``UnwrittenRecord`` where a file cannot be
    ///   written.
    /// - Complexity: O(rows · log rows); memory does not grow with the rows.
    public func write(force: Bool = false) throws -> Answer {
        let (database, csv) = ("\(folder.path)/table.sqlite", "\(folder.path)/table.csv")
        // Of two processes that make the table, the second waits; where there are no locks, each has its own files.
        let lock = FileLock("\(folder.path)/table.lock", .exclusive, .unlimited, makesFile: true)
        defer { withExtendedLifetime(lock) {} }
        let end = lock.outcome == .locked ? ".new" : ".new-\(getpid())"
        let (newDatabase, newCSV) = (database + end, csv + end)
        for path in [newDatabase, newCSV] { unlink(path) }
        defer { for path in [newDatabase, newCSV] { unlink(path) } }
        let (rows, damage): (Int, SweepDamages)
        do {
            (rows, damage) = try fill(newDatabase, force: force)
            try export(newDatabase, to: newCSV)
        } catch let error as SQLiteError {
            throw UnwrittenRecord(RunError(place: database, problem: "it cannot be written: \(error.message)"))
        }
        for (new, path) in [(newDatabase, database), (newCSV, csv)] {
            guard rename(new, path) == 0 else { throw Self.unwritten(path) }
        }
        return Answer(
            name: folder.sweep.name, folder: folder.path, rows: rows, missing: folder.sweep.count - rows,
            columns: columns.map(\.name), sqlite: database, csv: csv, damage: damage.orNil,
            damagedLines: damage.isEmpty ? nil : damage.count)
    }

    private func fill(_ path: String, force: Bool) throws -> (Int, SweepDamages) {
        let database = try SQLiteDatabase(path, patience: 0)
        // Made anew and renamed when it is whole: nothing need be undone.
        try database.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
        let definitions = columns.map { $0.type.isEmpty ? Self.quoted($0.name) : "\(Self.quoted($0.name)) \($0.type)" }
            .joined(separator: ", ")
        try database.execute("CREATE TABLE runs (\(definitions))")
        let places = [String](repeating: "?", count: columns.count).joined(separator: ", ")
        let insertion = try database.statement("INSERT INTO runs VALUES (\(places))")
        var count = 0
        var damage = SweepDamages()
        try database.transaction(writes: true) {
            let values = PointValues(folder.sweep, isNumber: columns.dropFirst().map { $0.type == "NUMERIC" })
            damage = try folder.forEachRow(force: force) { row in
                try insertion.begin(cells(row, values))
                while try insertion.next() {}
                count += 1
            }
        }
        return (count, damage)
    }

    private func cells(_ row: SweepRow, _ values: PointValues) -> [SQLiteValue] {
        let sweep = folder.sweep
        var cells: [SQLiteValue] = [.integer(Int64(row.id))]
        cells += values.cells(ofPoint: sweep.member(row.id).point)
        cells.append(Int64(exactly: row.seed).map(SQLiteValue.integer) ?? .text(String(row.seed)))
        cells += [.text(row.status.rawValue), .integer(Int64(row.epochs))]
        cells += Self.measures(sweep).map { row.measures[$0.place].map(SQLiteValue.real) ?? .null }
        if let success = row.isSuccess(in: sweep) { cells.append(.integer(success ? 1 : 0)) }
        return cells + [.real(row.seconds), .text(row.host), .text(row.weightsSHA256)]
    }

    /// The values of the point of the row before, which the next row often has too.
    private final class PointValues {
        private let sweep: Sweep
        private let isNumber: [Bool]
        private var last: (point: Int, cells: [SQLiteValue])?

        init(_ sweep: Sweep, isNumber: [Bool]) { (self.sweep, self.isNumber) = (sweep, isNumber) }

        func cells(ofPoint point: Int) -> [SQLiteValue] {
            if let last, last.point == point { return last.cells }
            let cells = zip(sweep.values(ofPoint: point), isNumber).map { $1 ? Self.number($0) : .text($0) }
            last = (point, cells)
            return cells
        }

        private static func number(_ text: String) -> SQLiteValue {
            let digits = text.filter { $0 != "_" }
            if let whole = Int64(digits) { return .integer(whole) }
            return Double(digits).map(SQLiteValue.real) ?? .text(text)
        }
    }

    private static func quoted(_ name: String) -> String { "\"\(name.replacing("\"", with: "\"\""))\"" }

    /// Writes the CSV of a database, in the order of the runs.
    private func export(_ path: String, to csv: String) throws {
        let database = try SQLiteDatabase(path, patience: 0)
        let rows = try database.statement("SELECT * FROM runs ORDER BY id")
        guard let file = fopen(csv, "w") else { throw Self.unwritten(csv) }
        var line = columns.map { Self.field($0.name) }.joined(separator: ",") + "\n"
        var isWritten = fputs(line, file) >= 0
        try rows.begin([])
        while isWritten, try rows.next() {
            line = ""
            for k in columns.indices {
                if k > 0 { line += "," }
                switch rows.value(Int32(k)) {
                case .integer(let value): line += "\(value)"
                case .real(let value): line += "\(value)"
                case .text(let text): line += Self.field(text)
                case .blob, .null, nil: break
                }
            }
            line += "\n"
            isWritten = fputs(line, file) >= 0
        }
        guard fclose(file) == 0, isWritten else { throw Self.unwritten(csv) }
    }

    private static func unwritten(_ path: String) -> UnwrittenRecord {
        UnwrittenRecord(
            RunError(place: path, problem: "it cannot be written: \(String(cString: strerror(errno)))"))
    }

    private static func field(_ text: String) -> String {
        text.utf8.contains { [UInt8(ascii: ","), UInt8(ascii: "\""), 10, 13].contains($0) } ? quoted(text) : text
    }
}
