import ArgumentParser
import Exchange
import Foundation
import RunStore

/// The file that -o names.
enum OutputFile {
    /// Refuses a name under which an answer would replace a model or another file that is not its like, or would look
    /// like a file of another form, and a name in no folder; without a name, a folder of runs that has a file's.
    ///
    /// - Parameters:
    ///   - path: the name.
    ///   - kind: what is written; nil where the command goes on to `checkFigure`.
    ///   - other: what would be right for a name that ends as another form does, to follow the ending that is.
    ///   - folder: the folder of runs.
    /// - Throws: `ValidationError` for `-`, for a name that ends in `.safetensors` or as another form does, for a
    ///   file that begins as a model does, and for what ``OutputKind/problem(at:)`` finds.
    static func check(
        _ path: String?, as kind: OutputKind? = nil, or other: String = "", runs folder: String? = nil
    ) throws {
        if path == nil, let folder { try check(folder: folder) }
        guard let path else { return }
        guard path != "-" else {
            throw ValidationError("-o -: expected the name of a file, ./- for a file of that name")
        }
        guard !RunRoot.isRecord(path) else {
            throw ValidationError("-o \(path): this is a record of a run: expected another file")
        }
        guard !path.lowercased().hasSuffix(".safetensors"), !isModel(path) else {
            throw ValidationError(
                "-o \(path): this is a model, or the name of one: expected another file than the model")
        }
        let ending = PathParts.ending(path).lowercased()
        guard let kind else { return }
        if ending != kind.ending, endings.contains(ending) {
            throw ValidationError(
                "-o \(path): what is written is no \(ending.uppercased()): expected a name that ends in "
                    + ".\(kind.ending)\(other)")
        }
        try checkPlace(path, for: kind)
    }

    /// Refuses a name with another ending than those of a figure's forms, and one where no figure can be written.
    static func checkFigure(_ path: String) throws {
        guard let file = FigureFile(path) else {
            // What cannot be a file in any form is told first.
            try checkPlace(path, for: .table(header: nil))
            throw ValidationError(FigureFile.endingProblem(path))
        }
        try checkPlace(path, for: file.kind)
    }

    /// That a file took the place of another.
    static func replacement(_ path: String) -> String { "\(path): replaced the file that was there" }

    /// Refuses a name in no folder, and one of a file that is not the like of what is written.
    static func checkPlace(_ path: String, for kind: OutputKind) throws {
        if let problem = kind.problem(at: path) { throw ValidationError("-o \(path): \(problem)") }
    }

    /// Refuses a folder of runs that does not exist and is called like a file: the file is named with -o.
    private static func check(folder: String) throws {
        let ending = PathParts.ending(folder).lowercased()
        guard endings.contains(ending), !FileManager.default.fileExists(atPath: folder) else { return }
        throw ValidationError(
            "--out \(folder): --out is the folder of all runs, and there is none of this name: expected -o "
                + "\(folder) for the file")
    }

    private static let endings: Set<String> = ["svg", "pdf", "png", "csv", "html", "json"]

    /// Whether a file begins as safetensors do: with the length of a header, which fits into it, and a brace.
    private static func isModel(_ path: String) -> Bool {
        let attributes = try? FileManager.default.attributesOfItem(
            atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
        // Opening a pipe would wait for who writes into it.
        guard attributes?[.type] as? FileAttributeType == .typeRegular,
            let size = (attributes?[.size] as? NSNumber)?.uint64Value, let file = FileHandle(forReadingAtPath: path)
        else { return false }
        defer { try? file.close() }
        guard let start = try? file.read(upToCount: 9), start.count == 9, start.last == UInt8(ascii: "{") else {
            return false
        }
        let length = start.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return size >= 8 && length <= size - 8
    }
}
