internal import Diagnostics
internal import Plots

/// The epochs at which the learning rate changed, for a figure over the epochs.
///
/// A change that stands alone has a rule. Changes at three epochs or more in a row are a curve, of which only the ends
/// are told, and so are changes of which there are too many to be told apart.
struct RateChanges {
    /// Changes at successive epochs, from a rate to another one.
    private struct Stretch {
        let first: Int
        let from: Double
        var changes: [(epoch: Int, rate: Double)]
        /// The last change, which may be one of ``changes`` no longer.
        var last: (epoch: Int, rate: Double)
        var count = 1
    }

    /// More labels than this lie on each other.
    private static let mostLabels = 12
    /// More rules than this are a hatching.
    private static let mostRules = 40
    /// Changes at fewer successive epochs are no curve.
    private static let leastOfCurve = 3

    /// The changes that stand alone, each with the rate from there on: the first ones where there are too many.
    private(set) var changes: [(epoch: Int, rate: Double)] = []
    /// The number of those.
    private var count = 0
    /// The last of them.
    private var last: (epoch: Int, rate: Double)?
    /// The curves: the first and the last epoch with a new rate, the rate before and the last one.
    private(set) var curves: [(epochs: ClosedRange<Int>, from: Double, to: Double)] = []
    private var curveCount = 0
    private var rate: Double?
    private var open: Stretch?

    /// No change.
    init() {}

    /// The changes of a list, in order, each of which stands alone.
    init(changes: [(epoch: Int, rate: Double)]) {
        (self.changes, count, last) = (changes, changes.count, changes.last)
    }

    /// Takes the rate from an epoch on, later than those before; the first one is no change.
    mutating func note(_ epoch: Int, _ rate: Double) {
        defer { self.rate = rate }
        if let before = self.rate, before != rate { add((epoch, rate), from: before) }
    }

    private mutating func add(_ change: (epoch: Int, rate: Double), from rate: Double) {
        if let last = open?.last, change.epoch == last.epoch + 1 {
            open?.last = change
            open?.count += 1
            if open?.changes.count ?? 0 < Self.leastOfCurve { open?.changes.append(change) }
        } else {
            close()
            open = Stretch(first: change.epoch, from: rate, changes: [change], last: change)
        }
    }

    /// Ends the last stretch of changes, after the last one was taken.
    mutating func close() {
        guard let stretch = open else { return }
        open = nil
        if stretch.count < Self.leastOfCurve {
            count += stretch.count
            last = stretch.last
            if changes.count <= Self.mostRules { changes += stretch.changes }
        } else {
            curveCount += 1
            if curves.count < Self.leastOfCurve {
                curves.append((stretch.first...stretch.last.epoch, stretch.from, stretch.last.rate))
            }
        }
    }

    /// A rule at each change that stands alone; of many, without their labels, and none where there are too many.
    var rules: [Mark] {
        guard count <= Self.mostRules else { return [] }
        return changes.map { change in
            .rule(
                .vertical(Double(change.epoch)),
                label: count <= Self.mostLabels ? "rate \(NumberText.typeset(change.rate))" : "")
        }
    }

    /// What the rules do not say, in sentences that each begin with a blank; empty where they say all.
    var words: String {
        var text = ""
        if count > Self.mostLabels, let last {
            let number = NumberText.count(count)
            let end = "the last one to \(NumberText.number(last.rate))"
            text +=
                count > Self.mostRules
                ? " The learning rate changes \(number) times, \(end); no rule marks that."
                : " The rules are the \(number) changes of the learning rate, \(end)."
        }
        for curve in curves {
            let (first, last) = (curve.epochs.lowerBound, curve.epochs.upperBound)
            text +=
                " From epoch \(NumberText.count(first)) to \(NumberText.count(last)) the learning rate changes in every "
                + "epoch, from \(NumberText.number(curve.from)) to \(NumberText.number(curve.to))."
        }
        if curveCount > curves.count {
            text += " So it does in \(NumberText.count(curveCount - curves.count)) more stretches of epochs."
        }
        return text
    }
}
