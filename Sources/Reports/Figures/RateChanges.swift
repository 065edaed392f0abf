internal import Diagnostics
internal import Plots

/// The epochs at which the learning rate changed, for a figure over the epochs.
struct RateChanges {
    /// The epochs, each with the rate from there on.
    let changes: [(epoch: Int, rate: Double)]

    /// More labels than this lie on each other.
    private static let mostLabels = 12

    /// A rule at each change; of many, without their labels.
    var rules: [Mark] {
        let areFew = changes.count <= Self.mostLabels
        return changes.map { change in
            .rule(.vertical(Double(change.epoch)), label: areFew ? "rate \(NumberText.typeset(change.rate))" : "")
        }
    }

    /// " The rules are the 40 changes of the learning rate, the last one to 1e−8." where ``rules`` have no labels; else
    /// empty.
    var words: String {
        guard changes.count > Self.mostLabels, let last = changes.last else { return "" }
        return " The rules are the \(NumberText.count(changes.count)) changes of the learning rate, the last one to "
            + "\(NumberText.number(last.rate))."
    }
}
