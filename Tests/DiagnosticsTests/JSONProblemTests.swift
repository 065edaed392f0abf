import Diagnostics
import Foundation
import Testing

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
