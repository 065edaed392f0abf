package import Analysis
internal import Diagnostics
internal import Foundation

/// What becomes of dead units, in words.
package enum DeadUnitText {
    /// How many stay dead and why, how many may revive and by what; nil without dead units.
    package static func sentence(_ units: [DeadUnit]) -> String? {
        guard !units.isEmpty else { return nil }
        var parts = [DeadUnit.Verdict.permanent, .revivable].flatMap { verdict -> [String] in
            let own = units.filter { $0.verdict == verdict }
            return groups(own.map(\.reasons)).map { reasons, count in
                let words = reasons.map(\.words)
                return verdict == .permanent
                    ? "\(NumberText.count(count)) \(count == 1 ? "stays" : "stay") dead: \(list(words))"
                    : "\(NumberText.count(count)) can become active again, through \(list(words))"
            }
        }
        let unseen = units.count { $0.actsOnHeldOut == true }
        if unseen > 0 {
            parts.append("\(NumberText.count(unseen)) of them \(unseen == 1 ? "acts" : "act") on held-out samples")
        }
        return parts.joined(separator: "; ")
    }

    /// Equal reasons with their number, in the order in which they are first met with.
    private static func groups(_ all: [[DeadUnit.Reason]]) -> [([DeadUnit.Reason], Int)] {
        var found: [([DeadUnit.Reason], Int)] = []
        for reasons in all {
            guard let k = found.firstIndex(where: { $0.0 == reasons }) else {
                found.append((reasons, 1))
                continue
            }
            found[k].1 += 1
        }
        return found
    }

    private static func list(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " or " + last
    }
}
