internal import Exchange

/// The loss of every epoch of a run, and its learning rates.
public struct LossHistory: Sendable {
    /// The loss that the update of each epoch was computed for, from epoch 0 on; NaN where it was not a number or is
    /// not known.
    public private(set) var losses: [Double] = []
    /// The epochs at which the learning rate changed, in order, with the rate from there on.
    public private(set) var learningRates: [(epoch: Int, rate: Double)] = []
    /// What is wrong with the file and which losses are not known for it; nil where it is whole.
    public var damage: String? { problems.isEmpty ? nil : problems.joined(separator: "; ") }
    /// The number of bytes before the first damaged record.
    private(set) var wholeBytes = LossFile.magic.count
    private let path: String
    private var problems: [String] = []
    /// The epochs that were passed over.
    private var gaps: [Range<Int>] = []

    /// More epochs than this are no history of a run that a person waits for, and too many for the memory.
    private static let mostEpochs = 1 << 28

    /// Reads the file of a run.
    ///
    /// - Throws: `ExchangeError` where it cannot be read, ``RunError`` where it is another file.
    init(contentsOf path: String) throws {
        self.path = path
        let bytes = try AtomicFile.read(path)
        guard bytes.starts(with: LossFile.magic) else {
            throw RunError(
                place: path, problem: "it is no file of losses: expected its first bytes to be heaviside losses")
        }
        var position = LossFile.magic.count
        while let record = LossRecord(bytes, at: &position), record.epoch <= Self.mostEpochs { add(record) }
        wholeBytes = position
        problems = lost(before: losses.count).map { [$0] } ?? []
        guard position < bytes.count else { return }
        problems.append(
            "\(path) is damaged or incomplete from byte \(position) on: what it held of epochs from \(losses.count) on is "
                + "lost")
    }

    /// Notes what is missing of the losses of a number of epochs.
    mutating func expect(epochs: Int) {
        guard losses.count < epochs else { return }
        problems.append("\(path) ends before epoch \(epochs): the losses of epochs from \(losses.count) on are lost")
    }

    /// Which losses before an epoch are not known; nil where all are.
    func lost(before epoch: Int) -> String? {
        let missing = (gaps + [losses.count..<max(losses.count, epoch)]).map { $0.clamped(to: 0..<epoch) }
        let list = missing.filter { !$0.isEmpty }.map { "\($0.lowerBound) to \($0.upperBound - 1)" }
        return list.isEmpty ? nil : "\(path) is without the losses of epochs \(list.joined(separator: ", "))"
    }

    private mutating func add(_ record: LossRecord) {
        switch record.kind {
        case .learningRate:
            learningRates.removeAll { $0.epoch >= record.epoch }
            for rate in record.numbers where learningRates.last?.rate != rate {
                learningRates.append((record.epoch, rate))
            }
        case .losses:
            if losses.count > record.epoch {
                losses.removeLast(losses.count - record.epoch)
                gaps = gaps.map { $0.clamped(to: 0..<record.epoch) }.filter { !$0.isEmpty }
            }
            if losses.count < record.epoch {
                gaps.append(losses.count..<record.epoch)
                losses += repeatElement(.nan, count: record.epoch - losses.count)
            }
            losses += record.numbers
        }
    }
}
