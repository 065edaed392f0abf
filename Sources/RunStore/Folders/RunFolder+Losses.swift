import Foundation

extension RunFolder {
    /// The loss of every epoch; nil for a run of an older version, which did not keep it.
    ///
    /// - Throws: `ExchangeError` where `losses.bin` cannot be read, ``RunError`` where it is another file.
    public func losses() throws -> LossHistory? {
        guard FileManager.default.fileExists(atPath: file(LossFile.name)) else { return nil }
        return try LossHistory(contentsOf: file(LossFile.name))
    }
}
