import ArgumentParser
import Diagnostics
import Experiments
import Foundation

/// An experiment, a spec and a file of data in place of one another: what the command for it is.
enum OtherKinds {
    /// What is built in under a name.
    ///
    /// - Throws: `ValidationError` for the name of a file; what `BuiltIn.named(_:)` throws for every other name.
    static func builtIn(_ name: String, _ command: String) throws -> BuiltIn {
        do {
            return try BuiltIn.named(name)
        } catch {
            guard isSpec(name) || FileManager.default.fileExists(atPath: name) else { throw error }
            throw ValidationError(
                "\(name): this is a file, and 'heaviside \(command)' takes the name of a built-in experiment: expected "
                    + "'heaviside \(isData(name) ? "data" : "train") \(name)'")
        }
    }

    /// Refuses what is no spec by its name: a built-in experiment, and a file of data.
    static func checkSpec(_ path: String) throws {
        if isData(path) {
            throw ValidationError(
                "\(path): this is the name of a file of data: expected a spec, such as the one that 'heaviside data \(path)' "
                    + "prints")
        }
        guard !FileManager.default.fileExists(atPath: path), (try? BuiltIn.named(path)) != nil else { return }
        throw ValidationError(
            "\(path): there is no such file: expected 'heaviside run \(path)' for the built-in experiment, or a file with "
                + "its spec: heaviside spec \(path) >\(path).yaml")
    }

    /// Refuses a spec for a file of data.
    static func checkData(_ path: String) throws {
        guard isSpec(path) else { return }
        throw ValidationError(
            "\(path): this is the name of a spec: expected a file of data; 'heaviside train \(path)' runs a spec")
    }

    private static func ending(_ path: String) -> String { URL(fileURLWithPath: path).pathExtension.lowercased() }
    private static func isSpec(_ path: String) -> Bool { ["yaml", "yml"].contains(ending(path)) }
    private static func isData(_ path: String) -> Bool { ["csv", "npz", "npy", "safetensors"].contains(ending(path)) }
}
