import ArgumentParser

struct ResumeSweepCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Carry out what is left of a sweep.",
        usage: """
            heaviside sweep resume sweeps/widths
            heaviside sweep resume sweeps/widths --threads 4

            heaviside sweep resume <sweep> [options]
            """,
        discussion: """
            The rows are those of a sweep that was never stopped, bit for bit but for times and machines. Parts that other \
            processes are carrying out are left out. Exit status 3 where a run diverged.
            """)

    @OptionGroup var chosen: SweepArgument
    @OptionGroup var running: SweepRunning

    func run() throws {
        let folder = try Failure.badInput { try chosen.begun() }
        try running.carryOut(folder, part: nil)
    }
}
