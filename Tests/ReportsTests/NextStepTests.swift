import RunStore
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
        let runs = RunRoot("runs")
        #expect(NextStep.afterAtlas(of: "my model.st", in: runs)?.contains("atlas 'my model.st' --json") == true)
        #expect(NextStep.afterAtlas(of: "a", in: runs, overrides: [String(repeating: "9", count: 1000)]) == nil)
        #expect(NextStep.afterFigures(of: "a b/x", in: runs, first: "loss")?.contains("figure 'a b/x' loss -o") == true)
        #expect(NextStep.afterReport("a b/report.html") == "Next: open 'a b/report.html' in a browser")
        #expect(NextStep.afterReport("a\u{1B}b") == "Next: open 'a\\u{1b}b' in a browser")
    }

    @Test("The same runs and data are meant: another folder and other data are named again")
    func sameRuns() {
        let root = RunRoot("my runs")
        let steps = [
            NextStep.afterFigures(of: "last", in: root, first: "loss") ?? "",
            NextStep.afterAtlas(of: "last", in: root, overrides: ["signals.amplitude=2"]) ?? "",
            NextStep.afterGeometry(of: "last", in: root, overrides: ["signals.amplitude=2"]) ?? "",
            NextStep.afterTag("good", in: root),
        ]
        for step in steps { #expect(step.contains(" --out 'my runs'"), "\(step)") }
        for step in steps[1...2] { #expect(step.contains(" last --set signals.amplitude=2 "), "\(step)") }
        #expect(NextStep.afterTag("good", in: RunRoot("runs")) == "Next: heaviside runs --where tags=good")
    }
}
