public import Claims
internal import Descriptions
internal import Diagnostics
internal import Foundation

/// The verdicts of claims, a line each, paper by paper.
public enum ClaimTable {
    /// The lines for outcomes in the order of the papers.
    ///
    /// - Parameters:
    ///   - outcomes: what the checks found.
    ///   - elapsed: the time that the whole took.
    /// - Returns: a heading a paper, a line a claim, and a summary.
    public static func lines(_ outcomes: [ClaimOutcome], elapsed: Duration) -> [String] {
        let width = outcomes.map(\.claim.id.count).max() ?? 0
        var lines: [String] = []
        for paper in Paper.allCases {
            let own = outcomes.filter { $0.claim.paper == paper }
            guard !own.isEmpty else { continue }
            if !lines.isEmpty { lines.append("") }
            lines.append(paper.title)
            for outcome in own { lines.append("  " + line(outcome, width: width)) }
        }
        return lines + ["", summary(outcomes, elapsed: elapsed)]
    }

    /// The lines of a list of claims that were not decided.
    public static func list(_ claims: [Claim]) -> [String] {
        let width = claims.map(\.id.count).max() ?? 0
        return claims.map { $0.id.padded(to: width) + "  \($0.kind.rawValue)\($0.isNew ? ", new" : ""), \($0.place)" }
    }

    private static func line(_ outcome: ClaimOutcome, width: Int) -> String {
        let verdict = outcome.verdict.rawValue.padded(to: 18)
        let time = String(format: "%8.2f s", outcome.seconds)
        let length = outcome.length.map { "   n = \($0)" } ?? ""
        let surprise = outcome.isAsExpected ? "" : "   expected: \(outcome.claim.expected.rawValue)"
        return outcome.claim.id.padded(to: width) + "  " + verdict + time + length + surprise
    }

    private static func summary(_ outcomes: [ClaimOutcome], elapsed: Duration) -> String {
        let counts = Verdict.allCases.compactMap { verdict -> String? in
            let count = outcomes.filter { $0.verdict == verdict }.count
            return count == 0 ? nil : "\(count) \(verdict.rawValue)"
        }
        let surprises = outcomes.filter { !$0.isAsExpected }.map(\.claim.id)
        let known =
            surprises.isEmpty
            ? "every verdict is as expected" : "not the expected verdict: \(surprises.joined(separator: ", "))"
        return "\(NumberText.plural(outcomes.count, "claim")) in \(NumberText.duration(elapsed / .seconds(1))): "
            + counts.joined(separator: "; ") + ". \(known.prefix(1).uppercased())\(known.dropFirst())."
    }
}
