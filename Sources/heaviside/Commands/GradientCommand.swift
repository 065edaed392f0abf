import ArgumentParser
import Derivations
import Descriptions
import Exchange
import Networks

struct GradientCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gradient",
        abstract: "Compute every value of one forward and backward pass.",
        usage: """
            heaviside gradient case.json
            heaviside gradient case.json --json --layout numerator

            heaviside gradient <file> [options]
            """,
        discussion: """
            The file gives dims, activations, bias, loss, W, b, x and y as JSON. Where it also gives preactivations, \
            activationsOut, lossValue, dW, db or dx, the values computed here are compared with them: the first entry that \
            differs is printed, with exit status 2.

            The command prints the forward values, δ, every Jacobian (of the loss, of each activation, of each linear \
            layer, of the network) and every gradient, then the forward table and the shapes of the derivatives in both \
            layouts. --tex prints the same as a fragment of a TeX document.
            """)

    @Argument(
        help: "A file with one case, or with several: {\"cases\": [...]}; - for standard input.",
        completion: .file(extensions: ["json"]))
    var file: String

    @Option(
        help: "The layout of weight gradients: weightShaped or numerator.",
        completion: .list(["weightShaped", "numerator"]))
    var layout = "weightShaped"

    @Option(help: "The largest relative difference that counts as equal.")
    var tolerance = 1e-12

    @Flag(help: "Print tables and matrices as a fragment of a TeX document.")
    var tex = false

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if GradientLayout(rawValue: layout) == nil {
            throw ValidationError("--layout \(layout): expected weightShaped or numerator")
        }
        if !(tolerance >= 0 && tolerance.isFinite) {
            throw ValidationError("--tolerance \(tolerance): expected a number ≥ 0")
        }
        if output.json, tex { throw ValidationError("--json and --tex: expected one of the two") }
    }

    func run() throws {
        let cases = try Failure.badInput {
            let (bytes, source) = try InputFile.read(file, limit: GradientCase.maximumSize)
            return try GradientCase.read(bytes, source: source)
        }
        let layout = GradientLayout(rawValue: layout) ?? .weightShaped
        let outcomes = cases.map { GradientOutcome($0, layout: layout, tolerance: tolerance) }
        if output.json {
            try Console.json(GradientAnswer(outcomes))
        } else if tex {
            GradientText.lines(outcomes, style: .tex).forEach(Console.result)
        } else {
            Console.results(GradientText.lines(outcomes, style: .text, width: Console.width))
        }
        if outcomes.contains(where: { $0.firstDifference != nil }) { throw Failure.refuted }
    }
}
