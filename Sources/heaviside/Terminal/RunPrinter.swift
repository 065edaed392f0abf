import Diagnostics
import Experiments
import Networks
import Plots
import Reports
import RunStore

/// Prints the results of runs: as JSON, or as a short summary with small plots and the next command to try.
struct RunPrinter {
    let root: RunRoot
    let quiet: Bool
    let json: Bool
    var showsObstacles = false

    private struct Batch: Encodable {
        let runs: [RunSummary]
    }

    func print(_ summaries: [RunSummary], isBatch: Bool) throws {
        if json {
            try isBatch ? Console.json(Batch(runs: summaries)) : summaries.forEach(Console.json)
        } else if isBatch {
            printTable(summaries)
        } else {
            for summary in summaries { try printOne(summary) }
        }
    }

    func printOne(_ summary: RunSummary) throws {
        let folder = try root.find(summary.folder)
        let result = try folder.result(withGradients: showsObstacles)
        let digest = RunDigest(summary, spec: result.spec)
        Console.result("\(summary.run)   \(digest.headline)")
        Console.result("")
        show(digest.lines)
        let obstacles = showsObstacles && summary.status != .diverged ? ObstacleText.lines(result) : []
        if !obstacles.isEmpty {
            Console.result("")
            Console.result("  Does this stand in the way of an exact decoder with a linear code?")
            show(obstacles)
        }
        if !quiet, summary.status != .diverged {
            for plot in TerminalFigures(result, history: try folder.history()).plots(
                width: min(Console.width, 100), color: Console.usesColor)
            {
                Console.result("")
                for line in plot { Console.result("  " + line) }
            }
        }
        Console.result("")
        Console.message(
            summary.status == .interrupted
                ? "Next: heaviside resume \(reference(summary))" : "Next: heaviside report \(reference(summary))")
    }

    private func show(_ lines: [RunDigest.Line]) {
        let width = lines.map(\.name.count).max() ?? 0
        for line in lines { Console.result("  " + line.name.padded(to: width) + "   " + line.text) }
    }

    private func printTable(_ summaries: [RunSummary]) {
        let header = ["run", "seed", "status", "epochs", "loss", "worst error", "r² of the code", "dead outputs"]
        let rows = summaries.map { summary in
            [
                summary.run, String(summary.seed), summary.status.rawValue, NumberText.count(summary.epochs),
                summary.loss.map { NumberText.number($0) } ?? "–",
                summary.maxRelativeError.map(NumberText.percent) ?? "–",
                summary.code.map { NumberText.fit($0.r2) } ?? "–", NumberText.count(summary.deadOutputs),
            ]
        }
        for line in TextTable.lines([header] + rows, indent: 0) { Console.result(line) }
        if let stopped = summaries.first(where: { $0.status == .interrupted }) {
            Console.message("Next: heaviside resume \(reference(stopped))")
        } else if let first = summaries.first {
            Console.message("Next: heaviside show \(reference(first))")
        }
    }

    private func reference(_ summary: RunSummary) -> String { root.path == "runs" ? summary.run : summary.folder }
}
