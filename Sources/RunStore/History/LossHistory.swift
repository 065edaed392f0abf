import Foundation

/// The loss of every epoch of a run, read from its file.
public struct LossHistory: Sendable {
    /// The loss that the update of each epoch was computed for, from epoch 0 on; NaN where it was not a number or is
    /// not known.
    public private(set) var losses: [Double] = []
    /// The epochs at which the learning rate changed, in order, with the rate from there on; nil where a damaged record
    /// may have held another one.
    public private(set) var rateChanges: [(epoch: Int, rate: Double?)] = []
    /// The same without those that are not known.
    public var learningRates: [(epoch: Int, rate: Double)] {
        rateChanges.reduce(into: []) { found, change in
            if let rate = change.rate, found.last?.rate != rate { found.append((change.epoch, rate)) }
        }
    }
    /// What is wrong with the file and which losses are not known for it; nil where it is whole.
    public var damage: String? { problems.isEmpty ? nil : problems.joined(separator: "; ") }
    private let path: String
    private var problems: [String]

    /// Reads the file of a run.
    ///
    /// - Throws: ``RunError`` where it cannot be read, and where it is another file.
    init(contentsOf path: String) throws {
        let stream = try LossStream(contentsOf: path)
        self.path = path
        problems = [stream.lost(before: stream.epochs), stream.damage].compactMap { $0 }
        losses.reserveCapacity(stream.epochs)
        try stream.forEachBlock { epoch, block in
            losses += repeatElement(.nan, count: epoch - losses.count)
            losses += block
        }
        try stream.forEachRate { rateChanges.append(($0, $1)) }
    }

    /// Notes what is missing of the losses of a number of epochs.
    mutating func expect(epochs: Int) {
        guard losses.count < epochs else { return }
        problems.append("\(path) ends before epoch \(epochs): the losses of epochs from \(losses.count) on are lost")
    }
}
