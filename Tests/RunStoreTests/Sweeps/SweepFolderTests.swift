import Dispatch
import Exchange
import Foundation
import Synchronization
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
            let found = #expect(throws: DamagedPart.self) { try folder.forEachRow(force: false) { _ in } }
            #expect(found?.place == "parts/1.jsonl:3", "byte \(place)")
            #expect(try rows(folder, force: true).count == 8)
        }
        #expect(throws: DamagedPart.self) { try SweepBatch(folder, threads: 1).carryOut() }
        try SweepBatch(folder, threads: 1).carryOut(force: true)
        #expect(try rows(folder) == expected)
        // Two rows of one run, and one of another part.
        try AtomicFile.write(bytes + bytes[...ends[0]], to: folder.reader(1).path)
        let twice = #expect(throws: DamagedPart.self) { try folder.forEachRow(force: false) { _ in } }
        #expect(twice?.problem.contains("has a line already") == true)
        let parts = try begun("parts", parts: 3)
        try AtomicFile.write(bytes, to: parts.reader(1).path)
        let foreign = #expect(throws: DamagedPart.self) { try parts.forEachRow(force: false) { _ in } }
        #expect(foreign?.problem.contains("run 3 belongs to another part") == true)
        // The checksum goes on from the plan's: a row of another sweep is none of this one.
        let other = try begun("other", "\nkeep: none")
        try AtomicFile.write(bytes, to: other.reader(1).path)
        let strange = #expect(throws: DamagedPart.self) { try other.forEachRow(force: false) { _ in } }
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

    @Test("Of processes that begin a sweep at one time, the first says what its parts are")
    func beginnings() throws {
        for round in 0..<20 {
            let found = Mutex<[Int]>([])
            let (path, sweep) = (temporary.path("same\(round)"), try Self.sweep())
            DispatchQueue.concurrentPerform(iterations: 6) { k in
                let folder = try? SweepFolder.begun(path, sweep, folder: ".", parts: k + 1)
                if let folder { found.withLock { $0.append(folder.parts) } }
            }
            let parts = try SweepFolder(path).parts
            #expect(found.withLock { $0 } == [parts])
        }
    }

    @Test("A row is in the file before the next run begins, however short the runs are")
    func oneByOne() throws {
        let folder = try begun("a", "\nstop: { atGoal: false }")
        let reader = folder.reader(1)
        let seen = Mutex<[[Int]]>([])
        try SweepBatch(folder, threads: 1).carryOut(progress: { progress in
            let rows = (try? reader.forEachRow { _ in }.rows) ?? -1
            seen.withLock { $0.append([progress.done, rows]) }
        })
        #expect(seen.withLock { $0 } == (1...9).map { [$0, $0] })
    }

    @Test("Rows of other data are refused")
    func files() throws {
        let data = temporary.path("data.csv")
        let text = """
            name: own
            spec:
              name: own
              signals: { file: \(data) }
              network: [{ dense: 1 }, { dense: 2 }]
              initialization: fanIn
              loss: { squaredError: mean }
              optimizer: { sgd: { learningRate: 0.01 } }
              epochs: 3
            seeds: 1...4
            """
        try AtomicFile.write(Array("a,b\n1,2\n3,4\n".utf8), to: data)
        let sweep = try Sweep(yaml: text, source: "sweep.yaml") { _ throws(SpecError) in nil }
        let files = try sweep.check()
        #expect(files.map { URL(fileURLWithPath: $0).lastPathComponent } == ["data.csv"])
        let folder = try SweepFolder.begun(temporary.path("own"), sweep, folder: ".", parts: 2, files: files)
        try SweepBatch(folder, threads: 1).carryOut(part: 1)
        try AtomicFile.write(Array("a,b\n1,2\n3,5\n".utf8), to: data)
        let found = #expect(throws: RunError.self) { try SweepBatch(folder, threads: 1).carryOut(part: 2) }
        #expect(found?.problem.contains("it has changed since the sweep") == true)
        #expect(throws: RunError.self) { try SweepRebuilding(0, of: folder) }
        try AtomicFile.write(Array("a,b\n1,2\n3,4\n".utf8), to: data)
        try SweepBatch(folder, threads: 1).carryOut(part: 2)
        #expect(try rows(folder).count == 4)
    }

    @Test("Damaged lines are all counted, and the first named; a run without a row may be one of them")
    func manyDamaged() throws {
        let folder = try begun("a")
        try SweepBatch(folder, threads: 1).carryOut()
        let path = folder.reader(1).path
        let bytes = try AtomicFile.read(path)
        let first = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? 0
        try AtomicFile.write(
            Array(String(repeating: "x\n", count: 150).utf8) + bytes[(first + 1)...], to: path)
        let damage = try folder.forEachRow(force: true) { _ in }
        #expect(damage.count == 150 && damage.named.count == 100)
        let state = try SweepState(folder)
        #expect(state.damagedLines == 150 && state.done == 8)
        let error = #expect(throws: DamagedPart.self) { try folder.forEachRow(force: false) { _ in } }
        #expect(error?.problem.contains("and 149 more") == true)
        let lost = try missing(folder)
        #expect(throws: DamagedPart.self) { try SweepRebuilding(lost, of: folder) }
        #expect(try SweepRebuilding(lost, of: folder, force: true).row == nil)
        #expect(try SweepRebuilding((lost + 1) % 9, of: folder).isSame == true)
        try SweepBatch(folder, threads: 1).carryOut(force: true)
        #expect(try AtomicFile.read(path + ".damaged") == Array(String(repeating: "x\n", count: 150).utf8))
        #expect(try SweepState(folder).isComplete)
    }

    /// The first run without a row.
    private func missing(_ folder: SweepFolder) throws -> Int {
        let ids = Set(try rows(folder, force: true).map(\.id))
        return try #require((0..<9).first { !ids.contains($0) })
    }

    @Test("Several processes can make the table at one time")
    func tables() throws {
        let folder = try begun("a")
        try SweepBatch(folder, threads: 1).carryOut()
        let expected = try AtomicFile.read(try SweepTable(folder).write().csv)
        let failures = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 24) { _ in
            do {
                let answer = try SweepTable(folder).write()
                if try AtomicFile.read(answer.csv) != expected { failures.withLock { $0.append("another table") } }
            } catch {
                failures.withLock { $0.append("\(error)") }
            }
        }
        #expect(failures.withLock { $0 } == [])
    }

    @Test("The state of a part is that of its own file")
    func partStates() throws {
        let folder = try begun("a", parts: 2)
        try SweepBatch(folder, threads: 1).carryOut()
        let state = try SweepState(folder, part: 2)
        #expect(state.part == 2 && state.runs == 5 && state.done == 5 && state.parts == 2)
        #expect(try SweepState(folder).part == nil && SweepState(folder).runs == 9)
    }

    @Test("Runs that another process carries out are not counted as done")
    func progressOfOthers() throws {
        let folder = try begun("a", parts: 2)
        let lock = FileLock(folder.reader(1).path, .exclusive, .none, makesFile: true)
        let counts = Mutex<[[Int]]>([])
        try SweepBatch(folder, threads: 1).carryOut(progress: { progress in
            counts.withLock { $0.append([progress.done, progress.count]) }
        })
        #expect(counts.withLock { $0 } == (1...5).map { [$0, 5] })
        lock.during {}
    }

    @Test("A seed beyond 2⁶³ is the same in the table")
    func seeds() throws {
        let sweep = try Sweep(
            yaml: """
                name: seeds
                spec: autoencoder-study
                length: 5
                set: { epochs: 2 }
                seeds: [18446744073709551615, 7]
                """, source: "sweep.yaml"
        ) { _ throws(SpecError) in nil }
        let folder = try SweepFolder.begun(temporary.path("seeds"), sweep, folder: ".", parts: nil)
        try SweepBatch(folder, threads: 1).carryOut()
        let csv = try CSVTable(contentsOf: try SweepTable(folder).write().csv)
        #expect(csv.rows.map { $0[1] } == ["18446744073709551615", "7"])
    }

    @Test("A script has the folder's path in the form of each of its places")
    func scripts() throws {
        let folder = try begun("a 100%j", parts: 2)
        let text = try SlurmScript(folder, cpus: 1, options: []).text
        #expect(text.contains("a 100%%j/parts/%a.log'"))
        #expect(text.contains("a 100%j' \\"))
    }

    @Test("Parts of every number cover all runs, each once")
    func divisions() {
        for (runs, parts) in [(1, 1), (7, 3), (10, 10), (400, 17), (1_000_000, 999)] {
            let plan = SweepPlan(runs: runs, parts: parts, sweepSHA256: "", folder: "", files: nil, heaviside: "")
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
