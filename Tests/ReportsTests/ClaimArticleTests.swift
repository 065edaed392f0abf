import ClaimReports
import Exact
import Plots
import Testing

@testable import Claims

/// What a reader of a decided claim gets to see.
@Suite struct ClaimArticleTests {
    private func outcome(kind: Claim.Kind = .statement, expected: Verdict = .holdsCorrected) throws -> ClaimOutcome {
        try Claim(
            "example", in: .response, at: "section 9", kind: kind,
            statement: ClaimText("one is two", tex: "$1 = 2$"),
            correction: ClaimText("one is one", tex: "$1 = 1$"), expected: expected
        ) { evidence, _ in
            evidence.statement("one is a number", true)
            evidence.detail("one is two", for: [1]) { $0 == 2 }
            evidence.fact("one is one", for: 1...12) { $0 == $0 }
            evidence.witness("a half", Rational(1) / Rational(2))
            evidence.witness("a tower", Rational(3) / Rational(mantissa: 1, exponent: 400))
            evidence.witness("a vector", [1, -2].map { Rational($0) })
            evidence.witness("a matrix", ExactMatrix(rows: 40, columns: 60))
            evidence.witness("a table", columns: ["n", "what"], rows: [["1", "one"], ["2"]])
            evidence.witness("a number", 0.25)
            evidence.figure("curve", caption: "A curve.", Chart("a curve", marks: [.line([PlotPoint(x: 0, y: 1)])]))
        }.decide()
    }

    @Test("An article shows every part of a claim")
    func article() throws {
        let lines = ClaimArticle(try outcome()).lines(width: 80)
        for part in [
            "response-example   holds, corrected", "Elementary response of deep neural networks, section 9",
            "Statement",
            "  one is two", "Correction", "  one is one", "Found", "  true   stated    one is a number",
            "  false  printed   one is two [fails for 1]", "  true   instead   one is one [12 cases]", "a half: 1/2",
            "a vector", "  1  -2", "a number: 0.25", "  n  what", "  2", "  Figure: A curve.",
        ] {
            #expect(lines.contains { $0 == part || $0.trimmed == part }, "\(part)")
        }
        #expect(lines.contains { $0.hasPrefix("a tower: ≈") })
        #expect(lines.contains { $0.contains("18 more rows") })
        #expect(lines.contains { $0.contains("…  0") })
        #expect(lines.allSatisfy { $0.count <= 80 })
        #expect(!lines.contains { $0.contains("expected verdict was") })
    }

    @Test("A verdict that is not the expected one is reported as such")
    func surprises() throws {
        let lines = ClaimArticle(try outcome(expected: .holds)).lines(width: 80)
        #expect(lines.last == "The expected verdict was: holds.")
    }

    @Test("TeX is printed unchanged")
    func tex() throws {
        let lines = ClaimArticle(try outcome()).lines(width: 80, tex: true)
        #expect(lines.contains("  $1 = 2$") && lines.contains("  $1 = 1$"))
        #expect(!lines.contains("  one is two"))
    }

    @Test("Questions and experiments have their own headings")
    func kinds() throws {
        let question = ClaimArticle(try outcome(kind: .question, expected: .answered)).lines(width: 80)
        #expect(question.contains("Question") && question.contains("Answer"))
        let experiment = ClaimArticle(try outcome(kind: .experiment, expected: .confirmed)).lines(width: 80)
        #expect(experiment.contains("Measured") && experiment.contains { $0.contains("observed") })
    }

    @Test("A table counts the verdicts and names unexpected ones")
    func table() throws {
        let known = ClaimTable.lines([try outcome()], elapsed: .seconds(1))
        #expect(known.last?.contains("1 claim in 1 s: 1 holds, corrected. Every verdict is as expected.") == true)
        let surprise = ClaimTable.lines([try outcome(expected: .refuted)], elapsed: .seconds(1))
        #expect(surprise.last?.hasSuffix("Not the expected verdict: response-example.") == true)
        #expect(surprise.contains { $0.contains("expected: refuted") })
    }
}

extension String {
    fileprivate var trimmed: String { String(drop { $0 == " " }) }
}
