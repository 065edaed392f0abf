import Analysis
import ArgumentParser
import Diagnostics
import Experiments
import RunStore

/// The exit statuses of the command line.
enum Failure {
    /// A property was refuted.
    static let refuted = ExitCode(2)
    /// A loss became infinite or NaN.
    static let diverged = ExitCode(3)
    /// The input cannot be read.
    static let malformed = ExitCode(64)
    /// Interrupted, with a checkpoint.
    static let interrupted = ExitCode(130)

    /// Calls `body`; an error that it throws means bad input, exit status 64, unless a record could not be written.
    static func badInput<Value>(_ body: () throws -> Value) throws -> Value {
        try reporting(ExitCode(64), body)
    }

    /// The same for what exact arithmetic does not support in a model, which is named with its file.
    static func badInput<Value>(in model: String, _ body: () throws -> Value) throws -> Value {
        try badInput {
            do {
                return try body()
            } catch let error as ExactnessError where !error.place.hasPrefix("-") {
                throw ExactnessError(
                    place: [model, error.place].filter { !$0.isEmpty }.joined(separator: ": "), problem: error.problem)
            }
        }
    }

    /// Calls `body`; an error that it throws means that the work itself failed, exit status 1.
    static func work<Value>(_ body: () throws -> Value) throws -> Value {
        try reporting(ExitCode.failure, body)
    }

    /// Throws the exit status of runs that did not all finish: an interruption comes before a divergence.
    static func check(_ statuses: [RunStatus]) throws {
        if statuses.contains(.interrupted) { throw interrupted }
        if statuses.contains(.diverged) { throw diverged }
    }

    private static func reporting<Value>(_ code: ExitCode, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let code as ExitCode {
            throw code
        } catch {
            Console.message("error: \(ErrorText.sentence(error).printable(keepingNewlines: true))")
            // Some errors are of one kind wherever they are found.
            throw error is UnwrittenRecord ? ExitCode.failure : error is DamagedPart ? malformed : code
        }
    }
}
