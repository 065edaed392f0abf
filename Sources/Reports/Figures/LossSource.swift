internal import Diagnostics
public import Experiments
public import RunStore

/// Where the figure of a run's loss has its numbers from.
public enum LossSource: Sendable {
    /// The loss of every epoch.
    case everyEpoch(LossColumns)
    /// The epochs of `history.csv` alone, and why; nil where nothing else was to be expected.
    case history(because: String?)

    /// Reads the losses of a run's folder: those of `losses.bin`, or `history.csv` where that is not there or cannot be
    /// read.
    ///
    /// - Complexity: O(epochs).
    public init(_ folder: RunFolder, history: [HistoryRow]) {
        do {
            if let stream = try folder.lossStream() {
                self = .everyEpoch(try LossColumns(stream, history: history))
            } else {
                self = .history(because: "the run has no losses.bin: it was removed, or the run is of an older version")
            }
        } catch {
            self = .history(because: ErrorText.sentence(error))
        }
    }
}
