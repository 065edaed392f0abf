import Analysis
import ArgumentParser
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

            heaviside atlas <run|model> [--json] [options]
            """,
        discussion: """
            The line of codes z is cut where a hidden unit is switched, where an output crosses 0, and at the smallest and the \
            largest code of the data. In between every output is slope · z + intercept. For each sample the atlas tells \
            which codes decode to it exactly: none, points, or intervals. All numbers are rational: "p/q".
            """)

    @OptionGroup var network: NetworkArgument

    @Flag(help: "Print everything as one JSON object.")
    var json = false

    func run() throws {
        let stored = try network.stored()
        let (samples, atlas) = try Failure.badInput {
            let samples = try stored.samples()
            return (samples, try stored.network.atlas(on: samples))
        }
        if json {
            AtlasText.forEachJSONLine(atlas, samples: samples, run: stored.run?.id) { Console.result($0) }
        } else {
            for line in AtlasText.summary(atlas, samples: samples) { Console.result(line) }
            Console.message("Next: heaviside atlas \(network.reference) --json, for all pieces and exact numbers")
        }
    }
}
