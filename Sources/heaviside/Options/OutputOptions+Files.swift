import ArgumentParser
import Descriptions
import Exchange
import RunStore

extension OutputOptions {
    /// Writes a file that a person named, and says so where it takes the place of its like.
    func write(_ bytes: [UInt8], to path: String, as kind: OutputKind) throws {
        try replacing(path, by: kind) { try AtomicFile.write(bytes, to: path) }
    }

    /// Writes a figure into a file that a person named; its name has the ending of a form.
    func write(_ figure: ReportFigure, to path: String, isBare: Bool = false) throws {
        let contents = try Failure.work { try FigureFile(path)?.contents(figure, isBare: isBare) }
        if let contents { try write(contents.bytes, to: path, as: contents.kind) }
    }

    /// Calls `body`, which writes a file that a person named; says so where it takes the place of its like.
    func replacing(_ path: String, by kind: OutputKind, _ body: () throws -> Void) throws {
        // Again, since something may have been put there while the command worked.
        try OutputFile.checkPlace(path, for: kind)
        let isReplaced = OutputKind.replaces(path)
        try Failure.work(body)
        if isReplaced { note(OutputFile.replacement(path)) }
    }
}
