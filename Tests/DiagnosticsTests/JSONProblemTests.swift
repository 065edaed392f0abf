import Foundation
import Testing

@testable import Diagnostics

@Suite struct JSONProblemTests {
    private enum Status: String, Decodable { case finished, diverged }

    private struct Inner: Decodable { let seconds: Double }

    private struct Record: Decodable {
        let epochs: Int
        let name: String
        let status: Status
        let flags: [Bool]
        let rungs: [Inner]
    }

    private static let valid =
        #"{"epochs": 3, "name": "a", "status": "finished", "flags": [true], "rungs": [{"seconds": 0.5}]}"#

    private func problem(_ text: String, bytes: [UInt8]? = nil) -> String {
        do {
            _ = try JSONProblem.decode(
                Record.self, from: bytes ?? Array(text.utf8), words: ["status": ["finished", "diverged"]])
            return "accepted"
        } catch { return error.description }
    }

    @Test("The record that these tests alter is accepted unaltered")
    func baseline() { #expect(problem(Self.valid) == "accepted") }

    @Test(
        "Key, what was found and what was expected are named",
        arguments: [
            ("\"epochs\": 3", "\"epochs\": \"x\"", "epochs: expected a whole number, found \"x\""),
            ("\"epochs\": 3", "\"epochs\": null", "epochs: expected a whole number, found null"),
            ("\"epochs\": 3", "\"other\": 3", "epochs: it is missing"),
            ("\"a\"", "[]", "name: expected a text, found a list"),
            ("\"finished\"", "\"gone\"", "status: expected one of finished, diverged, found \"gone\""),
            ("\"a\"", "false", "name: expected a text, found false"),
            ("[true]", "[true, 1]", "flags.1: expected true or false, found 1"),
            ("[true]", "{}", "flags: expected a list, found an object"),
            ("0.5", "{}", "rungs.0.seconds: expected a number, found an object"),
            ("{\"seconds\": 0.5}", "{}", "rungs.0.seconds: it is missing"),
            ("{\"seconds\": 0.5}", "7", "rungs.0: expected an object, found 7"),
        ])
    func keys(text: String, replacement: String, expected: String) {
        #expect(problem(Self.valid.replacing(text, with: replacement)) == expected)
    }

    @Test(
        "A number that the type cannot hold is refused with its key", arguments: ["1e30", "3.5", "9223372036854775808"])
    func range(number: String) {
        let found = problem(Self.valid.replacing("\"epochs\": 3", with: "\"epochs\": \(number)"))
        #expect(found == "epochs: expected a whole number in its range, found \(number)")
    }

    @Test(
        "A text that is no JSON is named as such, in words of no library",
        arguments: ["", "{", "[1,", "{\"a\" 1}", "nul"])
    func syntax(text: String) {
        let found = problem(text)
        #expect(found.hasPrefix("not JSON: "), "\(found)")
        for raw in ["DecodingError", "NSCocoa", "Swift", "Optional", "Error Domain"] { #expect(!found.contains(raw)) }
    }

    @Test(
        "Line and column tell where a text is not JSON, what stands there, and what would be right",
        arguments: [
            ("{", "line 1, column 2: expected a key in double quotes or }, found the end of the text"),
            ("{\"epoch\": }", "line 1, column 11: expected a value, found }"),
            ("[1, 2", "line 1, column 6: expected a comma or ], found the end of the text"),
            ("{\"a\": 1 \"b\": 2}", "line 1, column 9: expected a comma or }, found a text"),
            ("{\n  \"a\": 1,\n  b: 2\n}", "line 3, column 3: expected a key in double quotes, found b"),
            ("[1, 2] 3", "line 1, column 8: expected the end of the text, found 3"),
            ("[tru]", "line 1, column 2: expected a value, found tru"),
            ("[01]", "line 1, column 2: expected a number without leading zeros, found 01"),
            ("[1.]", "line 1, column 4: expected a digit, found ]"),
            ("[1e999]", "line 1, column 2: expected a number that double precision can hold, found 1e999"),
            ("[\"a", "line 1, column 2: expected a double quote at the end of the text that begins here, found a text"),
            ("[\"\\x\"]", "line 1, column 4: expected one of \" \\ / b f n r t u after a backslash, found x"),
            ("{\"é\" 1}", "line 1, column 6: expected a colon, found 1"),
        ])
    func places(text: String, expected: String) { #expect(JSONSyntax.problem(in: Array(text.utf8)) == expected) }

    @Test("What Foundation reads is JSON, and what is not JSON has a place, however it is damaged")
    func damaged() {
        let valid = Array(#"{"a": [1, -2.5e-3, "x\n\u00e9", true, null, {}], "b": {"c": [[]], "d": "é"}}"#.utf8)
        #expect(JSONSyntax.problem(in: valid) == nil)
        for place in valid.indices {
            var texts = [Array(valid[..<place]), valid]
            texts[1].remove(at: place)
            for byte in "{}[],:\"\\0e-".utf8 {
                texts.append(valid)
                texts[texts.count - 1][place] = byte
            }
            for text in texts where String(validating: text, as: UTF8.self) != nil {
                let isJSON = (try? JSONSerialization.jsonObject(with: Data(text))) != nil
                #expect(isJSON || JSONSyntax.problem(in: text) != nil, "\(String(decoding: text, as: UTF8.self))")
            }
        }
        let deep = [UInt8](repeating: UInt8(ascii: "["), count: 1 << 20)
        #expect(JSONSyntax.problem(in: deep)?.contains("at most 512") == true)
    }

    @Test("So are bytes that are no text")
    func bytes() {
        #expect(problem("", bytes: [0x7B, 0xFF, 0x7D]) == "not JSON: it is not UTF-8")
        #expect(problem("", bytes: [0x20, 0x0A]) == "not JSON: it is empty")
    }

    @Test("A long text or key is shortened")
    func long() {
        let text = Self.valid.replacing("\"epochs\": 3", with: "\"epochs\": \"\(String(repeating: "x", count: 5000))\"")
        #expect(problem(text).count < 120)
    }
}
