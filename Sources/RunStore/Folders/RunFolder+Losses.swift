internal import Diagnostics
internal import Experiments
import Foundation

extension RunFolder {
    /// The loss of every epoch; nil for a run of an older version, which did not keep it.
    ///
    /// - Throws: ``RunError`` where `losses.bin` cannot be read, and where it is another file.
    public func losses() throws -> LossHistory? {
        guard hasLosses else { return nil }
        // Before the losses are read: those of a checkpoint are on the disk before it is.
        let epochs = hasSummary ? (try? summary())?.epochs : (try? CheckpointFile.header(in: path))?.epoch
        var history = try LossHistory(contentsOf: file(LossFile.name))
        history.expect(epochs: epochs ?? 0)
        return history
    }

    /// The same without having all of it in memory.
    ///
    /// - Throws: what ``losses()`` throws.
    public func lossStream() throws -> LossStream? { try hasLosses ? LossStream(contentsOf: file(LossFile.name)) : nil }

    private var hasLosses: Bool { FileManager.default.fileExists(atPath: file(LossFile.name)) }

    /// Which losses before an epoch are not known; nil where all are.
    func lostLosses(before epoch: Int) -> String? {
        guard epoch > 0 else { return nil }
        guard hasLosses else {
            return "\(file(LossFile.name)) is missing: the losses before epoch \(epoch) are not known"
        }
        do {
            return try LossStream(contentsOf: file(LossFile.name)).lost(before: epoch)
        } catch {
            return "\(ErrorText.sentence(error)); the losses before epoch \(epoch) are not known"
        }
    }
}
