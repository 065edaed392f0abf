import ArgumentParser
import Diagnostics
import Foundation

/// How many runs are computed at a time.
struct ThreadsOption: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: "How many runs of a batch or a survey are computed at a time (default: one for each core).",
        transform: WholeNumber.reader(1...1024))
    var threads: Int?

    /// The number given, or that of the cores.
    var count: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }

    func validate() throws {
        if let threads, !(1...1024).contains(threads) {
            throw ValidationError("--threads \(threads): expected 1 to 1024")
        }
    }
}
