extension RunIndex: RunSource {
    func keys() throws -> Set<String> {
        let names = try database.statement(
            "SELECT name FROM key WHERE EXISTS (SELECT 1 FROM value WHERE value.key = key.id)")
        var keys: Set<String> = ["run", "folder", "status"]
        while try names.next() { keys.insert(names.text(0)) }
        // While another process builds the tables anew, rows come from the folders.
        for case let row? in direct.values { keys.formUnion(row.values.keys) }
        return keys.subtracting(RunRow.marks)
    }

    func rows(of runs: [ListedRun], keys: [String]?) throws -> [(run: ListedRun, row: RunRow)] {
        let numbers = try numbers(of: keys.map { $0 + RunRow.marks })
        let entries = try entries(room: runs.count)
        let known = runs.map { run in entries[PathBytes(path(of: run))].flatMap { $0.stamp == run.stamp ? $0 : nil } }
        let unread = zip(runs, known).filter { $1 == nil && direct[PathBytes(path(of: $0))] == nil }.map(\.0)
        guard unread.isEmpty else { throw Unread(runs: unread) }
        let ids = known.compactMap { $0?.id }
        // Few runs are looked up one by one; many are found faster by reading whole keys.
        let values =
            ids.count * 8 < entries.count ? try looked(up: ids, numbers) : try scanned(numbers, room: ids.count)
        return zip(runs, known).compactMap { run, entry in
            guard let entry else { return (direct[PathBytes(path(of: run))] ?? nil).map { (run, $0) } }
            return entry.isReadable ? (run, RunRow(run, values[entry.id] ?? [:])) : nil
        }
    }

    /// Runs that another process has changed since they were listed, so that they have to be read from their folders.
    struct Unread: Error {
        let runs: [ListedRun]
    }

    /// Does some work with one state of the database, which no other process changes meanwhile.
    ///
    /// While a process reads the database no other one can write it. Runs that have to be read from their folders are
    /// read in between, and the work is done again.
    func reading<Value>(_ work: () throws -> Value) throws -> Value {
        while true {
            do {
                return try database.transaction(writes: false, work)
            } catch let unread as Unread {
                read(unread.runs)
            }
        }
    }

    private func read(_ runs: [ListedRun]) {
        let present = runs.map { ListedRun($0.folder, in: $0.container, name: $0.name) }
        var values = RunReading.values(of: present.compactMap(\.self)).makeIterator()
        for (run, present) in zip(runs, present) {
            let row = present.flatMap { run in (values.next() ?? nil).map { RunRow(run, $0) } }
            direct.updateValue(row, forKey: PathBytes(path(of: run)))
        }
    }

    /// A row of the table of runs.
    private struct Entry {
        let id: Int64
        let stamp: Int64
        let isReadable: Bool
    }

    private func entries(room: Int) throws -> [PathBytes: Entry] {
        let statement = try database.statement("SELECT path, id, stamp, isReadable FROM run")
        var entries = [PathBytes: Entry](minimumCapacity: room)
        while try statement.next() {
            entries[PathBytes(statement.text(0))] = Entry(
                id: statement.integer(1), stamp: statement.integer(2), isReadable: statement.integer(3) == 1)
        }
        return entries
    }

    /// The keys with their numbers; nil stands for all keys.
    private func numbers(of keys: [String]?) throws -> [(name: String, number: Int64)] {
        let statement = try database.statement("SELECT name, id FROM key")
        let wanted = keys.map(Set.init)
        var numbers: [(name: String, number: Int64)] = []
        while try statement.next() {
            let name = statement.text(0)
            if wanted?.contains(name) ?? true { numbers.append((name, statement.integer(1))) }
        }
        return numbers
    }

    private func looked(up runs: [Int64], _ keys: [(name: String, number: Int64)]) throws -> [Int64: [String: RunValue]]
    {
        let statement = try database.statement("SELECT value FROM value WHERE key = ? AND run = ?")
        var found: [Int64: [String: RunValue]] = [:]
        for run in runs {
            var values: [String: RunValue] = [:]
            for (name, number) in keys {
                try statement.begin([.integer(number), .integer(run)])
                if try statement.next() { values[name] = RunValue(statement.value(0)) }
            }
            found[run] = values
        }
        return found
    }

    private func scanned(_ keys: [(name: String, number: Int64)], room: Int) throws -> [Int64: [String: RunValue]] {
        let statement = try database.statement("SELECT run, value FROM value WHERE key = ?")
        var found = [Int64: [String: RunValue]](minimumCapacity: room)
        for (name, number) in keys {
            try statement.begin([.integer(number)])
            while try statement.next() {
                found[statement.integer(0), default: [:]][name] = RunValue(statement.value(1))
            }
        }
        return found
    }
}

extension SQLiteValue {
    /// The value of a run as SQLite keeps it: each kind has a type of its own.
    init(_ value: RunValue) {
        self =
            switch value {
            case .number(let number): .real(number)
            case .text(let text): .text(text)
            case .flag(let flag): .integer(flag ? 1 : 0)
            case .words(let words): .blob(Array(words.joined(separator: "\n").utf8))
            }
    }
}

extension RunValue {
    fileprivate init?(_ value: SQLiteValue?) {
        switch value {
        case .real(let number): self = .number(number)
        case .text(let text): self = .text(text)
        case .integer(let flag): self = .flag(flag != 0)
        case .blob(let bytes):
            self = .words(String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init))
        case .null, nil: return nil
        }
    }
}
