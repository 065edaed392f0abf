import ArgumentParser

/// How a command prints its answer.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print no progress, hints or plots; results and errors remain.")
    var quiet = false

    @Flag(help: "Print the result as one JSON object.")
    var json = false

    /// The line that shows progress; nil with `--quiet`, and with `--json` where standard error is not a terminal.
    func progressLine() -> ProgressLine? { quiet || json && !Console.canAnimate ? nil : ProgressLine() }

    /// Writes a note to standard error, unless `--quiet` is given.
    func note(_ text: String?) {
        if let text, !quiet { Console.message(text) }
    }

    /// Writes what to try next to standard error, unless `--quiet` or `--json` is given.
    func hint(_ text: String?) {
        if !json { note(text) }
    }
}
