import Testing

@testable import Exchange

@Suite struct HeaderJSONParserTests {
    private func parse(_ text: String) throws -> [HeaderJSON.Member] {
        let bytes = Array("##\(text)##".utf8)
        return try HeaderJSONParser.parse(bytes, in: 2..<(bytes.count - 2), path: "x")
    }

    private func refusal(_ text: String) -> String {
        Samples.failure { _ = try parse(text) }?.description ?? "accepted"
    }

    private func string(_ literal: String) throws -> String? {
        guard case .string(let text) = try parse("{\"k\":\(literal)}").first?.value else { return nil }
        return text
    }

    private func integer(_ literal: String) throws -> Int? {
        guard case .integer(let number) = try parse("{\"k\":\(literal)}").first?.value else { return nil }
        return number
    }

    @Test("Members are read in their order")
    func order() throws {
        let members = try parse("{ \"b\" :\t1 ,\r\n\"a\":[ 2 , {} , [] ] }  ")
        #expect(members.map(\.key) == ["b", "a"])
        guard case .array(let elements) = members[1].value else {
            Issue.record("not an array")
            return
        }
        #expect(elements.map(\.kind) == ["an integer", "an object", "an array"])
    }

    @Test("Escape sequences are decoded")
    func escapes() throws {
        #expect(try string(#""\"\\\/\b\f\n\r\tA\u0041\u00e9\uD83D\ude00\u0000é""#) == "\"\\/\u{8}\u{C}\n\r\tAAé😀\0é")
    }

    @Test(
        "A malformed string is refused",
        arguments: [
            #""\ud83d""#, #""\ud83dx""#, #""\ud83d\n""#, #""\ud83d\u0041""#, #""\ude00""#, #""\u12""#, #""\u12g4""#,
            #""\x41""#, #""\"#, #""open"#, "\"\u{1}\"", "\"\n\"", #""\u+123""#,
        ])
    func brokenStrings(literal: String) {
        #expect(refusal("{\"k\":\(literal)}") != "accepted")
    }

    @Test("Invalid UTF-8 is refused")
    func invalidUTF8() {
        for broken: [UInt8] in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82], [0xF4, 0x90, 0x80, 0x80]] {
            let bytes = Array("{\"".utf8) + broken + Array("\":1}".utf8)
            #expect(throws: ExchangeError.self) {
                try HeaderJSONParser.parse(bytes, in: 0..<bytes.count, path: "x")
            }
        }
    }

    @Test("Integers are read up to the limits of Int")
    func integers() throws {
        #expect(try integer("0") == 0)
        #expect(try integer("9223372036854775807") == .max)
        #expect(try integer("-9223372036854775807") == -.max)
    }

    @Test("What is no integer of 64 bits, and the words of JSON, are told apart")
    func otherValues() throws {
        for literal in ["9223372036854775808", "-9223372036854775809", "-0", "1.0", "1e3", "0E0", "-2.5e-3", "1e-999"] {
            #expect(try parse("{\"k\":\(literal)}").first?.value.kind == "a number that is no integer of 64 bits")
        }
        #expect(try parse(#"{"a":true,"b":false,"c":null}"#).map(\.value.kind) == ["a boolean", "a boolean", "null"])
        #expect(try parse(#"{"a":[true,1.5,2]}"#).count == 1)
    }

    @Test(
        "Other numbers and words are refused",
        arguments: [
            "01", "-01", "00", "-", "+1", ".5", "1.", "1.e3", "1e", "1e+", "0x1", "1e400", "-1e400", "NaN", "nul",
            "True", "truefalse", "",
        ])
    func otherNumbers(literal: String) {
        #expect(refusal("{\"k\":\(literal)}") != "accepted")
        #expect(refusal("{\"k\":[\(literal),1]}") != "accepted")
    }

    @Test(
        "A malformed structure is refused",
        arguments: [
            "", "[]", "1", "{", "{\"k\"", "{\"k\":", "{\"k\":1", "{\"k\":1,", "{\"k\":1,}", "{,}", "{k:1}",
            "{'k':1}",
            "{\"k\" 1}", "{\"k\":1 \"l\":2}", "{\"k\":[1,]}", "{\"k\":[1 2]}", "{\"k\":[,1]}", "{\"k\":[1}", "{}{}",
            "{} x", "x {}", "{}\u{0}", "{}\u{B}", "{}\u{A0}", "{}}", "{\"k\":]}", "\u{FEFF}{}",
        ])
    func brokenStructure(text: String) {
        #expect(refusal(text) != "accepted")
    }

    @Test("White space around the object is padding")
    func padding() throws {
        for text in ["{}     ", "{}\n", "{}\t\r\n ", " {}", "\r\n\t {}"] { #expect(try parse(text).isEmpty) }
    }

    @Test("Duplicate keys are refused at any depth")
    func duplicateKeys() {
        let twice = "x: header byte 13: the key \"a\" is given twice; expected each key once"
        #expect(refusal(#"{"a":1,"b":2,"a":3}"#) == twice)
        #expect(refusal(#"{"k":{"a":1,"a":1}}"#).contains("given twice"))
        #expect(refusal(#"{"k":[{"a":1,"\u0061":1}]}"#).contains("given twice"))
        #expect(refusal("{\"\u{E9}\":1,\"e\u{301}\":1}").contains("given twice"))
        #expect(refusal(#"{"a":{"a":1},"b":{"a":1}}"#) == "accepted")
    }

    @Test("The depth of nesting is limited")
    func depth() {
        func nested(_ depth: Int) -> String {
            "{\"k\":" + String(repeating: "[", count: depth - 1) + String(repeating: "]", count: depth - 1) + "}"
        }
        #expect(refusal(nested(127)) == "accepted")
        #expect(refusal(nested(128)).contains("nested too deeply"))
        #expect(refusal("{\"k\":" + String(repeating: "[", count: 200_000)).contains("nested too deeply"))
        #expect(refusal(String(repeating: "{\"k\":", count: 100_000)).contains("nested too deeply"))
    }
}
