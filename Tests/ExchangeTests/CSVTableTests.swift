import TestFixtures
import Testing

@testable import Exchange

@Suite struct CSVTableTests {
    private func table(_ text: String) throws -> CSVTable {
        try CSVTable(decoding: Array(text.utf8), path: "x")
    }

    @Test(
        "A plain table is read with every line ending",
        arguments: ["a,b\r\n1,2\r\n", "a,b\n1,2\n", "a,b\n1,2", "\u{FEFF}a,b\r\n1,2", "\"a\",\"b\"\n\"1\",2"])
    func plainTables(text: String) throws {
        let table = try table(text)
        #expect(table.header == ["a", "b"])
        #expect(table.rows == [["1", "2"]])
    }

    @Test("Quoted fields are read")
    func quotedFields() throws {
        let table = try table("a,\"b \"\"x\"\"\"\r\n\"1,\r\n2\",\"\"\r\n , y \r\n")
        #expect(table.header == ["a", "b \"x\""])
        #expect(table.rows == [["1,\r\n2", ""], [" ", " y "]])
    }

    @Test("Empty fields and lines are read")
    func emptyFields() throws {
        #expect(try table(",\n,\n").rows == [["", ""]])
        #expect(try table("a\n\n1\n").rows == [[""], ["1"]])
        #expect(try table("a,b").rows.isEmpty)
        #expect(try table("\n").header == [""])
    }

    @Test(
        "A malformed table is refused with its line",
        arguments: [
            ("a,b\n1,2\n3\n", "line 3: the row has 1 fields"), ("a,b\n1,2,3\n", "line 2: the row has 3 fields"),
            ("a,b\n\"1\n\n\",2\n3\n", "line 5: the row has 1 fields"), ("a,b\n1,2\n\n", "line 3: the row has 1 fields"),
            ("a\n1\"2\n", "line 2: a quote stands inside"), ("a\n\"1\"2\n", "line 2: text follows a closing quote"),
            ("a\n\"1\n2\n", "line 2: a quoted field is never closed"),
            ("a\n\"1\"\"", "line 2: a quoted field is never closed"),
            ("a\r1\n", "line 1: a carriage return stands alone"), ("a\n1\r", "line 2: a carriage return stands alone"),
            ("a\n\"1\"\r2", "line 2: a carriage return stands alone"), ("", "line 1: the file is empty"),
            ("\u{FEFF}", "line 1: the file is empty"),
        ])
    func badLines(text: String, message: String) {
        #expect(Samples.refusal(csv: text).contains(message))
    }

    @Test("Invalid UTF-8 is refused with its line")
    func invalidUTF8() {
        for field: [UInt8] in [[0xFF], [0x22, 0xC3, 0x22]] {
            let error = Samples.failure { _ = try CSVTable(decoding: Array("a\n1\n".utf8) + field, path: "x") }
            #expect(error?.location == "line 3")
        }
    }

    @Test("Every truncated table is read or refused")
    func truncations() throws {
        let bytes = Array("\u{FEFF}é,\"b\"\"\r\n\"\r\n\"1\",2\r\n3,é\r\n".utf8)
        var read = 0
        for length in bytes.indices {
            guard let table = try? CSVTable(decoding: Array(bytes[..<length]), path: "x") else { continue }
            #expect(try CSVTable(decoding: table.encoded(), path: "x") == table)
            read += 1
        }
        #expect(read > 0 && read < bytes.count, "both should come up: \(read) of \(bytes.count) are read")
    }

    @Test("Fields with quotes, commas and line ends survive a round trip")
    func difficultFields() throws {
        let fields = [
            "", " ", "a", "\"", "\"\"", ",", "\r", "\n", "\r\n", "é😀", "\u{FEFF}", "\u{FEFF}x", "a\"b,c\r\nd", "\0",
        ]
        let pairs = try CSVTable(header: ["x", "y"], rows: fields.flatMap { a in fields.map { b in [a, b] } })
        #expect(try CSVTable(decoding: pairs.encoded(), path: "x") == pairs)
        for name in fields {
            let column = try CSVTable(header: [name], rows: fields.map { [$0] })
            #expect(try CSVTable(decoding: column.encoded(), path: "x") == column)
        }
    }

