internal import CSQLite
internal import Diagnostics
import Foundation

/// The values of all runs of a folder in a database beside them, so that a list need not read every run again.
///
/// The folders are the truth. ``update(_:progress:)`` compares the time and the size of each run's records with those
/// that it has seen, and reads what has changed; the database can be removed at any time. Any number of processes may
/// use it at once: SQLite's rollback journal keeps a reader from seeing half of a change, and a row that another
/// process has changed since is read from its folder.
///
/// Tables: `run`, a row a run, with the path below the folder and the stamp of its records; `key`; and `value`, by key
/// and then by run, so that a query reads only the keys that it names.
final class RunIndex {
    static let name = RunRoot.indexName
    /// The form of the tables, and what the values mean: another one is built anew.
    private static let version: Int64 = 4
    /// How long a list waits for other processes, in milliseconds: it can be read from the folders instead.
    static let listPatience: Int32 = 2000
    /// How long a rebuild waits, in milliseconds: another one of ten thousand runs takes some seconds.
    static let rebuildPatience: Int32 = 20_000
    /// How many runs are read and written at a time.
    private static let block = 256
    /// A file that was changed this short a time ago, in nanoseconds, may change again and look the same.
    private static let settling: Int64 = 2_000_000_000

    let database: SQLiteDatabase
    private let root: RunRoot
    /// Says, for as long as the index is open, that it is used, so that no other process removes it.
    ///
    /// A database that is removed and made anew while a process has it open is lost: the journal of one is taken for
    /// the other's (sqlite.org, "How To Corrupt An SQLite Database File", 1.4).
    private let use: FileLock
    /// The rows that were read from their folders, by path.
    var direct: [PathBytes: RunRow?] = [:]

    private init(_ root: RunRoot, _ patience: Int32) throws {
        (self.root, use) = (root, FileLock(root.path, .shared, .unlimited))
        database = try SQLiteDatabase(root.indexPath, patience: patience)
        let version = try database.statement("PRAGMA user_version")
        guard try version.next(), version.integer(0) != Self.version else { return }
        guard version.integer(0) == 0 else { throw SQLiteError(code: SQLITE_NOTADB, message: "another version") }
        while try version.next() {}
        try database.transaction(writes: true) { try database.execute(Self.tables) }
    }

    private static let tables = """
        CREATE TABLE IF NOT EXISTS run(
            id INTEGER PRIMARY KEY, path TEXT UNIQUE, stamp INTEGER, isSettled INTEGER, isReadable INTEGER);
        CREATE TABLE IF NOT EXISTS key(id INTEGER PRIMARY KEY, name TEXT UNIQUE);
        CREATE TABLE IF NOT EXISTS value(key INTEGER, run INTEGER, value, PRIMARY KEY(key, run)) WITHOUT ROWID;
        PRAGMA user_version = \(version);
        """

    /// Opens the index of a folder, or makes an empty one; nil where there can be none: see ``obstacle(_:)``.
    ///
    /// - Throws: ``SQLiteError`` where there can be one, and it cannot be used now.
    static func open(_ root: RunRoot, patience: Int32 = listPatience) throws -> RunIndex? {
        guard isLocal(root) else { return nil }
        // What a link leads to is no index of ours, and SQLite would wait for a pipe.
        if let state = FileState(root.indexPath, followingLinks: false), !state.isRegular {
            throw SQLiteError(code: SQLITE_CANTOPEN, message: "it is a link, a folder or a pipe")
        }
        do {
            return try RunIndex(root, patience)
        } catch {
            if removeDamaged(root, after: error) { return try RunIndex(root, patience) }
            if obstacle(root) != nil { return nil }
            throw error
        }
    }

    /// Why a folder can have no index; nil where it can: on a file system that is not on this machine locks are unsure,
    /// and in a folder that cannot be written there is no place.
    static func obstacle(_ root: RunRoot) -> String? {
        guard isLocal(root) else { return "it is not on a disk of this machine, or on one of an unknown kind" }
        return access(root.path, W_OK) == 0 ? nil : "it cannot be written: \(String(cString: strerror(errno)))"
    }

    private static func isLocal(_ root: RunRoot) -> Bool { FileSystem(of: root.path)?.isLocal == true }

    /// Why an index cannot be used, and what would be right.
    static func problem(_ error: any Error) -> String {
        guard let error = error as? SQLiteError else { return ErrorText.sentence(error) }
        let expected =
            [SQLITE_BUSY, SQLITE_LOCKED].contains(error.code)
            ? "expected no other process that writes it for long"
            : "expected a database that can be written, or no file"
        return "\(error.message): \(expected)"
    }

