import Analysis
import ArgumentParser
import Descriptions
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
        abstract: "Compare where the last layer needs the hidden activations with where they are, exactly.",
        usage: """
            heaviside geometry last
            heaviside geometry reversed-solution-1 -o geometry.svg

            heaviside geometry <run|model> [-o <file>] [options]
            """,
        discussion: """
            The network has a scalar code, one hidden ReLU layer and ReLU outputs. Where an output must be on, the \
            activations a must lie on a hyperplane, a·w = amplitude; where it must be off, in a half-space, a·w ≤ 0. Since \
            a = relu(u), and u moves along a straight line, the command says which points lie where they must. With two or \
            three hidden units, -o draws them. All numbers are rational: "p/q".
            """)

    @OptionGroup var network: NetworkArgument

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp(
            "Write a drawing to this file, .svg, .pdf, .png or .csv (two or three hidden units).", valueName: "file"),
        completion: .file())
    var drawing: String?

    @OptionGroup var output: OutputOptions

    func validate() throws {
        try OutputFile.check(drawing, runs: network.model.location.out)
        if let drawing, FileManager.default.contentsEqual(atPath: drawing, andPath: network.model.reference) {
            throw ValidationError("-o \(drawing): expected another file than the model")
        }
        if let drawing { try OutputFile.checkFigure(drawing) }
    }

    func run() throws {
        let stored = try network.stored(output)
        let widths = stored.network.inDouble.layers.suffix(3).map(\.outputs)
        // A network that is too large to draw also takes long to compute; one without a geometry gets a better message.
        let isDecoded = widths.count == 3 && widths[0] == 1
        let undrawable = isDecoded ? GeometryFigures.problem(hiddenUnits: widths[1], outputs: widths[2]) : nil
        let (geometry, figures) = try Failure.badInput(in: stored.modelPath) {
            if drawing != nil, let undrawable { throw ExactnessError(place: "-o", problem: undrawable) }
            let data = try stored.data()
            let geometry = try stored.network.geometry(on: data.training)
            let figures =
                undrawable == nil ? GeometryFigures(geometry, of: stored.network, heldOut: data.heldOut) : nil
            if drawing != nil, let problem = figures?.problem { throw ExactnessError(place: "-o", problem: problem) }
            return (geometry, figures)
        }
        let figure = figures?.figure
        if output.json {
            try GeometryAnswer(geometry, run: stored.run?.id).forEachLine { Console.text($0 + "\n") }
        } else {
            Console.results(GeometryText.summary(geometry, width: Console.width))
        }
        if let drawing, let figure {
            try output.write(figure, to: drawing)
            output.note(drawing)
        } else if figure != nil {
            output.hint(
                NextStep.afterGeometry(
                    of: network.model.reference, in: network.model.location.root, overrides: network.overrides))
        }
    }
}
