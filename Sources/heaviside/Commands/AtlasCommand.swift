import Analysis
import ArgumentParser
import Descriptions
import Experiments
import Reports
import RunStore

struct AtlasCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "atlas",
        abstract: "Map a decoder of a scalar code exactly: breakpoints, affine pieces, and what each code decodes to.",
        usage: """
            heaviside atlas last
            heaviside atlas margin-decoder-1 --json > atlas.json

            heaviside atlas <run|model> [options]
            """,
        discussion: """
            The atlas cuts the line of codes z where a hidden unit switches on or off, where an output crosses 0, and at the \
            smallest and the largest code of the data. Between two cuts every output is slope · z + intercept. For each \
            sample the atlas lists the codes that decode to it exactly: none, points, or intervals. All numbers are \
            rational: "p/q".
            """)

    @OptionGroup var network: NetworkArgument
    @OptionGroup var output: OutputOptions

    func run() throws {
        let stored = try network.stored(output)
        let (samples, atlas) = try Failure.badInput(in: stored.modelPath) {
            let samples = try stored.data().training
            return (samples, try stored.network.atlas(on: samples))
        }
        if output.json {
            try AtlasAnswer(atlas, samples: samples, run: stored.run?.id).forEachLine { Console.text($0 + "\n") }
        } else {
            Console.results(AtlasText.summary(atlas, samples: samples))
        }
        output.hint(
            NextStep.afterAtlas(
                of: network.model.reference, in: network.model.location.root, overrides: network.overrides))
    }
}