    /// Removes the index of a folder where an error says that it is damaged, or not an index; false where it does not,
    /// and while another process uses the index.
    static func removeDamaged(_ root: RunRoot, after error: any Error) -> Bool {
        guard let error = error as? SQLiteError,
            [SQLITE_NOTADB, SQLITE_CORRUPT, SQLITE_ERROR].contains(error.code)
        else { return false }
        let lock = FileLock(root.path, .exclusive, .none)
        guard lock.outcome == .locked else { return false }
        lock.during {
            for ending in ["", "-journal"] { unlink(root.indexPath + ending) }
        }
        return true
    }

    /// Forgets all runs and keys, and whatever else is in the database.
    func clear() throws {
        try database.transaction(writes: true) {
            let objects = try database.statement(
                "SELECT type, name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'")
            var drops: [String] = []
            while try objects.next() {
                drops.append("DROP \(objects.text(0)) \"\(objects.text(1).replacing("\"", with: "\"\""))\"")
            }
            for drop in drops { try database.execute(drop) }
            try database.execute(Self.tables)
        }
    }

    /// Reads the runs whose records have changed, and forgets those that are gone.
    ///
    /// - Parameters:
    ///   - listed: all runs of the folder.
    ///   - progress: how many of the changed runs have been read, and how many there are.
    /// - Throws: ``SQLiteError`` where the database is damaged or busy.
    func update(_ listed: [ListedRun], progress: ((Int, Int) -> Void)? = nil) throws {
        var stamps: [PathBytes: (path: String, stamp: Int64?)] = [:]
        let stored = try database.statement("SELECT path, stamp, isSettled FROM run")
        while try stored.next() {
            let path = stored.text(0)
            stamps[PathBytes(path)] = (path, stored.integer(2) == 1 ? stored.integer(1) : nil)
        }
        let changed = listed.filter { run in
            stamps.removeValue(forKey: PathBytes(path(of: run)))?.stamp != run.stamp
        }
        // A run that another process has found since is still there.
        let gone = stamps.values.map(\.path).filter { FileState("\(root.path)/\($0)/\(RunFolder.specName)") == nil }
        if !gone.isEmpty { try database.transaction(writes: true) { try gone.forEach(forget) } }
        let settled = Int64(Date().timeIntervalSince1970 * 1e9) - Self.settling
        for start in stride(from: 0, to: changed.count, by: Self.block) {
            let part = Array(changed[start..<min(start + Self.block, changed.count)])
            let values = RunReading.values(of: part)
            try database.transaction(writes: true) {
                // Another process may have built the tables anew since.
                numbers = [:]
                for (run, values) in zip(part, values) { try write(run, values, isSettled: run.modified < settled) }
            }
            progress?(start + part.count, changed.count)
        }
    }

    /// The path of a run below the folder.
    func path(of run: ListedRun) -> String {
        String(decoding: run.folder.path.utf8.dropFirst(root.path.utf8.count + 1), as: UTF8.self)
    }

    private func forget(_ path: String) throws {
        let selection = try database.statement("SELECT id FROM run WHERE path = ?")
        try selection.begin([.text(path)])
        guard try selection.next() else { return }
        let id = selection.integer(0)
        while try selection.next() {}
        try database.statement("DELETE FROM value WHERE key IN (SELECT id FROM key) AND run = ?").run(.integer(id))
        try database.statement("DELETE FROM run WHERE id = ?").run(.integer(id))
    }

    private func write(_ run: ListedRun, _ values: [String: RunValue]?, isSettled: Bool) throws {
        try forget(path(of: run))
        let row = try database.statement(
            "INSERT INTO run(path, stamp, isSettled, isReadable) VALUES (?, ?, ?, ?) RETURNING id")
        try row.begin([
            .text(path(of: run)), .integer(run.stamp), .integer(isSettled ? 1 : 0), .integer(values == nil ? 0 : 1),
        ])
        guard try row.next() else { return }
        let id = row.integer(0)
        while try row.next() {}
        let insertion = try database.statement("INSERT INTO value VALUES (?, ?, ?)")
        for (key, value) in values ?? [:] {
            try insertion.run(.integer(try number(of: key)), .integer(id), SQLiteValue(value))
        }
    }

    private var numbers: [String: Int64] = [:]

    private func number(of key: String) throws -> Int64 {
        if let known = numbers[key] { return known }
        try database.statement("INSERT OR IGNORE INTO key(name) VALUES (?)").run(.text(key))
        let statement = try database.statement("SELECT id FROM key WHERE name = ?")
        try statement.begin([.text(key)])
        guard try statement.next() else { throw SQLiteError(code: SQLITE_CORRUPT, message: "a key is missing") }
        numbers[key] = statement.integer(0)
        return statement.integer(0)
    }
}

extension RunRoot {
    fileprivate var indexPath: String { "\(path)/\(RunIndex.name)" }
}
