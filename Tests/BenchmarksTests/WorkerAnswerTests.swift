import Testing

@testable import Benchmarks

@Suite struct WorkerAnswerTests {
    private func answer(_ text: String) -> WorkerAnswer { WorkerAnswer(Array(text.utf8)) }

    @Test("Answers are understood")
    func answers() {
        #expect(
            answer(#"{"program": "p", "versions": {"a": "1"}, "multiple": 20}"#)
                == .ready(multiple: 20, versions: ["a": "1"]))
        #expect(answer(#"{"program": "p"}"#) == .ready(multiple: 1, versions: [:]))
        #expect(answer(#"{"seconds": 0.25, "loss": 1e-3}"#) == .measured(Measurement(seconds: 0.25, loss: 1e-3)))
        #expect(answer(#"{"seconds": 0, "loss": -1}"#) == .measured(Measurement(seconds: 0, loss: -1)))
        #expect(answer(#"{"missing": "module x"}"#) == .missing("module x"))
        #expect(answer(#"{"error": "the loss is nan"}"#) == .error("the loss is nan"))
    }

    @Test(
        "Any other output is rubbish",
        arguments: [
            "", " ", "hello", "{", "[]", "null", "1", "{}", #"{"seconds": 1}"#, #"{"loss": 1}"#,
            #"{"seconds": -1, "loss": 1}"#, #"{"seconds": NaN, "loss": 1}"#, #"{"seconds": 1, "loss": NaN}"#,
            #"{"seconds": 1, "loss": Infinity}"#, #"{"seconds": 1e999, "loss": 1}"#, #"{"seconds": 1e300, "loss": 1}"#,
            #"{"seconds": "1", "loss": 1}"#,
            #"{"seconds": null, "loss": 1}"#, #"{"program": "p", "multiple": 0}"#, #"{"program": "p", "multiple": -5}"#,
            #"{"program": "p", "multiple": 1e30}"#, #"{"program": "p", "multiple": 1.5}"#, #"{"program": 1}"#,
            #"{"program": "p", "versions": [1]}"#, #"{"seconds": 1, "loss": 1} {"seconds": 1, "loss": 1}"#,
            String(repeating: "[", count: 60_000), String(repeating: "{\"a\":", count: 10_000),
            "\u{0}\u{1B}[2J\u{FFFD}",
        ])
    func rubbish(text: String) {
        guard case .rubbish(let shown) = answer(text) else {
            Issue.record("\(text.prefix(80)) is \(answer(text))")
            return
        }
        #expect(shown.count < 300 && shown.hasSuffix("instead of an answer"))
        #expect(!shown.unicodeScalars.contains { $0.properties.generalCategory == .control })
    }

    @Test("Bytes that are not text, and endless lines, are rubbish")
    func bytes() {
        for line in [[0xFF, 0xFE, 0x00], [0xC3], [UInt8](repeating: 32, count: 1 << 20)] as [[UInt8]] {
            guard case .rubbish = WorkerAnswer(line) else {
                Issue.record("\(line.prefix(10))")
                return
            }
        }
    }

    @Test("A rival's output cannot move a terminal's cursor")
    func printable() {
        #expect(answer("{\"error\": \"a\\u001b[2Jb\\nc\"}") == .error(#"a\u{1b}[2Jb\u{a}c"#))
        #expect(WorkerAnswer.printable(String(repeating: "x", count: 500)).count == 201)
    }
}
