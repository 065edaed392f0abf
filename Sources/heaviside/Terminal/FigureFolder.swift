import ArgumentParser
import Claims
import Exchange
import Foundation
import Plots
import RunStore

/// A folder for the figures of claims.
struct FigureFolder {
    private let path: String
    private let isNew: Bool

    /// Makes the folder if it does not exist; refuses a path where there can be none.
    init(_ path: String) throws {
        self.path = path
        isNew = !FileManager.default.fileExists(atPath: path)
        do {
            try Folder.make(path)
        } catch {
            throw ValidationError("-o \(error)")
        }
    }

    /// Writes each figure as `<claim>-<name>.svg` and returns the paths; without figures, removes the folder if it was
    /// created for them.
    ///
    /// - Throws: `ValidationError` for a file of that name that is no drawing of ours, before any is written.
    func write(_ outcomes: [ClaimOutcome]) throws -> [String] {
        guard outcomes.contains(where: { !$0.evidence.figures.isEmpty }) else {
            // Fails, as it should, if something has been put there since.
            if isNew { _ = rmdir(path) }
            return []
        }
        let drawings = outcomes.flatMap { outcome in
            outcome.evidence.figures.map { figure in
                let name = "\(outcome.claim.id)-\(figure.name)"
                return ("\(path)/\(name).svg", figure.drawing.standaloneSVG(id: name, caption: figure.caption))
            }
        }
        for (file, _) in drawings { try OutputFile.checkPlace(file, for: .svg) }
        for (file, svg) in drawings { try AtomicFile.write(Array(svg.serialized().utf8), to: file) }
        return drawings.map(\.0)
    }
}
