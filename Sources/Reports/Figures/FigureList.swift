public import Descriptions
internal import Diagnostics
internal import Plots

/// The figures of a run by name.
public enum FigureList {
    /// A line for each figure: its name and its title.
    public static func lines(_ figures: [ReportFigure], width: Int = .max) -> [String] {
        guard !figures.isEmpty else { return ["no figures"] }
        return TextTable.lines(
            [["figure", "title"]] + figures.map { [$0.id, MathText.plain($0.title)] }, indent: 0, width: width)
    }

    /// The figure of that name.
    ///
    /// - Parameters:
    ///   - name: the name.
    ///   - figures: the figures to choose from.
    ///   - owner: what has the figures, for the error.
    /// - Returns: the figure.
    /// - Throws: ``FigureError`` where there is none, with the nearest name.
    public static func find(
        _ name: String, among figures: [ReportFigure], of owner: String = "this run"
    ) throws(FigureError) -> ReportFigure {
        if let figure = figures.first(where: { $0.id == name }) { return figure }
        throw FigureError(
            place: "figure \"\(name)\"",
            problem: figures.isEmpty
                ? "\(owner) has no figures" : "\(owner) has none; \(NearestName.hint(name, among: figures.map(\.id)))")
    }
}
