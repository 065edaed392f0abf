internal import Diagnostics
internal import Experiments
internal import Foundation
internal import Plots
internal import RunStore

/// The loss of a run over its epochs, with no more points than a logarithmic axis can show.
struct ComparedLoss {
    /// The number of columns of points: more than a figure has units across.
    private static let columns = 640

    /// The loss by epoch, from epoch 1 on; not finite where it is not known.
    let points: [PlotPoint]
    /// The loss before training; nil where it is not known.
    let start: Double?
    /// Whether the loss of every epoch was recorded.
    let isComplete: Bool
    /// Whether points stand for several epochs.
    let isReduced: Bool
    /// "exactly 0 from epoch 7 on", of all epochs that are known; nil where no loss is 0.
    let zeroWords: String?
    /// What is wrong with the record of every epoch; nil where it is whole, or still being written.
    let damage: String?

    /// The loss of every epoch where the run recorded it, else that of the epochs of its history.
    ///
    /// - Throws: what reading `losses.bin` and `history.csv` throws.
    init(_ run: ComparedRun) throws {
        let rows = try run.history()
        let record = try run.folder.losses()
        let losses = record?.losses ?? []
        // The record holds the losses that updates were computed for; the last loss, after them, is in the history.
        let rest = rows.filter { $0.epoch >= losses.count }
        let reduced = Self.reduced(losses)
        points = reduced + rest.filter { $0.epoch > 0 }.map { PlotPoint(Double($0.epoch), $0.loss) }
        start = losses.first ?? rows.first { $0.epoch == 0 }?.loss
        isComplete = !losses.isEmpty && rest.count <= 1
        isReduced = reduced.count < losses.count - 1
        zeroWords = Self.zeroWords(losses, rest.map { ($0.epoch, $0.loss) })
        damage = run.state == .running ? nil : record?.damage
    }

    /// Where the loss is 0, given that of every epoch, and of some epochs that follow.
    static func zeroWords(_ losses: [Double], _ rest: [(epoch: Int, loss: Double)]) -> String? {
        let count = losses.count { $0 == 0 } + rest.count { $0.loss == 0 }
        guard count > 0 else { return nil }
        guard (rest.last?.loss ?? losses.last) == 0 else {
            return "exactly 0 at \(NumberText.plural(count, "epoch"))"
        }
        // All that is known, by index: the epochs of the losses, then those of the rest.
        let known = rest.lastIndex { $0.loss != 0 }.map { losses.count + $0 } ?? losses.lastIndex { $0 != 0 } ?? -1
        let first = known + 1 < losses.count ? known + 1 : rest[known + 1 - losses.count].epoch
        return "exactly 0 from epoch \(NumberText.count(first)) on"
    }

    /// The losses from epoch 1 on, of each column of the axis the first, the last, the least and the greatest; besides,
    /// the first of each column that has no place on a logarithmic axis.
    ///
    /// - Complexity: O(losses).
    static func reduced(_ losses: [Double], columns: Int = columns) -> [PlotPoint] {
        let last = losses.count - 1
        guard last >= 1 else { return [] }
        guard last > 4 * columns else { return (1...last).map { PlotPoint(Double($0), losses[$0]) } }
        var points: [PlotPoint] = []
        var begin = 1
        for column in 1...columns {
            let edge = exp(log(Double(last)) * Double(column) / Double(columns))
            let end = column == columns ? last : min(last, Int(edge))
            guard begin <= end else { continue }
            points += extremes(of: losses, in: begin...end).map { PlotPoint(Double($0), losses[$0]) }
            begin = end + 1
        }
        return points
    }

    /// The epochs of a column that are kept, in order.
    private static func extremes(of losses: [Double], in epochs: ClosedRange<Int>) -> [Int] {
        var (least, most, other): (Int?, Int?, Int?) = (nil, nil, nil)
        for epoch in epochs {
            let loss = losses[epoch]
            guard loss > 0, loss.isFinite else {
                if other == nil { other = epoch }
                continue
            }
            if least.map({ loss < losses[$0] }) ?? true { least = epoch }
            if most.map({ loss > losses[$0] }) ?? true { most = epoch }
        }
        let kept = [epochs.lowerBound, least, most, other, epochs.upperBound].compactMap(\.self)
        return Set(kept).sorted()
    }
}
