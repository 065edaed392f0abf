import ArgumentParser
import Claims
import Experiments
import Foundation

struct DecideClaimsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide",
        abstract: "Decide all claims, those of a paper, or those named.",
        usage: """
            heaviside claims --paper study
            heaviside claims three-layer-t1 --n 6 --seed 2

            heaviside claims [<id> ...] [options]
            """)

    @Argument(help: ArgumentHelp("The claims; all where none is named.", valueName: "id"))
    var ids: [String] = []

    @Option(help: "Only the claims of one paper: three-layer, study, response, backprop or mfnn.")
    var paper: String?

    @Option(
        name: [.customLong("n"), .customLong("length")], parsing: .unconditional,
        help: "The signal length, in place of the claims' own.")
    var length: Int?

    @Option(parsing: .unconditional, help: "The seed of whatever is drawn.")
    var seed: UInt64 = 1

    @Option(parsing: .unconditional, help: "How many claims are decided at a time; by default one a core.")
    var threads: Int?

    @Option(name: .shortAndLong, help: ArgumentHelp("Write the claims' figures into this folder.", valueName: "folder"))
    var output: String?

    @Flag(help: "List the claims and decide nothing.")
    var list = false

    @Flag(help: "Print the claims' texts as TeX.")
    var tex = false

    @Flag(help: "Print no progress.")
    var quiet = false

    @Flag(help: "Print everything as one JSON object.")
    var json = false

    func validate() throws {
        if let threads, threads < 1 { throw ValidationError("--threads \(threads): expected 1 or more") }
        if let paper, Paper(rawValue: paper) == nil {
            throw ValidationError(
                "--paper \(paper): expected \(Paper.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        if json, tex { throw ValidationError("--json and --tex: expected one of the two") }
        if list, tex { throw ValidationError("--list and --tex: expected one of the two") }
        let claims = try chosen()
        if let length {
            for claim in claims where ids.contains(claim.id) { try check(length, for: claim) }
            if length < 1 { throw ValidationError("--n \(length): expected 1 or more") }
        }
    }

    func run() throws {
        let claims = try chosen()
        // Claims can take a minute: what cannot be written to is told before.
        let made = try output.map { folder in
            try !list && Failure.badInput { try ClaimPrinter.prepareFolder(folder) }
        }
        let printer = ClaimPrinter(json: json, tex: tex, inFull: !ids.isEmpty)
        if list { return try printer.list(claims) }
        let progress = ProgressLine()
        var report: (@Sendable (ClaimOutcome) -> Void)?
        if !quiet { report = { outcome in progress.show("\(outcome.claim.id): \(outcome.verdict.rawValue)") } }
        let start = ContinuousClock.now
        let outcomes = try Failure.work {
            try ClaimBatch(claims, length: length, seed: seed).decide(
                threads: threads ?? ProcessInfo.processInfo.activeProcessorCount, progress: report)
        }
        progress.clear()
        try printer.print(outcomes, elapsed: ContinuousClock.now - start)
        if let output, let made {
            try Failure.work { try printer.writeFigures(outcomes, into: output, madeFolder: made) }
        }
        if outcomes.contains(where: { !$0.isAsExpected }) { throw Failure.refuted }
    }

    /// The claims that were asked for, in the order of the papers, each once.
    private func chosen() throws -> [Claim] {
        for id in ids where Claim.named(id) == nil {
            let near = Claim.nearest(to: id).map { "; did you mean \($0)?" } ?? "."
            throw ValidationError("\(id): no such claim\(near) See 'heaviside claims --list'.")
        }
        let chosen = Claim.all.filter {
            (ids.isEmpty || ids.contains($0.id)) && (paper == nil || $0.paper.rawValue == paper)
        }
        if chosen.isEmpty { throw ValidationError("none of these claims is of the paper \(paper ?? "")") }
        return chosen
    }

    private func check(_ length: Int, for claim: Claim) throws {
        guard let lengths = claim.lengths else {
            throw ValidationError("--n \(length): \(claim.id) has no length to choose")
        }
        guard lengths.contains(length) else {
            throw ValidationError("--n \(length): \(claim.id) takes \(lengths.lowerBound) to \(lengths.upperBound)")
        }
    }
}
