internal import Exchange
internal import Experiments
import Foundation

/// What a folder of runs keeps of a data file.
enum DataCopy {
    /// Copies the data file of a spec into a folder where the spec, or the file's size, says so.
    ///
    /// - Parameters:
    ///   - signals: the data; the path of their file is absolute.
    ///   - folder: the folder of a run or a batch.
    ///   - batch: the batch that the run is part of, whose copy the run shares.
    /// - Throws: `ExchangeError` where the file cannot be read or the copy cannot be written.
    static func copy(
        _ signals: SignalSpec, to folder: some StoredFolder, sharedWith batch: BatchFolder? = nil
    ) throws {
        guard let file = signals.file, isCopied(file) else { return }
        let name = name(of: file.path)
        let (copy, shared) = (folder.file(name), batch?.file(name))
        unlink(copy)
        // Both are the same bytes, and neither is ever written again.
        if shared.map({ link($0, copy) }) != 0 { try AtomicFile.write(AtomicFile.read(file.path), to: copy) }
    }

    /// The data as the folder's spec names them: by the name of the copy, or by the path of the file.
    static func kept(_ signals: SignalSpec) -> SignalSpec {
        guard let file = signals.file, isCopied(file) else { return signals }
        var kept = signals
        kept.file?.path = name(of: file.path)
        return kept
    }

    private static func isCopied(_ file: FileSignals) -> Bool {
        switch file.keep {
        case .copy: return true
        case .reference: return false
        case nil:
            var status = stat()
            return stat(file.path, &status) == 0 && status.st_size <= FileSignals.copyLimit
        }
    }

    /// "data.npz": the ending is the file's where it is one of a data file.
    private static func name(of path: String) -> String {
        let ending = PathParts.ending(path).lowercased()
        return DataFile.Format(rawValue: ending) == nil ? "data" : "data.\(ending)"
    }
}
