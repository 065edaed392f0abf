public import Derivations
internal import Diagnostics

/// The answers to formulas in lines of words.
public enum FormulaText {
    /// The most characters of a line that cannot be read, and of a number.
    private static let (longestLine, longestNumber) = (100, 60)

    /// A formula and what was found about it; empty where it cannot be read.
    public static func lines(_ answer: DerivationAnswer) -> [String] {
        guard answer.error == nil else { return [] }
        return [untabbed(answer.formula).printable] + findings(answer).map { "  " + $0.printable }
    }

    /// How many answers there are of each kind; nil for one answer.
    public static func summary(_ answers: [DerivationAnswer]) -> String? {
        guard answers.count > 1 else { return nil }
        let counts: [(DerivationAnswer.Outcome, String)] = [
            (.equal, "equal"), (.transposed, "transposed"), (.differs, "different"), (.malformed, "malformed"),
        ]
        return counts.compactMap { verdict, word in
            let count = answers.count { $0.verdict == verdict }
            return count > 0 ? "\(count) \(word)" : nil
        }.joined(separator: ", ")
    }

    /// What is wrong with a formula that cannot be read, and where; empty for one that can.
    public static func complaint(_ answer: DerivationAnswer) -> [String] {
        guard let error = answer.error else { return [] }
        let column = error.column.map { max(0, $0 - answer.column) }
        let (text, place) = excerpt(untabbed(answer.formula), around: column ?? 0)
        var lines = ["error: \("\(error)".printable)", "  " + text.printable]
        if column != nil { lines.append(String(repeating: " ", count: place + 2) + "^") }
        if let repair = answer.repair {
            lines += ["  with \(repair.change) it equals the derivative:", "    " + repair.formula]
        }
        return lines
    }

    /// The part of a line around a place, and that place in the part.
    private static func excerpt(_ text: String, around place: Int) -> (text: String, place: Int) {
        guard text.count > longestLine else { return (text, place) }
        let start = max(0, min(place - longestLine / 2, text.count - longestLine))
        let part = String(text.dropFirst(start).prefix(longestLine))
        return (
            (start > 0 ? "…" : "") + part + (start + longestLine < text.count ? "…" : ""),
            place - start + (start > 0 ? 1 : 0)
        )
    }

    /// Each character in one column.
    private static func untabbed(_ text: String) -> String { String(text.map { $0 == "\t" ? " " : $0 }) }

    private static func findings(_ answer: DerivationAnswer) -> [String] {
        var lines: [String] = []
        switch answer.verdict {
        case .equal: lines.append("equal to the derivative on \(answer.networks) random networks")
        case .transposed: lines.append("differs: transposed" + place(answer.difference))
        case .differs: lines.append("differs" + place(answer.difference))
        case .malformed: break
        }
        if answer.difference?.onlyAtKinks == true {
            lines.append("only where a preactivation is exactly 0; there the derivative of ReLU is taken to be 0")
        }
        if let repair = answer.repair {
            lines.append("repaired by \(repair.change), equal on \(repair.networks) new random networks:")
            lines.append("  " + repair.formula)
        } else if answer.verdict != .equal {
            lines.append("no transpose, swapped index, mask or factor repairs it")
        }
        if !answer.equalUnder.isEmpty {
            lines.append("correct as written for " + answer.equalUnder.joined(separator: ", or for "))
        }
        return lines
    }

    private static func place(_ difference: DerivationAnswer.Difference?) -> String {
        guard let difference else { return "" }
        var text = difference.shape.map { ", \($0)" } ?? ""
        if let entry = difference.entry, let formula = difference.byFormula, let truth = difference.byDifferentiation {
            text += ": \(entry) is \(shortened(formula)) by the formula and \(shortened(truth)) by differentiation"
        }
        return text + " (\(difference.network))"
    }

    /// Both ends of a number that is too long for a line.
    private static func shortened(_ number: String) -> String {
        number.count <= longestNumber
            ? number : "\(number.prefix(longestNumber / 2))…\(number.suffix(longestNumber / 4))"
    }
}
