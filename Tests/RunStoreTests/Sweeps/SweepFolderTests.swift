import Exchange
import Foundation
import TestFixtures
import Testing

@testable import Experiments
@testable import Networks
@testable import RunStore

/// The folder of a sweep: its parts, what resumes them, and its table.
@Suite struct SweepFolderTests {
    private let temporary: TemporaryFolder

    init() throws { temporary = try TemporaryFolder() }

    private static func sweep(_ more: String = "") throws -> Sweep {
        try Sweep(
            yaml: """
                name: small
                spec: autoencoder-study
                length: 5
                set: { epochs: 10 }
                grid: { optimizer.rmsProp.learningRate: [0.01, 0.001, 1.0e-4] }
                seeds: 1...3
                measure: [loss, code.r2, epochs]
                goal: { loss: { most: 10 } }
                """ + more, source: "sweep.yaml"
        ) { _ throws(SpecError) in nil }
    }

    private func begun(_ name: String, parts: Int? = nil, _ more: String = "") throws -> SweepFolder {
        try SweepFolder.begun(temporary.path(name), Self.sweep(more), folder: ".", parts: parts)
    }

    /// The rows of a folder in the order of their runs, without times and machines.
    private func rows(_ folder: SweepFolder, force: Bool = false) throws -> [SweepRow] {
        var rows: [SweepRow] = []
        _ = try folder.forEachRow(force: force) { row in
            var row = row
            (row.seconds, row.host) = (0, "")
            rows.append(row)
        }
        return rows.sorted { $0.id < $1.id }
    }

    @Test("Threads, parts and interruptions change no row")
    func same() throws {
        let whole = try begun("whole")
        try SweepBatch(whole, threads: 3).carryOut()
        let expected = try rows(whole)
        #expect(expected.map(\.id) == Array(0..<9))
        #expect(Set(expected.map(\.weightsSHA256)).count == 9)
        let parts = try begun("parts", parts: 4)
        for part in [3, 1, 4, 2] { try SweepBatch(parts, threads: 1).carryOut(part: part) }
        #expect(try rows(parts) == expected)
        // Every length at which a process can be killed while it writes.
        let bytes = try AtomicFile.read(whole.reader(1).path)
        let cut = try begun("cut")
        for length in stride(from: 0, to: bytes.count, by: 97) {
            try AtomicFile.write(Array(bytes[..<length]), to: cut.reader(1).path)
            try SweepBatch(cut, threads: 2).carryOut()
            #expect(try rows(cut) == expected, "cut to \(length) bytes")
        }
    }

    @Test("A row is the run of its spec and seed, and rebuilt from them")
    func rebuilding() throws {
        let folder = try begun("a")
        try SweepBatch(folder, threads: 2).carryOut()
        for row in try rows(folder) {
            let found = try SweepRebuilding(row.id, of: folder)
            #expect(found.isSame == true && found.row?.id == row.id && found.spec.seed == row.seed)
        }
        #expect(throws: RunError.self) { try SweepRebuilding(9, of: folder) }
    }

