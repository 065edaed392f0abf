import Diagnostics
import Testing

@Suite struct InputErrorTests {
    private struct Plain: InputError {
        let place: String
        let problem: String
        var expected: String?
    }

    @Test("A description has place, problem and expectation on one line, without empty parts")
    func description() {
        #expect(
            "\(Plain(place: "a.yaml:3: epochs", problem: "it is -1", expected: "0 or more"))"
                == "a.yaml:3: epochs: it is -1; expected 0 or more")
        #expect("\(Plain(place: "epochs", problem: "expected 0 or more"))" == "epochs: expected 0 or more")
        #expect("\(Plain(place: "", problem: "no layer"))" == "no layer")
    }

    @Test("Control characters are spelt out")
    func printable() {
        #expect("a\u{1b}[31m\u{202e}b\u{2028}c\td\ne".printable == #"a\u{1b}[31m\u{202e}b\u{2028}c\u{9}d\u{a}e"#)
        #expect("a\nb\r".printable(keepingNewlines: true) == "a\nb\\u{d}")
        #expect("θ = 3 · 10⁻³ 🙂".printable == "θ = 3 · 10⁻³ 🙂")
    }

    @Test("The nearest name is found, or all are listed")
    func nearestName() {
        let known = ["relu", "leakyReLU", "tanh"]
        #expect(NearestName.find("rellu", among: known) == "relu")
        #expect(NearestName.find("RELU", among: known) == "relu")
        #expect(NearestName.find("somethingElse", among: known) == nil)
        #expect(NearestName.find(String(repeating: "a", count: 100_000), among: known) == nil)
        #expect(
            NearestName.hint("rellu", among: known) == #"did you mean "relu"? (expected one of relu, leakyReLU, tanh)"#)
        #expect(NearestName.hint("somethingElse", among: known) == "expected one of relu, leakyReLU, tanh")
        // Two of three letters are another word; two that changed places are not.
        #expect(NearestName.find("man", among: ["run", "tag"]) == nil)
        #expect(NearestName.find("dead", among: ["seed", "loss"]) == nil)
        #expect(NearestName.find("learnRate", among: ["learningRate", "loss"]) == "learningRate")
        #expect(NearestName.find("rnu", among: ["run", "tag"]) == "run")
        #expect(NearestName.find("hceck", among: ["check"]) == "check")
        #expect(NearestName.hint("x", among: []) == "expected one of ")
    }
}
