import Foundation

extension RunFolder {
    /// The loss of every epoch; nil for a run of an older version, which did not keep it.
    ///
    /// - Throws: ``RunError`` where `losses.bin` cannot be read, and where it is another file.
    public func losses() throws -> LossHistory? { try hasLosses ? LossHistory(contentsOf: file(LossFile.name)) : nil }

    /// The same without having all of it in memory.
    ///
    /// - Throws: what ``losses()`` throws.
    public func lossStream() throws -> LossStream? { try hasLosses ? LossStream(contentsOf: file(LossFile.name)) : nil }

    private var hasLosses: Bool { FileManager.default.fileExists(atPath: file(LossFile.name)) }
}
