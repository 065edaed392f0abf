import Analysis
import ArgumentParser
import Exchange
import Experiments
import Foundation
import Networks
import Plots
import Reports
import RunStore

struct GeometryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "geometry",
        abstract: "Say where a last layer wants the hidden activations, and where they are, exactly.",
        usage: """
            heaviside geometry last
            heaviside geometry reversed-solution-1 -o geometry.svg

            heaviside geometry <run|model> [-o <file>] [--json] [options]
            """,
        discussion: """
            For a scalar code, a hidden ReLU layer and ReLU outputs. An output that is on wants the activations a on a \
            hyperplane, a·w = amplitude, one that is off wants them in a half-space, a·w ≤ 0; a = relu(u), and u runs along a \
            straight line. With two or three hidden units -o draws this. All numbers are rational: "p/q".
            """)

    @OptionGroup var network: NetworkArgument

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("Draw it into this SVG file: two or three hidden units.", valueName: "file"))
    var output: String?

    @Flag(help: "Print everything as one JSON object.")
    var json = false

    func validate() throws {
        if let output, FileManager.default.contentsEqual(atPath: output, andPath: network.reference) {
            throw ValidationError("-o \(output): expected another file than the model")
        }
        if let output, !Self.canBeFile(output) {
            throw ValidationError("-o \(output): expected the name of a file in a folder that exists")
        }
    }

    private static func canBeFile(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue { return false }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        return !path.isEmpty && FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder)
            && isFolder.boolValue
    }

    func run() throws {
        let stored = try network.stored()
        let widths = stored.network.inDouble.layers.suffix(3).map(\.outputs)
        // What is too large to be drawn takes long to compute, too; what has no geometry has a better message.
        let isDecoded = widths.count == 3 && widths[0] == 1
        let undrawable = isDecoded ? GeometryFigures.problem(hiddenUnits: widths[1], outputs: widths[2]) : nil
        let (geometry, figures) = try Failure.badInput {
            if output != nil, let undrawable { throw ExactnessError(place: "-o", problem: undrawable) }
            let geometry = try stored.network.geometry(on: stored.samples())
            let figures = undrawable == nil ? GeometryFigures(geometry) : nil
            if output != nil, let problem = figures?.problem { throw ExactnessError(place: "-o", problem: problem) }
            return (geometry, figures)
        }
        let figure = figures?.figure
        if json {
            GeometryText.forEachJSONLine(geometry, run: stored.run?.id) { Console.result($0) }
        } else {
            for line in GeometryText.summary(geometry) { Console.result(line) }
        }
        if let output, let figure {
            let svg = figure.drawing.standaloneSVG(id: figure.id).serialized() + "\n"
            try Failure.work { try AtomicFile.write(Array(svg.utf8), to: output) }
            Console.message(output)
        } else if figure != nil, !json {
            Console.message("Next: heaviside geometry \(network.reference) -o geometry.svg, for a drawing")
        }
    }
}
