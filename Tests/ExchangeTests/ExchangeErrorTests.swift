import Foundation
import Testing

@testable import Exchange

@Suite struct ExchangeErrorTests {
    @Test("A description names the file, the place, the problem and what was expected")
    func description() {
        let error = ExchangeError(path: "a.npy", location: "header byte 17", problem: "a comma", expected: "a colon")
        #expect(error.description == "a.npy: header byte 17: a comma; expected a colon")
        let whole = ExchangeError(path: "a.npy", location: nil, problem: "too short", expected: "10 bytes")
        #expect(whole.description == "a.npy: too short; expected 10 bytes")
    }

    @Test("A description is one printable line")
    func oneLine() {
        let error = ExchangeError(
            path: "a\nb", location: "\u{1B}[2J", problem: "\u{202E}\u{2028}\r\n\u{7F}", expected: "é \u{0}")
        #expect(
            error.description
                == "a\\u{a}b: \\u{1b}[2J: \\u{202e}\\u{2028}\\u{d}\\u{a}\\u{7f}; expected é \\u{0}")
    }

    @Test("A system error carries the text of errno")
    func systemError() {
        let error = ExchangeError.system(path: "f", action: "write", code: ENOSPC, expected: "room")
        #expect(error.description == "f: cannot write: No space left on device (errno 28); expected room")
    }

    @Test("Long names are cut")
    func longNames() {
        #expect(ExchangeError.quote("abc") == "\"abc\"")
        #expect(ExchangeError.quote(String(repeating: "n", count: 80)).count == 82)
        #expect(ExchangeError.quote(String(repeating: "n", count: 5000)) == "\"\(String(repeating: "n", count: 80))…\"")
    }
}
