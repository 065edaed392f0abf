import Foundation

/// Appends the loss of every epoch and every change of the learning rate to `losses.bin`.
///
/// The file is 16 bytes "heaviside losses", then records, little-endian: a kind (4 bytes; 1 for losses, 2 for a
/// learning rate, 3 for packed learning rates), a count n (4 bytes), the first epoch (8 bytes), n words of 8 bytes,
/// and the first 8 bytes of the SHA-256 of all that. The words are numbers in double precision, or those of
/// ``RatePacking``. A record of epochs that an earlier one has, too, replaces that one from there on: so continues a
/// run that was killed. An epoch takes 8 bytes, and each record 24 more: a million epochs take 8.1 MB, and 11 to 14 MB
/// where each has a rate of its own.
final class LossFile {
    static let name = "losses.bin"
    static let magic = Array("heaviside losses".utf8)

    private let file: AppendedFile

    /// Opens the file at `path`, to go on at an epoch. What follows the last whole record is cut off, and another file
    /// is replaced; damaged records before that stay, and are passed over by who reads the file.
    ///
    /// - Throws: ``RunError`` where the file cannot be read or written.
    init(_ path: String, fromEpoch epoch: Int) throws {
        let before = epoch > 0 ? try Self.stream(path) : nil
        file = try AppendedFile(path, keeping: before?.wholeBytes ?? 0)
        if before == nil { try file.append(Self.magic) }
    }

    /// The losses that the file holds; nil where there is none, or another file.
    private static func stream(_ path: String) throws -> LossStream? {
        guard FileManager.default.fileExists(atPath: path),
            try LossReader(path).bytes(at: 0, count: magic.count) == magic
        else { return nil }
        return try LossStream(contentsOf: path)
    }

    /// Appends the losses of some epochs.
    func append(losses: [Double], fromEpoch epoch: Int) throws {
        try file.append(LossRecord(kind: .losses, epoch: epoch, numbers: losses).bytes)
    }

    /// Appends a learning rate.
    func append(learningRate: Double, fromEpoch epoch: Int) throws {
        try file.append(LossRecord(kind: .learningRate, epoch: epoch, numbers: [learningRate]).bytes)
    }

    /// Appends the learning rates of consecutive epochs, the last of which holds from there on.
    func append(learningRates: [Double], fromEpoch epoch: Int) throws {
        let words = RatePacking.words(learningRates)
        try file.append(LossRecord(kind: .learningRates, epoch: epoch, words: words).bytes)
    }

    /// Waits until everything is on the disk.
    func flush() throws { try file.flush() }
}
