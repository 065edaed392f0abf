import Experiments

/// Prints the answers to formulas: as JSON, or one after the other.
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

    static func print(_ answers: [DerivationAnswer]) {
        for answer in answers {
            guard answer.error == nil else {
                complain(answer)
                continue
            }
            Console.result(text(of: answer))
            for line in lines(answer) { Console.result("  " + Console.printable(line)) }
        }
        let counts: [(DerivationAnswer.Verdict, String)] = [
            (.equal, "equal"), (.transposed, "transposed"), (.differs, "different"), (.malformed, "malformed"),
        ]
        let summary = counts.compactMap { verdict, word in
            let count = answers.count { $0.verdict == verdict }
            return count > 0 ? "\(count) \(word)" : nil
        }
        if answers.count > 1 { Console.result(summary.joined(separator: ", ")) }
    }

    /// Says what is wrong with a formula, and points at it.
    private static func complain(_ answer: DerivationAnswer) {
        guard let error = answer.error else { return }
        Console.message("error: \(Console.printable("\(error)"))")
        Console.message("  " + text(of: answer))
        if let column = error.column, column >= answer.column {
            Console.message(String(repeating: " ", count: column - answer.column + 2) + "^")
        }
        if let repair = answer.repair {
            Console.message("  equal to the derivative with \(repair.change):")
            Console.message("    " + repair.formula)
        }
    }

    /// The formula as it was written, each character in one column.
    private static func text(of answer: DerivationAnswer) -> String {
        Console.printable(String(answer.formula.map { $0 == "\t" ? " " : $0 }))
    }

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
            text += ": \(entry) is \(formula) by the formula and \(truth) by differentiation"
        }
        return text + " (\(difference.network))"
    }
}
