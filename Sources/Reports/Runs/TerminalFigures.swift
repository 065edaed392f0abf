internal import Descriptions
public import Experiments
internal import Plots

/// The figures of a run that a terminal can show: W1, the code, the loss, and the error by position where the code is
/// not scalar.
public struct TerminalFigures: Sendable {
    private let figures: RunFigures

    /// Figures of a result, the history that led to it, and the loss of every epoch on the way where it is known.
    public init(_ result: RunResult, history: [HistoryRow], losses: LossSource = .history(because: nil)) {
        figures = RunFigures(result, history: history, losses: losses)
    }

    /// The plots, each as lines of at most `width` characters.
    public func plots(width: Int, color: Bool = false) -> [[String]] {
        let chosen = [
            figures.firstWeights, figures.code ?? figures.codePlane, figures.loss,
            figures.code == nil ? figures.errorByPosition : nil,
        ]
        return chosen.compactMap { $0 }.compactMap { figure in
            guard let chart = figure.drawing as? Chart else { return nil }
            return TerminalPlot(
                figure.title, x: chart.x, y: chart.y, marks: chart.marks, width: width - 2, height: 14, color: color
            ).lines()
        }
    }
}
