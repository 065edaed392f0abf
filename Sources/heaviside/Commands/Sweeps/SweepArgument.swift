import ArgumentParser
import Diagnostics
import Experiments
import Foundation
import RunStore

/// Which sweep a command is about.
struct SweepArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp("The sweep: its YAML file, or its folder.", valueName: "sweep"),
        completion: .file(extensions: ["yaml", "yml"]))
    var sweep: String

    @Option(
        help: ArgumentHelp("The sweep's folder (default: sweeps/NAME).", valueName: "folder"), completion: .directory)
    var out: String?

    func validate() throws {
        if let out, out.isEmpty || out.utf8.contains(0) {
            throw ValidationError("--out: the path is empty: expected the folder of the sweep, such as sweeps/widths")
        }
        if let out, isFolder {
            throw ValidationError("--out \(out): \(sweep) is the folder of a sweep already: expected one of them")
        }
    }

    /// Whether the folder of the sweep is named instead of its file.
    var isFolder: Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: sweep, isDirectory: &isFolder) && isFolder.boolValue
    }

    /// The sweep of the file, where relative paths in it begin, and its folder.
    func read() throws -> (sweep: Sweep, folder: String, path: String) {
        let file = try SpecFile(sweep)
        let sweep = try Sweep(yaml: file.yaml, source: file.source, specs: Self.specs(in: file.folder))
        return (sweep, file.folder, out ?? "\(SweepFolder.standardRoot)/\(sweep.name)")
    }

    /// Reads the files of specs, beside the sweep first, then in the current folder.
    private static func specs(in folder: String) -> Sweep.SpecSource {
        { name throws(SpecError) in
            let paths = name.hasPrefix("/") ? [name] : ["\(folder)/\(name)", name]
            func absolute(_ path: String) -> String { URL(fileURLWithPath: path).standardizedFileURL.path }
            guard let path = paths.first(where: { FileManager.default.fileExists(atPath: $0) }) else { return nil }
            let file: SpecFile
            do {
                file = try SpecFile(path)
            } catch {
                throw SpecError(source: "", key: "", problem: ErrorText.sentence(error))
            }
            // Relative paths in the spec begin beside it, as those of `train` do.
            let beside = absolute(file.folder)
            let inner = name.split(separator: "/").dropLast().joined(separator: "/")
            let place =
                beside == absolute(folder)
                ? nil : beside == absolute("\(folder)/\(inner)") && !name.hasPrefix("/") ? inner : beside
            return Sweep.SpecText(yaml: file.yaml, source: file.source, folder: place)
        }
    }

    /// The folder of a sweep that has begun.
    func begun() throws -> SweepFolder {
        if isFolder { return try SweepFolder(sweep) }
        let (value, folder, path) = try read()
        guard SweepFolder.exists(path) else {
            throw RunError(
                place: path,
                problem: "this sweep has not begun: expected 'heaviside sweep run \(sweep)' first, for "
                    + value.countWords)
        }
        return try SweepFolder.begun(path, value, folder: folder, parts: nil)
    }
}