    @Test("Lines end with CRLF, and only fields that need quotes have them")
    func writtenText() throws {
        let table = try CSVTable(header: ["a b", "c"], rows: [["1", "x,y"], ["", "q\"r"]])
        #expect(String(decoding: table.encoded(), as: UTF8.self) == "a b,c\r\n1,\"x,y\"\r\n,\"q\"\"r\"\r\n")
    }

    @Test("Rows of different lengths and a table without columns are refused")
    func raggedTables() {
        #expect(Samples.failure { _ = try CSVTable(header: ["a"], rows: [["1"], ["1", "2"]]) }?.location == "row 2")
        #expect(throws: ExchangeError.self) { try CSVTable(header: [], rows: []) }
    }

    @Test("A column is read as numbers")
    func columns() throws {
        let table = try table("n,x\n1,a\n-1.5e3,b\n+.25E-1,c\ninf,d\n-inf,e\n-0.0,f\n5e-324,g\n1e-999,h\n")
        #expect(
            try table.column("n").map(\.bitPattern)
                == [1, -1500, 0.025, .infinity, -.infinity, -0.0, .leastNonzeroMagnitude, 0].map(\.bitPattern))
        #expect(try self.table("n\nnan\n").column("n")[0].isNaN)
    }

    @Test(
        "A field that is not a number is refused",
        arguments: [
            "x", "1,5", "1 ", " 1", "", "0x10", "0x1p3", "1e400", "-1e400", "infinity", "Inf", "NAN", "nan(1)", "1e",
            "--1",
            "1_000", "١", "-", ".", "e", "1.2.3", "snan",
        ])
    func badNumbers(text: String) throws {
        let table = try table("m,\"n\n\"\n0,1\n0,\"\(text)\"\n")
        let error = Samples.failure { _ = try table.column("n\n") }
        #expect(error?.path == "x")
        #expect(error?.location == "line 4, column 2 \"n\n\"")
        #expect(error?.problem == "\"\(text)\" is not a number")
    }

    @Test("An error in a column names its row, or the name that is missing")
    func columnErrors() throws {
        let memory = try CSVTable(header: ["n", "d", "d"], rows: [["1", "", ""], ["z", "", ""]])
        #expect(Samples.failure { _ = try memory.column("n") }?.location == "row 2, column 1 \"n\"")
        let missing = Samples.failure { _ = try memory.column("q") }
        #expect(missing?.problem == "there is no column \"q\"")
        #expect(missing?.expected == "one of \"n\", \"d\", \"d\"")
        #expect(Samples.failure { _ = try memory.column("d") }?.problem == "2 columns are named \"d\"")
    }

    @Test("A number is written in the shortest form that reads back as the same number")
    func shortestText() throws {
        #expect(CSVTable.format(0.1) == "0.1")
        #expect(CSVTable.format(1) == "1.0")
        #expect(CSVTable.format(1.0 / 3) == "0.3333333333333333")
        #expect(CSVTable.format(0.1 + 0.2) == "0.30000000000000004")
        #expect(CSVTable.format(.leastNonzeroMagnitude) == "5e-324")
        #expect(CSVTable.format(-.infinity) == "-inf")
        for value in [-.nan, .signalingNaN, Double(nan: 5, signaling: false)] {
            #expect(CSVTable.format(value) == "nan")
        }
        var pattern: UInt64 = 0x9E37_79B9_7F4A_7C15
        for _ in 0..<2000 {
            pattern = pattern &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let value = Double(bitPattern: pattern)
            guard !value.isNaN else { continue }
            #expect(CSVTable.number(CSVTable.format(value))?.bitPattern == pattern)
        }
    }

    @Test("Tables from different files are equal where their contents are")
    func equality() throws {
        let memory = try CSVTable(header: ["a"], rows: [["1"]])
        let read = try table("a\n1\n")
        #expect(memory == read)
        #expect(memory.hashValue == read.hashValue)
        #expect(try memory != table("a\n2\n"))
    }

    @Test("A table on disk is read as it was written")
    func files() throws {
        let folder = try TemporaryFolder()
        let table = try CSVTable(header: ["a"], rows: [["1"]])
        try table.write(to: folder.path("t.csv"))
        #expect(try CSVTable(contentsOf: folder.path("t.csv")) == table)
    }
}
