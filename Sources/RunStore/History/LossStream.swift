import Foundation

/// The loss of every epoch of a run, which is read from its file block by block, as often as it is asked for.
///
/// The file is checked once, when the stream is made. Memory does not grow with the number of epochs but for some 60
/// bytes a block, of which there is one for about a thousand epochs, and 32 for a change of the learning rate that has
/// a record of its own.
public struct LossStream: Sendable {
    /// What is left of a record after those that replaced its end.
    private struct Block {
        let offset: Int
        let epoch: Int
        var count: Int

        var end: Int { epoch + count }
    }

    /// One more than the last epoch whose loss is known; 0 where none is.
    public private(set) var epochs = 0
    private var rates: [RateStretch] = []
    /// What is wrong with the file; nil where it is whole.
    public private(set) var damage: String?
    /// The number of bytes through the last whole record; what follows is damaged or incomplete.
    private(set) var wholeBytes = LossFile.magic.count

    /// Whether there are damaged bytes since the last record of losses, so that those which are missing may be in them.
    private var hasDoubt = false

    private let path: String
    private var blocks: [Block] = []

    /// More epochs than this are no history of a run that a person waits for.
    private static let mostEpochs = 1 << 28

    /// Checks the file of a run.
    ///
    /// - Complexity: O(epochs).
    /// - Throws: ``RunError`` where it cannot be read, and where it is another file.
    init(contentsOf path: String) throws(RunError) {
        self.path = path
        let file = try LossReader(path)
        guard try file.bytes(at: 0, count: LossFile.magic.count) == LossFile.magic else {
            throw RunError(
                place: path, problem: "it is no file of losses: expected its first bytes to be heaviside losses")
        }
        var damaged: [Range<Int>] = []
        // Of a damaged record not even the length is sure: the next whole one is looked for byte by byte.
        while let (offset, record) = try Self.next(in: file, from: wholeBytes) {
            if offset > wholeBytes {
                damaged.append(wholeBytes..<offset)
                doubtRates(after: offset - wholeBytes, before: record)
            }
            add(record, at: offset)
            wholeBytes = offset + record.size
        }
        let places = damaged.map { "from byte \($0.lowerBound) to \($0.upperBound - 1)" }
        let rest =
            wholeBytes < file.size
            ? "from byte \(wholeBytes) on: what it held of epochs from \(epochs) on is lost" : nil
        guard rest != nil || !places.isEmpty else { return }
        damage =
            "\(path) is damaged"
            + (places.isEmpty ? " or incomplete \(rest ?? "")" : " \(places.joined(separator: ", "))")
            + (places.isEmpty ? "" : rest.map { ", and damaged or incomplete \($0)" } ?? "")
    }

    /// The next whole record from an offset on, with its place; nil where there is none.
    private static func next(in file: LossReader, from start: Int) throws(RunError) -> (Int, LossRecord)? {
        func record(at place: Int) throws(RunError) -> LossRecord? {
            let record = try file.record(at: place)
            return record.flatMap { $0.epoch <= mostEpochs && $0.epochs != nil ? $0 : nil }
        }
        if let record = try record(at: start) { return (start, record) }
        // At most one byte in 2⁴⁰ of a loss looks like the head of a record.
        let step = 1 << 16
        var base = start + 1
        while base + LossRecord.frame <= file.size {
            let bytes = try file.bytes(at: base, count: step + LossRecord.head)
            for k in 0..<min(step, max(0, bytes.count - LossRecord.head + 1))
            where LossRecord.mayBegin(bytes, at: k, mostEpochs: mostEpochs) {
                if let record = try record(at: base + k) { return (base + k, record) }
            }
            base += step
        }
        return nil
    }

    /// Removes what is known from an epoch on.
    private mutating func cut(at epoch: Int) {
        while let last = blocks.last, last.end > epoch {
            blocks.removeLast()
            if last.epoch < epoch {
                blocks.append(Block(offset: last.offset, epoch: last.epoch, count: epoch - last.epoch))
            }
        }
    }

