import ArgumentParser
import Claims
import Exchange
import Experiments
import Foundation
import Plots
import Reports

/// Prints decided claims: as JSON, as a table, or each in full.
struct ClaimPrinter {
    let json: Bool
    let tex: Bool
    /// Whether each claim is printed in full.
    let inFull: Bool

    private struct Results: Encodable {
        let claims: [ClaimOutcome]
        let asExpected: Bool
        let seconds: Double
    }

    private struct Entry: Encodable {
        let id: String
        let paper: Paper
        let place: String
        let kind: Claim.Kind
        let isNew: Bool
        let statement: ClaimText
        let correction: ClaimText?
        let expected: Verdict
    }

    func list(_ claims: [Claim]) throws {
        guard json else { return ClaimTable.list(claims).forEach { Console.result($0) } }
        try Console.json([
            "claims": claims.map {
                Entry(
                    id: $0.id, paper: $0.paper, place: $0.place, kind: $0.kind, isNew: $0.isNew,
                    statement: $0.statement, correction: $0.correction, expected: $0.expected)
            }
        ])
    }

    func print(_ outcomes: [ClaimOutcome], elapsed: Duration) throws {
        if json {
            return try Console.json(
                Results(
                    claims: outcomes, asExpected: outcomes.allSatisfy(\.isAsExpected),
                    seconds: elapsed / .seconds(1)))
        }
        guard inFull else {
            for line in ClaimTable.lines(outcomes, elapsed: elapsed) { Console.result(line) }
            if let shown = outcomes.first(where: { !$0.isAsExpected })
                ?? outcomes.first(where: { $0.verdict == .refuted })
            {
                Console.message("Next: heaviside claims \(shown.claim.id)")
            }
            return
        }
        for (k, outcome) in outcomes.enumerated() {
            if k > 0 { Console.result("\n") }
            let width = min(Console.width, 100)
            for line in ClaimArticle(outcome).lines(width: width, tex: tex, color: Console.usesColor) {
                Console.result(line)
            }
        }
        if let shown = outcomes.first(where: { !$0.evidence.figures.isEmpty }) {
            Console.message("Next: heaviside claims \(shown.claim.id) -o figures, for its figures as SVG")
        }
    }

    /// Makes the folder for figures where there is none, and says whether it did; refuses a path where there can be none.
    static func prepareFolder(_ path: String) throws -> Bool {
        let isNew = !FileManager.default.fileExists(atPath: path)
        do {
            guard !path.isEmpty else { throw CocoaError(.fileNoSuchFile) }
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw ValidationError("-o \(path): expected a folder that can be written to, which may be a new one")
        }
        return isNew
    }

    /// Writes each figure as `<claim>-<name>.svg`; where there are none, a folder that was made for them goes again.
    func writeFigures(_ outcomes: [ClaimOutcome], into folder: String, madeFolder: Bool) throws {
        guard outcomes.contains(where: { !$0.evidence.figures.isEmpty }) else {
            // Goes only while it is empty.
            if madeFolder { _ = rmdir(folder) }
            return Console.message("these claims have no figures")
        }
        for outcome in outcomes {
            for figure in outcome.evidence.figures {
                let name = "\(outcome.claim.id)-\(figure.name)"
                let path = "\(folder)/\(name).svg"
                try AtomicFile.write(Array(figure.drawing.standaloneSVG(id: name).serialized().utf8), to: path)
                Console.message(path)
            }
        }
    }
}
