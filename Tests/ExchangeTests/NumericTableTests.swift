import Testing

@testable import Exchange

@Suite struct NumericTableTests {
    private func table(_ text: String) throws -> NumericTable {
        try NumericTable(decoding: Array(text.utf8), path: "x")
    }

    private func refusal(_ text: String) -> String {
        DataFixture.refusal(Array(text.utf8), as: "x.csv")
    }

    private func bits(_ text: String) throws -> [UInt64] {
        try DataFixture.open(Array("a\n\(text)\n".utf8), as: "x.csv").array().values.map { DataFixture.bits($0) }
    }

    @Test("A whole number that Double does not have is refused, not rounded")
    func wholeNumbers() throws {
        let table = try NumericTable(
            decoding: Array("id,x,y\n9007199254740993,9007199254740992,0.12345678901234567890\n1,2,1e23\n".utf8),
            path: "x")
        #expect(table.columns[0].refusal?.description.contains("9007199254740992 in double precision") == true)
        #expect(table.columns[1].refusal == nil && table.columns[1].values == [9007199254740992, 2])
        #expect(table.columns[2].refusal == nil && table.columns[2].values[1] == 1e23)
    }

    @Test(
        "Numbers are read as other programs write them",
        arguments: [
            ("1", 1), ("-1.5e3", -1500), (" 2 ", 2), ("\t-0.0", -0.0), ("1E-3", 0.001), ("+4", 4), (".5", 0.5),
            ("nan", .nan), ("NaN", .nan), ("NA", .nan), ("\"\"", .nan), (" ", .nan), ("inf", .infinity),
            ("Inf", .infinity), ("+inf", .infinity), ("-Infinity", -.infinity), ("\"3\"", 3),
        ] as [(String, Double)])
    func numbers(text: String, value: Double) throws {
        #expect(try bits(text + "\n0") == [DataFixture.bits(value), 0])
    }

    @Test(
        "Other text is no number",
        arguments: [
            "x", "1 2", "0x10", "1_0", "1e999", "--1", "1.2.3", "e", "12 %", "nanx", "True", "None", "\u{FF11}",
        ])
    func otherText(text: String) {
        #expect(refusal("a\n1\n\(text)\n").contains("x.csv: line 3, column 1 \"a\": \"\(text)\" is not a number"))
    }

    @Test("All columns at once are rows by columns, also where there is one column")
    func shapes() throws {
        let file = try DataFixture.open(Array("a\n1\n2\n".utf8), as: "x.csv")
        #expect(try file.array().shape == [2, 1])
        #expect(try file.array(named: "a").shape == [2])
    }

    @Test("A column of truth values is of 0 and 1, and of nothing else")
    func truth() throws {
        let file = try DataFixture.open(Array("a,b\nTrue,FALSE\nfalse,true\n".utf8), as: "x.csv")
        #expect(try file.array(named: "a") == NumericArray(shape: [2], values: [1, 0], kind: .bool))
        #expect(try file.array() == NumericArray(shape: [2, 2], values: [1, 0, 0, 1], kind: .bool))
        #expect(refusal("a\nTrue\n1\n").contains("\"1\" is not a truth value; expected True or False"))
    }

    @Test("Empty lines are skipped in a table of several columns, and are missing values inside one column")
    func emptyLines() throws {
        #expect(try table("a,b\n\n1,2\n\n\n3,4\n\n").columns.map { $0.values } == [[1, 3], [2, 4]])
        #expect(try bits("1\n\n2\n\n").count == 3)
        #expect(try bits("1\n\n2\n\n")[1] == Double.nan.bitPattern)
    }

    @Test("A column of text does not keep the others from being read")
    func text() throws {
        let file = try DataFixture.open(Array("a,b,a\n1,x,2\n3,,4\n".utf8), as: "x.csv")
        #expect(Samples.failure { _ = try file.array(named: "b") }?.location == "line 2, column 2 \"b\"")
        #expect(Samples.failure { _ = try file.summary(of: "a") }?.problem == "2 columns are named \"a\"")
        #expect(refusal("a,b,a\n1,5,2\n3,,4\n") == "accepted")
    }

    @Test("Tables of too many columns, of a field without end and of too many values are refused")
    func limits() {
        #expect(refusal(String(repeating: "a,", count: 100_000) + "a\n").contains("a row has more than 100000 fields"))
        #expect(refusal("a\n" + String(repeating: "1", count: 70_000)).contains("line 2: a field has 70000 bytes"))
        // Empty lines of a table of one column are values too.
        for (text, isAccepted) in [
            ("a\n\n\n\n1\n\n\n", true), ("a\n\n\n\n\n1\n", false), ("a,b\n\n\n\n\n1,2\n1,2\n", true),
            ("a,b\n1,2\n1,2\n1,2", false),
        ] {
            let error = Samples.failure {
                _ = try NumericTable(decoding: Array(text.utf8), path: "x", valueLimit: 4)
            }
            #expect((error == nil) == isAccepted, "\(text)")
            if !isAccepted { #expect(error?.description.contains("too many values; expected at most 4,") == true) }
        }
    }

    @Test("A missing header and other separators are refused with what would be right")
    func headers() {
        #expect(refusal("1.5,2\n3,4\n").contains("line 1: the first row is one of numbers; expected a row of column"))
        #expect(refusal("3,1,4\n3,4,5\n").contains("the first row is one of numbers"))
        #expect(refusal("0,1\n3,4\n") == "accepted")
        #expect(refusal("a;b\n3;4\n").contains("the columns are separated by semicolons; expected commas"))
        #expect(refusal("a\tb\n3\t4\n").contains("sep=\"\\t\""))
        #expect(refusal("a,b\n1,2\n3\n").contains("line 3: the row has 1 fields; expected 2, as in the header"))
        #expect(refusal("\u{FEFF}a,b\r\n1,2\r\n") == "accepted")
    }
}