    /// A record of epochs that an earlier one has, too, replaces that one from there on.
    private mutating func add(_ record: LossRecord, at offset: Int) {
        switch record.kind {
        case .learningRate:
            cutRates(at: record.epoch)
            for rate in record.numbers { rates.append(RateStretch(epoch: record.epoch, rate)) }
        case .learningRates:
            cutRates(at: record.epoch)
            rates.append(RateStretch(epoch: record.epoch, packedAt: offset, count: record.epochs ?? 0))
        case .losses:
            hasDoubt = false
            cut(at: record.epoch)
            if !record.numbers.isEmpty {
                blocks.append(Block(offset: offset + LossRecord.head, epoch: record.epoch, count: record.numbers.count))
            }
            epochs = blocks.last?.end ?? 0
        }
    }

    /// Removes what is known of the rates from an epoch on.
    private mutating func cutRates(at epoch: Int) {
        while let last = rates.last, last.epoch >= epoch { rates.removeLast() }
        if !rates.isEmpty { rates[rates.count - 1].cut(at: epoch) }
    }

    /// Forgets the learning rate where damaged bytes before a record may have held another one: where they are not
    /// just the one record of losses that is missing before it.
    private mutating func doubtRates(after damagedBytes: Int, before record: LossRecord) {
        let missing = record.epoch - epochs
        if record.kind == .losses, !hasDoubt, missing > 0, damagedBytes == LossRecord.frame + 8 * missing { return }
        hasDoubt = true
        let start = min(epochs, record.epoch)
        cutRates(at: start)
        rates.append(RateStretch(epoch: start, nil))
    }

    /// Which losses and learning rates before an epoch are not known; nil where all are.
    func lost(before epoch: Int) -> String? {
        let parts = [lostLosses(before: epoch), lostRates(before: epoch)].compactMap(\.self)
        return parts.isEmpty ? nil : "\(path) is without \(parts.joined(separator: ", and without "))"
    }

    private func lostRates(before epoch: Int) -> String? {
        let ends = rates.dropFirst().map(\.epoch) + [epoch]
        let list = zip(rates, ends).filter { $0.isUnknown && $0.epoch < min($1, epoch) }
            .map { "\($0.epoch) to \(min($1, epoch) - 1)" }
        return list.isEmpty ? nil : "the learning rates of epochs \(list.joined(separator: ", "))"
    }

    private func lostLosses(before epoch: Int) -> String? {
        var (next, gaps) = (0, [Range<Int>]())
        for block in blocks where block.epoch < epoch {
            if next < block.epoch { gaps.append(next..<block.epoch) }
            next = block.end
        }
        if next < epoch { gaps.append(next..<epoch) }
        let list = gaps.map { "\($0.lowerBound) to \($0.upperBound - 1)" }
        return list.isEmpty ? nil : "the losses of epochs \(list.joined(separator: ", "))"
    }

    /// Hands over the losses of consecutive epochs, the first of which is `epoch`; blocks come in order, and epochs
    /// between them have no known loss.
    ///
    /// A loss that was not a number is NaN.
    ///
    /// - Complexity: O(epochs).
    /// - Throws: ``RunError`` where the file can no longer be read, and what `body` throws.
    public func forEachBlock(_ body: (_ epoch: Int, _ losses: [Double]) throws -> Void) throws {
        let file = try LossReader(path)
        for block in blocks {
            let bytes = try file.bytes(at: block.offset, count: 8 * block.count)
            guard bytes.count == 8 * block.count else {
                throw RunError(
                    place: path, problem: "it became shorter while it was read: expected it to be left alone")
            }
            try body(block.epoch, LossRecord.numbers(bytes))
        }
    }

    /// Hands over the epochs at which the learning rate changed, in order, each with the rate from there on: nil where
    /// a damaged record may have held another one.
    ///
    /// - Complexity: O(changes).
    /// - Throws: ``RunError`` where the file can no longer be read, and what `body` throws.
    public func forEachRate(_ body: (_ epoch: Int, _ rate: Double?) throws -> Void) throws {
        let file = try LossReader(path)
        var last: Double??
        for stretch in rates {
            for (epoch, rate) in try stretch.rates(in: file, path) where last != .some(rate) {
                try body(epoch, rate)
                last = .some(rate)
            }
        }
    }
}
