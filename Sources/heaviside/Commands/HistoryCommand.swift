import ArgumentParser
import Exchange
import Experiments
import Foundation
import Reports
import RunStore

struct HistoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Print the loss of every epoch as CSV.",
        usage: """
            heaviside history last >losses.csv
            heaviside history autoencoder-study-3 -o losses.csv

            heaviside history <run> [options]
            """,
        discussion: """
            The columns are epoch, loss and learningRate: the loss that the epoch's update was computed for, and the rate of \
            that update. The figures of chosen epochs, the largest error among them, are in the run's history.csv.
            """)

    @OptionGroup var chosen: RunArgument

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("Write into this file instead of standard output.", valueName: "file"), completion: .file())
    var file: String?

    @OptionGroup var output: OutputOptions

    func validate() throws {
        try OutputFile.check(file, as: .table(header: LossHistoryText.header), runs: chosen.location.out)
    }

    func run() throws {
        let folder = try Failure.badInput { try chosen.location.root.find(chosen.reference) }
        let history = try Failure.badInput { () throws -> LossHistory in
            guard let history = try folder.losses() else {
                throw RunError(
                    place: folder.path,
                    problem:
                        "the run has no losses.bin: it was removed, or the run is of an older version; history.csv has chosen "
                        + "epochs")
            }
            return history
        }
        if let damage = history.damage { Console.message(damage) }
        if output.json { return try Console.json(LossHistoryAnswer(history, of: folder.id)) }
        if let file {
            var bytes: [UInt8] = []
            LossHistoryText.csv(history) { bytes += $0.utf8 }
            try output.write(bytes, to: file, as: .table(header: LossHistoryText.header))
            output.note(file)
        } else {
            LossHistoryText.csv(history) { Console.text($0) }
        }
    }
}
