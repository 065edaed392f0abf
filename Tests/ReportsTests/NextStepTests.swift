import Testing

@testable import Reports

@Suite("The command to try next")
struct NextStepTests {
    @Test(
        "A word is quoted where a shell would read it as something else",
        arguments: [
            ("study-3", "study-3"), ("runs/a_b.c", "runs/a_b.c"), ("--epochs=1e5", "--epochs=1e5"),
            ("my runs", "'my runs'"), ("", "''"), ("it's", #"'it'\''s'"#), ("$HOME", "'$HOME'"), ("a;b", "'a;b'"),
            ("naïve", "'naïve'"), ("{a}", "'{a}'"), ("*", "'*'"), ("~", "'~'"), ("#1", "'#1'"),
        ])
    func quoted(word: String, expected: String) { #expect(NextStep.quoted(word) == expected) }

    @Test("A path is quoted, and what would steer a terminal is spelt out")
    func paths() {
        #expect(NextStep.afterAtlas(of: "my model.safetensors").contains("atlas 'my model.safetensors' --json"))
        #expect(NextStep.afterReport("a b/report.html") == "Next: open 'a b/report.html' in a browser")
        #expect(NextStep.afterReport("a\u{1B}b") == "Next: open 'a\\u{1b}b' in a browser")
    }
}
