import ArgumentParser

struct ClaimsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "claims",
        abstract: "Decide the claims of the papers.",
        usage: """
            heaviside claims
            heaviside claims three-layer-naive-solution

            heaviside claims [<id> ...] [options]
            """,
        discussion: """
            Heaviside recomputes every statement, question and experiment of the five papers, in exact arithmetic where it is \
            algebraic. Each gets a verdict with evidence: a matrix, a counterexample, a measured figure. Exit status: 0 if \
            every verdict is the expected one, 2 if one differs. 'heaviside claims check' checks your own gradient formulas.
            """,
        subcommands: [DecideClaimsCommand.self, CheckFormulaCommand.self],
        defaultSubcommand: DecideClaimsCommand.self)
}
