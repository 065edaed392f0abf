import Foundation
import Synchronization

/// Reads the records of many runs on all cores.
enum RunReading {
    /// The values of each run; nil for one whose records cannot be read.
    static func values(of runs: [ListedRun]) -> [[String: RunValue]?] {
        let found = Mutex<[Int: [String: RunValue]]>([:])
        DispatchQueue.concurrentPerform(iterations: runs.count) { index in
            let values = RunRow.stored(runs[index], withSpec: true)
            found.withLock { $0[index] = values }
        }
        let values = found.withLock { $0 }
        return runs.indices.map { values[$0] }
    }
}
