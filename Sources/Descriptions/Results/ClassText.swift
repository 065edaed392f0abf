internal import Diagnostics
package import Experiments

/// The classes that a network finds, in words.
package enum ClassText {
    /// The most classes that are listed one by one in a line, and whose confusion is printed.
    static let mostListed = 12

    /// "98.3 %", with as many digits as it takes to tell nearly all from all.
    package static func share(_ part: Int, of count: Int) -> String { share(Double(part) / Double(max(1, count))) }

    /// The same for a share.
    package static func share(_ accuracy: Double) -> String {
        let text = NumberText.percent(accuracy)
        guard accuracy < 1, text == NumberText.percent(1) else { return text }
        return [4, 5, 6].lazy.map { NumberText.number(100 * accuracy, digits: $0) + " %" }.first { $0 != text }
            ?? "less than \(text)"
    }

    /// "98.3 %, 1,412 of 1,437 samples": how many samples are found in their class.
    package static func accuracy(_ found: RunSummary.ClassesFound, of samples: Int) -> String {
        let text =
            "\(share(found.correct, of: samples)), \(NumberText.count(found.correct)) of "
            + NumberText.plural(samples, "sample")
        guard found.undecided > 0 else { return text }
        return text + "; \(NumberText.count(found.undecided)) "
            + "\(found.undecided == 1 ? "has an output that is" : "have outputs that are") not a number, and so no class"
    }

    /// "0: 100 % · 1: 97.2 %", a dash for a class of no sample; nil for more than ``mostListed`` classes.
    package static func byClass(_ found: RunSummary.ClassesFound) -> String? {
        guard let shares = found.accuracyByClass, shares.count <= mostListed else { return nil }
        return shares.enumerated().map { "\(name($0, of: found)): \($1.map { share($0) } ?? "–")" }
            .joined(separator: " · ")
    }

    /// What a class is called, in a table.
    private static func name(_ index: Int, of found: RunSummary.ClassesFound) -> String {
        name(index, names: found.names)
    }

    /// The name of a class, shortened, or its number from 0.
    package static func name(_ index: Int, names: [String]?) -> String {
        guard let names, names.indices.contains(index) else { return "\(index)" }
        return names[index].shortened(to: 24).printable
    }

    /// The numbers of samples by class and by the class that is found, with a heading; empty without a list of them,
    /// and for more than ``mostListed`` classes.
    static func confusion(_ found: RunSummary.ClassesFound?, of samples: String) -> [String] {
        guard let found, let rows = found.confusion, rows.count <= mostListed else { return [] }
        let head = ["class"] + rows.indices.map { name($0, of: found) }
        let body = rows.enumerated().map { index, row in
            [name(index, of: found)] + row.map { $0 == 0 ? "·" : NumberText.count($0) }
        }
        return ["", "  \(samples): a row for each class, a column for each class found"]
            + TextTable.lines([head] + body, indent: 4) { $0 == 0 ? .leading : .trailing }
    }

    /// ``confusion(_:of:)`` of all samples of a run.
    package static func confusions(_ summary: RunSummary) -> [String] {
        confusion(summary.classification, of: "Training samples")
            + confusion(summary.heldOut?.classification, of: "Held out")
            + confusion(summary.test?.classification, of: "Test")
    }
}
