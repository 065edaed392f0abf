internal import Analysis
public import Descriptions
internal import Diagnostics
internal import Experiments
internal import Networks
internal import Plots

extension RunFigures {
    /// The classes found for the samples for training.
    public var confusion: ReportFigure? {
        confusion(result.measures, "confusion", "Classes found, training samples")
    }

    /// The same for the samples that are held out.
    public var heldOutConfusion: ReportFigure? {
        confusion(result.heldOut, "confusion-held-out", "Classes found, samples held out")
    }

    /// The same for the samples for the test.
    public var testConfusion: ReportFigure? {
        confusion(result.test, "confusion-test", "Classes found, test")
    }

    /// The most classes that a map has room for.
    private static let mostClasses = 100

    /// The most classes that each have a tick.
    private static let mostNamedClasses = 20

    /// The share of the samples of each class for which each class is found; nil without classes, for more than
    /// ``mostClasses``, and where none is found.
    private func confusion(_ measures: Measures?, _ id: String, _ title: String) -> ReportFigure? {
        guard let found = measures?.classification, found.classCount <= Self.mostClasses,
            found.undecided < found.count
        else { return nil }
        let edges = AxisDomain(-0.5, Double(found.classCount) - 0.5)
        let ticks = (0..<found.classCount).map { AxisTick(value: Double($0), label: className($0)) }
        let named = ticks.count <= Self.mostNamedClasses ? ticks : []
        let rows = found.confusion.map { row in
            let total = row.reduce(0, +)
            return row.map { total > 0 ? Double($0) / Double(total) : .nan }
        }
        return ReportFigure(
            id: id, title: title, caption: confusionWords(found),
            drawing: HeatMap(
                title, description: "Share of the samples of each class for which each class is found.", rows: rows,
                x: Axis("class found", domain: edges, isWhole: true, namedTicks: named),
                y: Axis("class", domain: edges, isWhole: true, namedTicks: named),
                value: Axis("share of the class", domain: AxisDomain(0, 1)), palette: .viridis, showsTitle: false))
    }

    private func className(_ index: Int) -> String {
        ClassText.name(index, names: result.spec.signals.file?.classNames)
    }

    private func confusionWords(_ found: Classification) -> String {
        var text =
            "The share of the samples of each class, a row, for which each class is found, a column: the greatest output, "
            + "of equal ones the first. \(ClassText.share(found.correct, of: found.count)) of the samples, "
            + "\(NumberText.count(found.correct)) of \(NumberText.count(found.count)), lie on the diagonal."
        let known = found.accuracyByClass.enumerated().compactMap { index, share in share.map { (index, $0) } }
        if let worst = known.min(by: { $0.1 < $1.1 }), worst.1 < 1 {
            text += " The class that is found least often is \(className(worst.0)): \(ClassText.share(worst.1))."
        }
        let mistakes = found.confusion.enumerated().flatMap { row, counts in
            counts.enumerated().filter { $0.offset != row }.map { (row, $0.offset, $0.element) }
        }
        if let most = mistakes.max(by: { $0.2 < $1.2 }), most.2 > 0 {
            text +=
                " The most frequent mistake: \(NumberText.plural(most.2, "sample")) of class \(className(most.0)) "
                + "\(most.2 == 1 ? "is" : "are") taken for class \(className(most.1))."
        }
        if found.undecided > 0 {
            text +=
                " \(NumberText.plural(found.undecided, "sample")) with an output that is not a number "
                + "\(found.undecided == 1 ? "has" : "have") no class and \(found.undecided == 1 ? "is" : "are") left out."
        }
        return text
    }
}
