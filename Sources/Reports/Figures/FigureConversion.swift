internal import Diagnostics
internal import Foundation
public import Plots

/// A figure as a PDF or PNG file, made from its SVG by `rsvg-convert`, a program of librsvg.
public enum FigureConversion: String, Sendable, CaseIterable {
    /// Vector graphics, one figure a page.
    case pdf
    /// Pixels, two for each unit of the figure.
    case png

    /// What the program is called, and where Debian has it.
    private static let program = (name: "rsvg-convert", package: "librsvg2-bin")

    /// The bytes of the file that shows an SVG figure.
    ///
    /// - Throws: ``FigureError`` where the program is not installed, or fails.
    public func bytes(of svg: SVGElement) throws -> [UInt8] {
        guard let program = Self.path(of: Self.program.name) else {
            throw FigureError(
                place: Self.program.name,
                problem: "this program, which makes \(rawValue.uppercased()) files, is not installed",
                expected:
                    "it in PATH (package \(Self.program.package) of Debian and Ubuntu), or a name that ends in .svg")
        }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("heaviside-\(UUID().uuidString)")
        do {
            return try bytes(of: svg, by: program, in: folder)
        } catch let error as FigureError {
            throw error
        } catch {
            throw FigureError(
                place: folder.path, problem: "\(program) cannot be used there: \(ErrorText.reason(error))",
                expected: "a folder for temporary files that can be written in (TMPDIR)")
        }
    }

    /// The same, by way of files in a new folder.
    private func bytes(of svg: SVGElement, by program: String, in folder: URL) throws -> [UInt8] {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (source, target) = (folder.appendingPathComponent("f.svg"), folder.appendingPathComponent("f.\(rawValue)"))
        let errors = folder.appendingPathComponent("errors")
        try Data(svg.serialized().utf8).write(to: source)
        try Data().write(to: errors)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments =
            ["--format", rawValue, "--output", target.path] + (self == .png ? ["--zoom", "2"] : []) + [source.path]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0, let data = try? Data(contentsOf: target), !data.isEmpty else {
            let said = (try? String(contentsOf: errors, encoding: .utf8)) ?? ""
            let line = said.split(whereSeparator: \.isNewline).last.map(String.init)
            throw FigureError(place: program, problem: "it failed: \(line ?? "status \(process.terminationStatus)")")
        }
        return Array(data)
    }

    /// Where the shell would find a program; nil where it is not in PATH.
    private static func path(of name: String) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
