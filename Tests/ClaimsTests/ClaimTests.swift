import ExperimentClaims
import Experiments
import Foundation
import Testing

@testable import Claims

/// The frame around the claims: how facts become a verdict, what every claim must have, how checks share their work.
@Suite struct ClaimTests {
    @Test("A verdict follows from the facts")
    func verdicts() {
        typealias Facts = [(Finding.Role, Bool)]
        let cases: [(Claim.Kind, Facts, Verdict)] = [
            (.statement, [(.statement, true)], .holds),
            (.statement, [(.statement, true), (.fact, true)], .holds),
            (.statement, [(.statement, true), (.detail, true)], .holds),
            (.statement, [(.statement, true), (.detail, true), (.detail, false)], .holdsCorrected),
            (.statement, [(.statement, true), (.statement, false), (.detail, false)], .refuted),
            (.statement, [(.statement, false), (.fact, true)], .refuted),
            (.statement, [(.statement, true), (.fact, false)], .undecided),
            (.statement, [(.statement, false), (.fact, false)], .undecided),
            (.statement, [(.fact, true)], .undecided),
            (.statement, [], .undecided),
            (.definition, [(.statement, true)], .holds),
            (.definition, [(.detail, false), (.statement, true)], .holdsCorrected),
            (.question, [(.fact, true)], .answered),
            (.question, [(.fact, true), (.fact, false)], .undecided),
            (.question, [(.statement, true)], .undecided),
            (.experiment, [(.statement, true), (.fact, true)], .confirmed),
            (.experiment, [(.statement, true), (.statement, false), (.fact, true)], .confirmedInPart),
            (.experiment, [(.statement, false), (.statement, false), (.fact, true)], .notConfirmed),
            (.experiment, [(.statement, true), (.statement, false), (.fact, false)], .undecided),
            (.experiment, [(.statement, true), (.fact, false)], .undecided),
            (.experiment, [(.fact, true)], .undecided),
        ]
        for (kind, facts, verdict) in cases {
            var evidence = Evidence()
            for (role, holds) in facts {
                switch role {
                case .statement: evidence.statement("a fact", holds)
                case .detail: evidence.detail("a fact", holds)
                case .fact: evidence.fact("a fact", holds)
                }
            }
            #expect(evidence.verdict(for: kind) == verdict, "\(kind) \(facts)")
        }
    }

    @Test("A fact about no case does not hold")
    func noCase() {
        var evidence = Evidence()
        evidence.statement("about nothing", for: 0..<0) { _ in true }
        evidence.fact("about five", for: 0..<5) { $0 < 5 }
        evidence.detail("fails at three", for: 0..<5) { $0 < 3 }
        #expect(evidence.findings.map(\.holds) == [false, true, false])
        #expect(evidence.findings.map(\.cases) == [0, 5, 4])
        #expect(evidence.findings.map(\.firstFailure) == [nil, nil, "3"])
    }

    @Test("Ids are unique, and claims are found by them")
    func ids() {
        let ids = Claim.all.map(\.id)
        #expect(Set(ids).count == ids.count)
        for claim in Claim.all {
            #expect(Claim.named(claim.id)?.place == claim.place)
        }
        #expect(Claim.named("three-layer-lemma-9") == nil)
        #expect(Claim.nearest(to: "three-layer-lema-1") == "three-layer-lemma-1")
        #expect(Claim.all.map(\.paper) == Claim.all.map(\.paper).sorted { order($0) < order($1) })
    }

