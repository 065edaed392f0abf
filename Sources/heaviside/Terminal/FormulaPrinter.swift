import Derivations
import Diagnostics
import Experiments

/// Prints the answers to formulas: all as JSON, or each by itself.
enum FormulaPrinter {
    /// What `--json` prints.
    struct Results: Encodable {
        let formulas: [DerivationAnswer]
        let allEqual: Bool

        init(_ answers: [DerivationAnswer]) {
            formulas = answers
            allEqual = answers.allSatisfy { $0.verdict == .equal }
        }
    }

    /// The most characters of a line that cannot be read, and of a number.
    private static let (longestLine, longestNumber) = (100, 60)

    static func print(_ answer: DerivationAnswer) {
        guard answer.error == nil else { return complain(answer) }
        Console.result(untabbed(answer.formula).printable)
        for line in lines(answer) { Console.result("  " + line.printable) }
    }

    /// How many answers there are of each kind; nothing for one.
    static func printSummary(_ answers: [DerivationAnswer]) {
        guard answers.count > 1 else { return }
        let counts: [(DerivationAnswer.Outcome, String)] = [
            (.equal, "equal"), (.transposed, "transposed"), (.differs, "different"), (.malformed, "malformed"),
        ]
        let summary = counts.compactMap { verdict, word in
            let count = answers.count { $0.verdict == verdict }
            return count > 0 ? "\(count) \(word)" : nil
        }
        Console.result(summary.joined(separator: ", "))
    }

    /// Says what is wrong with a formula, and points at it.
    private static func complain(_ answer: DerivationAnswer) {
        guard let error = answer.error else { return }
        Console.message("error: \("\(error)".printable)")
        let column = error.column.map { max(0, $0 - answer.column) }
        let (text, place) = excerpt(untabbed(answer.formula), around: column ?? 0)
        Console.message("  " + text.printable)
        if column != nil { Console.message(String(repeating: " ", count: place + 2) + "^") }
        if let repair = answer.repair {
            Console.message("  equal to the derivative with \(repair.change):")
            Console.message("    " + repair.formula)
        }
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

    private static func lines(_ answer: DerivationAnswer) -> [String] {
        var lines: [String] = []
        switch answer.verdict {
        case .equal: lines.append("equal to the derivative on \(answer.networks) random networks")
        case .transposed: lines.append("differs: transposed" + place(answer.difference))
        case .differs: lines.append("differs" + place(answer.difference))
        case .malformed: break
        }
        if answer.difference?.onlyAtKinks == true {
            lines.append("only where a preactivation is exactly 0: the derivative of ReLU counts as 0 there")
        }
        if let repair = answer.repair {
            lines.append("repaired by \(repair.change), equal on \(repair.networks) networks drawn anew:")
            lines.append("  " + repair.formula)
        } else if answer.verdict != .equal {
            lines.append("no transpose, swapped index or factor repairs it")
        }
        if !answer.equalUnder.isEmpty {
            lines.append("as it stands it is right for " + answer.equalUnder.joined(separator: ", or for "))
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

    /// Both ends of a number that is longer than a line has room for.
    private static func shortened(_ number: String) -> String {
        number.count <= longestNumber
            ? number : "\(number.prefix(longestNumber / 2))…\(number.suffix(longestNumber / 4))"
    }
}