    @Test("Every damaged byte of a line is found, named, and its run done again")
    func damage() throws {
        let folder = try begun("a")
        try SweepBatch(folder, threads: 1).carryOut()
        let (bytes, expected) = (try AtomicFile.read(folder.reader(1).path), try rows(folder))
        let ends = bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }
        for place in ends[1]..<ends[2] where bytes[place] != UInt8(ascii: "\n") {
            var damaged = bytes
            damaged[place] ^= 1
            guard damaged[place] != UInt8(ascii: "\n") else { continue }
            try AtomicFile.write(damaged, to: folder.reader(1).path)
            let found = #expect(throws: RunError.self) { try folder.forEachRow(force: false) { _ in } }
            #expect(found?.place == "parts/1.jsonl:3", "byte \(place)")
            #expect(try rows(folder, force: true).count == 8)
        }
        #expect(throws: RunError.self) { try SweepBatch(folder, threads: 1).carryOut() }
        try SweepBatch(folder, threads: 1).carryOut(force: true)
        #expect(try rows(folder) == expected)
        // Two rows of one run, and one of another part.
        try AtomicFile.write(bytes + bytes[...ends[0]], to: folder.reader(1).path)
        let twice = #expect(throws: RunError.self) { try folder.forEachRow(force: false) { _ in } }
        #expect(twice?.problem.contains("has a line already") == true)
        let parts = try begun("parts", parts: 3)
        try AtomicFile.write(bytes, to: parts.reader(1).path)
        let foreign = #expect(throws: RunError.self) { try parts.forEachRow(force: false) { _ in } }
        #expect(foreign?.problem.contains("run 3 belongs to another part") == true)
        // The checksum goes on from the plan's: a row of another sweep is none of this one.
        let other = try begun("other", "\nkeep: none")
        try AtomicFile.write(bytes, to: other.reader(1).path)
        let strange = #expect(throws: RunError.self) { try other.forEachRow(force: false) { _ in } }
        #expect(strange?.place == "parts/1.jsonl:1")
    }

    @Test("One process writes a part")
    func locks() throws {
        let folder = try begun("a", parts: 2)
        let lock = FileLock(folder.reader(1).path, .exclusive, .none, makesFile: true)
        #expect(lock.outcome == .locked)
        let refused = #expect(throws: RunError.self) { try SweepBatch(folder, threads: 1).carryOut(part: 1) }
        #expect(refused?.problem.contains("another process is carrying out this part") == true)
        let notes = Notes()
        try SweepBatch(folder, threads: 1).carryOut(note: { notes.all.append($0) })
        #expect(notes.all == ["part 1 is being carried out by another process: left out"])
        let state = try SweepState(folder)
        #expect(state.done == 5 && state.open.map(\.part) == [1] && state.open.map(\.running) == [true])
        lock.during {}
    }

    private final class Notes { var all: [String] = [] }

    @Test("A folder keeps its sweep and its division")
    func plans() throws {
        let folder = try begun("a", parts: 2)
        #expect(try begun("a").parts == 2)
        #expect(throws: RunError.self) { try begun("a", parts: 3) }
        #expect(throws: RunError.self) { try begun("a", "\nkeep: none") }
        #expect((1...2).map { folder.plan.runs(ofPart: $0) } == [0..<4, 4..<9])
        try AtomicFile.write(Array("{}".utf8), to: "\(folder.path)/plan.json")
        #expect(throws: RunError.self) { try SweepFolder(folder.path) }
    }

    @Test("Parts of every number cover all runs, each once")
    func divisions() {
        for (runs, parts) in [(1, 1), (7, 3), (10, 10), (400, 17), (1_000_000, 999)] {
            let plan = SweepPlan(runs: runs, parts: parts, sweepSHA256: "", folder: "", heaviside: "")
            let ranges = (1...parts).map { plan.runs(ofPart: $0) }
            #expect(ranges.first?.lowerBound == 0 && ranges.last?.upperBound == runs)
            #expect(zip(ranges, ranges.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
            #expect((ranges.map(\.count).max() ?? 0) - (ranges.map(\.count).min() ?? 0) <= 1)
        }
    }

    @Test("A line is read as it was written, whatever its numbers")
    func lines() throws {
        let lines = SweepLines(measures: try Self.sweep().measures, digest: "abc")
        let values: [Double?] = [0, -0.0, 5e-324, 1.7976931348623157e308, 0.1, nil, -1e-7]
        for first in values {
            for second in values {
                let row = SweepRow(
                    id: 3, seed: .max, status: .diverged, epochs: 7, measures: [first, second, 7], weightsSHA256: "ff",
                    seconds: 1e-5, host: "box-1.local")
                let bytes = lines.line(row)
                let read = bytes.dropLast().withUnsafeBytes { lines.row($0) }
                #expect(read == row)
                let others = SweepLines(measures: try Self.sweep().measures, digest: "abd")
                #expect(bytes.dropLast().withUnsafeBytes { others.row($0) } == nil)
            }
        }
        #expect(SweepLines.host("a\"b\\c\nd ü-1.x") == "abcd-1.x")
    }

    @Test("The table has a row for each run, in their order, in the database and in the CSV")
    func table() throws {
        let folder = try begun("a", parts: 2)
        try SweepBatch(folder, threads: 2).carryOut()
        let answer = try SweepTable(folder).write()
        #expect(answer.rows == 9 && answer.missing == 0)
        let csv = try CSVTable(contentsOf: answer.csv)
        #expect(csv.header == answer.columns)
        let names = [
            "id", "spec.optimizer.rmsProp.learningRate", "seed", "status", "epochs", "loss", "code.r2", "success",
            "seconds", "host", "weightsSHA256",
        ]
        #expect(csv.header == names)
        for (line, row) in zip(csv.rows, try rows(folder)) {
            let success = (row.measures[0] ?? .infinity) <= 10
            #expect(line[0] == String(row.id) && line[2] == String(row.seed) && line[10] == row.weightsSHA256)
            #expect(Double(line[5]) == row.measures[0] && line[7] == (success ? "1" : "0"))
        }
        #expect(Set(csv.rows.map { $0[7] }) == ["0", "1"])
        let database = try SQLiteDatabase(answer.sqlite, patience: 0)
        let query = try database.statement(
            "SELECT count(*), count(DISTINCT weightsSHA256) FROM runs WHERE typeof(\"spec.optimizer.rmsProp.learningRate\") = 'real'"
        )
        try query.begin([])
        #expect(try query.next())
        #expect(query.integer(0) == 9 && query.integer(1) == 9)
    }
}
