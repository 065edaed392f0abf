internal import Exchange
internal import Experiments
import Foundation

/// What is still to change while a run goes on: `planned.json` in its folder.
///
/// It is written before the first epoch of a run that is to change on the way, and before a checkpoint from which a
/// change lies ahead again. A change that is carried out is first written into `continuations.json`, and then taken out
/// of here. A process that is killed in between finds it in both, and carrying it out again changes nothing.
enum RunPlan {
    static let name = "planned.json"
    /// The largest record that is read, in bytes.
    private static let largestRecord = 1 << 26

    private struct Record: Codable {
        var planned: [Continuation]
    }

    /// The changes, in the order of their epochs; nil where the folder has no such record.
    ///
    /// - Throws: `ExchangeError` where the file cannot be read; ``RunError`` where it is no such record, where it was
    ///   changed after it was written, and where it holds too many changes, or wrong epochs.
    static func read(_ folder: String) throws -> [Continuation]? {
        let path = "\(folder)/\(name)"
        guard FileState(path, followingLinks: false) != nil else { return nil }
        let record: Record = try SealedRecord.read(path, kind: "what is to change", limit: largestRecord)
        guard record.planned.count <= SpecCourse.mostContinuations else {
            throw RunError(
                place: path,
                problem: "\(record.planned.count) changes: expected at most \(SpecCourse.mostContinuations)")
        }
        let epochs = record.planned.map(\.epoch)
        guard epochs.allSatisfy({ $0 > 0 }), zip(epochs, epochs.dropFirst()).allSatisfy({ $0 <= $1 }) else {
            throw RunError(place: path, problem: "expected epochs above 0, and none below that of the change before")
        }
        return record.planned
    }

    /// Writes the changes, or removes the record where none is left.
    static func write(_ changes: [Continuation], to folder: String) throws {
        let path = "\(folder)/\(name)"
        guard changes.isEmpty else { return try JSONRecord.write(Record(planned: changes), to: path, isSealed: true) }
        guard unlink(path) != 0 else { return try Folder.flush(folder) }
        guard errno == ENOENT else {
            throw RunError(
                place: path,
                problem: "cannot remove it: \(String(cString: strerror(errno))); expected a folder that can be written")
        }
    }
}
