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
            """,
        discussion: """
            The line of codes z is cut where a hidden unit is switched, where an output crosses 0, and at the smallest and the \
            largest code of the data. In between every output is slope · z + intercept. For each sample the atlas tells \
            which codes decode to it exactly: none, points, or intervals. All numbers are rational: "p/q".
            """)

    @Argument(help: ArgumentHelp("A run (its folder, its id, or last), or a model file.", valueName: "run|model"))
    var reference: String

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp(
            "Another value for a key of the data, as signals.amplitude=5; repeatable.", valueName: "key=value"))
    var overrides: [String] = []

    @Option(help: ArgumentHelp("The folder that runs are kept in.", valueName: "folder"))
    var out = "runs"

    @Flag(help: "Print everything as one JSON object.")
    var json = false

    func run() throws {
        let (stored, samples, atlas) = try Failure.badInput {
            let stored = try StoredNetwork(reference, root: RunRoot(out), overrides: overrides)
            let samples = try stored.signals.samples().training
            return (stored, samples, try stored.network.atlas(on: samples))
        }
        if json {
            AtlasText.forEachJSONLine(atlas, samples: samples, run: stored.run?.id) { Console.result($0) }
        } else {
            for line in AtlasText.summary(atlas, samples: samples) { Console.result(line) }
            Console.message("Next: heaviside atlas \(reference) --json, for all pieces and exact numbers")
        }
    }
}
