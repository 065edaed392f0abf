import ArgumentParser
import Experiments
import Foundation
import Reports

struct ClaimsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "claims",
        abstract: "Decide what the papers claim.",
        usage: """
            heaviside claims
            heaviside claims three-layer-naive-solution

            heaviside claims [<id> ...] [options]
            """,
        discussion: """
            Every statement, question and experiment of the five papers is computed anew, in exact arithmetic where it is \
            algebraic, and gets a verdict with something to look at: a matrix, a counterexample, a measured figure. Exit \
            status 0 when every verdict is the one that is known, 2 when one differs. \
            'heaviside claims check' tries gradient formulas of your own.
            """,
        subcommands: [DecideClaimsCommand.self, CheckFormulaCommand.self],
        defaultSubcommand: DecideClaimsCommand.self)
}