    /// The settled truth of every statement of the papers, in the order of the papers.
    @Test("Every statement of the papers has its claim, with the settled verdict")
    func statements() throws {
        let file = try #require(
            Bundle.module.url(forResource: "claims", withExtension: "tsv", subdirectory: "Fixtures"))
        let settled = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map {
            $0.split(separator: "\t").map(String.init)
        }
        #expect(settled.count == 77)
        #expect(Claim.all.map(\.id).filter { id in settled.contains { $0[0] == id } } == settled.map { $0[0] })
        let words: [String: [Verdict]] = [
            "true": [.holds], "true with correction": [.holdsCorrected], "false": [.refuted],
            "open question, answered": [.answered], "experiment": [.confirmed, .confirmedInPart, .notConfirmed],
        ]
        for line in settled {
            let claim = try #require(Claim.named(line[0]))
            #expect(
                words[line[1]]?.contains(claim.expected) == true, "\(claim.id): \(claim.expected), settled: \(line[1])")
        }
    }

    private func order(_ paper: Paper) -> Int { Paper.allCases.firstIndex(of: paper) ?? 0 }

    @Test("Every claim has a statement, a place and, where it needs one, a correction")
    func texts() {
        for claim in Claim.all {
            for text in [claim.statement, claim.correction].compactMap({ $0 }) {
                #expect(text.text.count > 10, "\(claim.id)")
                #expect(balanced(text.tex), "\(claim.id): \(text.tex)")
            }
            #expect(!claim.place.isEmpty && claim.expected != .undecided, "\(claim.id)")
            let says: Bool = claim.correction != nil || claim.expected == .holds
            #expect(says, "\(claim.id) differs from its paper and does not say how")
            let asks: Bool = claim.kind == .question
            #expect(asks == (claim.expected == .answered), "\(claim.id)")
            let experiments: [Verdict] = [.confirmed, .confirmedInPart, .notConfirmed]
            #expect((claim.kind == .experiment) == experiments.contains(claim.expected), "\(claim.id)")
        }
    }

    /// No paper says how much is enormous, far faster, or low; what its words are taken to mean is our choice.
    @Test(
        "An experiment says which threshold of ours decides it", arguments: Claim.all.filter { $0.kind == .experiment })
    func thresholds(claim: Claim) {
        // The order of four means: there is nothing to choose.
        guard claim.id != "study-observation-2" else { return }
        for text in [claim.correction?.text, claim.correction?.tex].compactMap({ $0 }) {
            let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(words.contains("of ours") || words.contains("our threshold"), "\(claim.id)")
        }
    }

    @Test("So does a statement that is decided by one", arguments: ["study-amplitude", "study-amplitude-argument"])
    func factors(id: String) throws {
        let correction = try #require(Claim.named(id)?.correction)
        #expect(correction.text.contains("a factor of ours") && correction.tex.contains("a factor of ours"))
    }

    /// Whether dollars come in pairs and braces close what they open.
    private func balanced(_ tex: String) -> Bool {
        let escaped = tex.replacingOccurrences(of: "\\\\", with: "").replacingOccurrences(of: "\\{", with: "")
            .replacingOccurrences(of: "\\}", with: "").replacingOccurrences(of: "\\$", with: "")
        var depth = 0
        for character in escaped {
            if character == "{" { depth += 1 }
            if character == "}" { depth -= 1 }
            if depth < 0 { return false }
        }
        return depth == 0 && escaped.count { $0 == "$" } % 2 == 0 && !tex.isEmpty
    }

    @Test("A length outside a claim's range is replaced by the nearest in it")
    func lengths() throws {
        let claim = Claim(
            "lengths", in: .study, at: "nowhere", statement: ClaimText("a statement", tex: "a statement"),
            expected: .holds, lengths: 2...5
        ) { evidence, setting in
            evidence.statement(
                "the lengths", setting.lengths(2...3, and: 9) == setting.length.map { [$0] } ?? [2, 3, 9])
            evidence.statement("one length", setting.length(or: 7) == setting.length ?? 7)
        }
        #expect(try claim.decide().length == nil)
        #expect(try claim.decide(length: 3).length == 3)
        #expect(try claim.decide(length: 1).length == 2)
        #expect(try claim.decide(length: .max).length == 5)
        for length in [nil, 1, 4, 99] { #expect(try claim.decide(length: length).isAsExpected) }
    }

    @Test("Random numbers depend on the claim, the seed and the stream")
    func randomNumbers() {
        func draw(_ claim: String, _ seed: UInt64, _ stream: UInt32) -> UInt64 {
            var random = ClaimSetting(claim: claim, length: nil, seed: seed, runs: 1, shared: SharedRuns()).random(
                stream)
            return random.next()
        }
        #expect(draw("a", 1, 0) == draw("a", 1, 0))
        #expect(Set([draw("a", 1, 0), draw("b", 1, 0), draw("a", 2, 0), draw("a", 1, 1)]).count == 4)
    }

    @Test("Shared results are computed once")
    func sharedResults() throws {
        let counter = Counter()
        let shared = SharedRuns()
        let lists = try ParallelWork(threads: 4).map(Array(0..<8)) { _ in
            try shared.values(Array(0..<20)) { key -> Int in
                counter.add()
                return key * key
            }
        }
        let squares: [Int] = (0..<20).map { $0 * $0 }
        #expect(lists == Array(repeating: squares, count: 8))
        #expect(counter.value == 20)
        struct Failed: Error {}
        for _ in 0..<2 {
            #expect(throws: Failed.self) { try shared.values(["a"]) { _ -> Int in throw Failed() } }
        }
    }

    @Test("Outcomes keep the order of the claims")
    func outcomes() throws {
        let claims = (0..<9).map { k in
            Claim(
                "\(k)", in: .study, at: "nowhere", statement: ClaimText("a statement", tex: "a statement"),
                expected: .holds, effort: Double(k % 4)
            ) { evidence, _ in evidence.statement("yes", true) }
        }
        let outcomes = try ClaimBatch(claims).decide(threads: 3)
        #expect(outcomes.map(\.claim.id) == claims.map(\.id))
        let first = try JSONEncoder().encode(outcomes[0])
        let text = String(decoding: first, as: UTF8.self)
        for part in ["\"verdict\":\"holds\"", "\"asExpected\":true", "\"id\":\"study-0\"", "\"paper\":\"study\""] {
            #expect(text.contains(part), "\(part)")
        }
    }
}

private final class Counter: @unchecked Sendable {
    private let lock = NSLock()
    private var count = 0
    func add() { lock.withLock { count += 1 } }
    var value: Int { lock.withLock { count } }
}
