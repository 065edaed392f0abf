public import Experiments
internal import Foundation
internal import Plots
public import RunStore

/// The loss of every epoch of a run by columns of a logarithmic axis, each with the least and the greatest of its
/// losses, so that a spike of one epoch among a million is seen.
///
/// Up to 640 epochs have a column each. Of more, N in all, column k begins near epoch N^(k / 640) and holds at least
/// one epoch; the first and the last epoch are alone. Memory grows with the number of columns, not of epochs.
///
/// Epochs that `losses.bin` does not have are taken from `history.csv`, where they are there: the last one, after which
/// nothing was updated, and those before a run of an older version was resumed.
public struct LossColumns: Sendable {
    /// The most columns but one: one for each unit of a figure's width.
    static let most = 640

    /// The columns in order, each at its first epoch; one without a finite loss is a gap.
    private(set) var columns: [PlotRange] = []
    /// The first epoch and its loss.
    private(set) var first: ChangeText.Value?
    /// The last epoch and its loss.
    private(set) var last: ChangeText.Value?
    /// The least finite loss, at the first epoch that has it.
    private(set) var least: ChangeText.Value?
    /// The greatest finite loss, at the first epoch that has it.
    private(set) var greatest: ChangeText.Value?
    /// The epochs after epoch 0 with a loss of exactly 0.
    private(set) var zeros = ZeroEpochs()
    /// The first epoch whose loss is not a finite number, and how many there are; nil where there is none.
    private(set) var infinite: (first: Int, count: Int)?
    /// The epochs of `losses.bin`; nil where there are none.
    private(set) var known: Range<Int>?
    /// Where the learning rate changed.
    private(set) var rates = RateChanges()

    /// The first epoch of each column.
    private let bounds: [Int]
    /// The column of the last epoch that was added.
    private var column = 0
    /// The column of the last of ``columns``.
    private var open: Int?

    /// Whether some column stands for several epochs.
    var isMerged: Bool { zip(bounds, bounds.dropFirst()).contains { $1 - $0 > 1 } }

    /// Reads every loss once, and keeps none.
    ///
    /// - Complexity: O(epochs).
    /// - Throws: ``RunError`` where the losses can no longer be read.
    public init(_ stream: LossStream, history: [HistoryRow]) throws {
        let rows = history.sorted { $0.epoch < $1.epoch }
        bounds = Self.bounds(max(stream.epochs - 1, rows.last?.epoch ?? 0))
        var (next, rest) = (0, rows[...])
        func takeRows(before end: Int, _ columns: inout LossColumns) {
            while let row = rest.first, row.epoch < end {
                rest.removeFirst()
                if row.epoch >= next { columns.add(row.epoch, row.loss) }
            }
        }
        try stream.forEachBlock { epoch, losses in
            takeRows(before: epoch, &self)
            for (k, loss) in losses.enumerated() { add(epoch + k, loss) }
            next = epoch + losses.count
            known = (known?.lowerBound ?? epoch)..<next
        }
        takeRows(before: .max, &self)
        let others = rows.filter { row in known.map { row.epoch < $0.lowerBound || row.epoch > $0.upperBound } ?? true }
        var left = others[...]
        try stream.forEachRate { epoch, rate in
            while let row = left.first, row.epoch <= epoch { rates.note(left.removeFirst().epoch, row.learningRate) }
            if let rate { rates.note(epoch, rate) }
        }
        for row in left { rates.note(row.epoch, row.learningRate) }
        rates.close()
    }

    /// The first epoch of each column, from 1 to the last epoch.
    static func bounds(_ last: Int) -> [Int] {
        guard last > most else { return last < 1 ? [] : Array(1...last) }
        let factor = exp(log(Double(last)) / Double(most))
        var bounds = [1]
        while let bound = bounds.last, bound < last {
            let next = Double(bound) * factor
            bounds.append(next < Double(last) ? max(bound + 1, Int(next)) : last)
        }
        return bounds
    }

    /// Adds an epoch later than those before.
    private mutating func add(_ epoch: Int, _ loss: Double) {
        first = first ?? (epoch, loss)
        last = (epoch, loss)
        if !loss.isFinite {
            infinite = (infinite?.first ?? epoch, (infinite?.count ?? 0) + 1)
        } else {
            if least.map({ loss < $0.value }) ?? true { least = (epoch, loss) }
            if greatest.map({ loss > $0.value }) ?? true { greatest = (epoch, loss) }
        }
        guard epoch > 0 else { return }
        zeros.note(Double(epoch), isZero: loss == 0)
        while column + 1 < bounds.count, bounds[column + 1] <= epoch { column += 1 }
        if open != column {
            columns.append(PlotRange(Double(epoch), .nan, .nan))
            open = column
        }
        guard loss.isFinite else { return }
        let k = columns.count - 1
        // A comparison with NaN is false.
        if !(columns[k].lower <= loss) { columns[k].lower = loss }
        if !(columns[k].upper >= loss) { columns[k].upper = loss }
    }
}
