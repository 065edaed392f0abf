import ArgumentParser
import ClaimReports
import Claims
import Diagnostics
import ExperimentClaims
import Foundation
import Reports

struct DecideClaimsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide",
        abstract: "Decide all claims, those of one paper, or the named ones.",
        usage: """
            heaviside claims --paper study
            heaviside claims three-layer-t1 --n 6 --seed 2

            heaviside claims [<id> ...] [options]
            """)

    @Argument(help: ArgumentHelp("The claims (default: all).", valueName: "id"), completion: .list(Claim.all.map(\.id)))
    var ids: [String] = []

    @Option(
        help: "Only the claims of one paper: three-layer, study, response, backprop or mfnn.",
        completion: .list(Paper.allCases.map(\.rawValue)))
    var paper: String?

    @Option(
        name: [.customLong("n"), .customLong("length")], parsing: .unconditional,
        help: "The signal length, instead of each claim's own.", transform: WholeNumber.reader(1...Int.max))
    var length: Int?

    @Option(parsing: .unconditional, help: "The seed of all random draws.", transform: WholeNumber.read)
    var seed: UInt64 = 1

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "How many seeds of each of the study's recipes are trained, from 1 to 100.", valueName: "count"),
        transform: WholeNumber.reader(1...100))
    var runs = Claim.defaultRuns

    @Option(
        parsing: .unconditional, help: "How many claims are decided at a time (default: one for each core).",
        transform: WholeNumber.reader(1...Int.max))
    var threads: Int?

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("Write the claims' figures into this folder.", valueName: "folder"),
        completion: .directory)
    var figures: String?

    @Flag(help: "List the claims without deciding them.")
    var list = false

    @Flag(help: "Print the text of each claim as TeX.")
    var tex = false

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let threads, threads < 1 { throw ValidationError("--threads \(threads): expected 1 or more") }
        if !(1...100).contains(runs) { throw ValidationError("--runs \(runs): expected 1 to 100") }
        if let paper, Paper(rawValue: paper) == nil {
            throw ValidationError(
                "--paper \(paper): expected \(Paper.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        if output.json, tex { throw ValidationError("--json and --tex: expected one of the two") }
        if list, tex { throw ValidationError("--list and --tex: expected one of the two") }
        let claims = try chosen()
        if let length {
            for claim in claims where ids.contains(claim.id) { try check(length, for: claim) }
            if length < 1 { throw ValidationError("--n \(length): expected 1 or more") }
        }
    }

    func run() throws {
        let claims = try chosen()
        if list { return try printList(claims) }
        // Claims can take a minute: refuse a folder that cannot be written before that.
        let folder = try figures.map { path in try Failure.badInput { try FigureFolder(path) } }
        let progress = output.progressLine()
        var report: (@Sendable (ClaimOutcome) -> Void)?
        if let progress { report = { progress.show(ProgressText.line($0)) } }
        let start = ContinuousClock.now
        let outcomes = try Failure.work {
            try ClaimBatch(claims, length: length, seed: seed, runs: runs).decide(
                threads: threads ?? ProcessInfo.processInfo.activeProcessorCount, progress: report)
        }
        progress?.clear()
        try print(outcomes, elapsed: ContinuousClock.now - start)
        if let folder {
            let written = try Failure.work {
                do { return try folder.write(outcomes) } catch let error as ValidationError {
                    return try Failure.badInput { throw error }
                }
            }
            if written.isEmpty { output.note(Notes.noFigures) }
            written.forEach { output.note($0) }
        }
        if outcomes.contains(where: { !$0.isAsExpected }) { throw Failure.refuted }
    }

    private func printList(_ claims: [Claim]) throws {
        if output.json { try Console.json(ClaimList(claims)) } else { Console.results(ClaimTable.list(claims)) }
    }

    /// Prints the outcomes: as JSON, as a table, or in full where claims were named.
    private func print(_ outcomes: [ClaimOutcome], elapsed: Duration) throws {
        if output.json { return try Console.json(ClaimAnswers(outcomes, elapsed: elapsed)) }
        guard !ids.isEmpty else {
            Console.results(ClaimTable.lines(outcomes, elapsed: elapsed))
            return output.hint(NextStep.afterTable(of: outcomes))
        }
        for (k, outcome) in outcomes.enumerated() {
            if k > 0 { Console.result("\n") }
            ClaimArticle(outcome).lines(width: min(Console.width, 100), tex: tex, color: Console.usesColor)
                .forEach(Console.result)
        }
        output.hint(NextStep.afterArticles(of: outcomes))
    }

    /// The named claims, in the order of the papers, each once.
    private func chosen() throws -> [Claim] {
        for id in ids where Claim.named(id) == nil {
            // The name of the other command, misspelt, is read as a claim's.
            let command =
                ids.first == id ? NearestName.find(id, among: ["check"]).map { "heaviside claims \($0)" } : nil
            let near = (Claim.nearest(to: id) ?? command).map { "; did you mean \($0)?" } ?? "."
            throw ValidationError("\(id): no such claim\(near) See 'heaviside claims --list'.")
        }
        let chosen = Claim.all.filter {
            (ids.isEmpty || ids.contains($0.id)) && (paper == nil || $0.paper.rawValue == paper)
        }
        if chosen.isEmpty { throw ValidationError("none of these claims is from the paper \(paper ?? "")") }
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
