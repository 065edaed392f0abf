import Foundation
internal import RunStore

/// A report as text for people.
public enum BenchmarkTable {
    /// The lines that are known before anything is measured.
    public static func head(_ report: BenchmarkReport) -> String {
        let machine = report.machine
        var place = "\(machine.processor), \(machine.cores) cores"
        place += report.core.map { "; all on core \($0)" } ?? "; not held on one core"
        if let load = report.loadBefore { place += String(format: "; load %.2f before", load) }
        return [
            place, "\(machine.system) · Heaviside \(machine.heaviside), \(report.compiler) · \(machine.blas)",
            "float32; \(report.rounds == 1 ? "one round" : "\(report.rounds) rounds") in turns; median (least to greatest)",
        ].joined(separator: "\n")
    }

    /// The table of one comparison.
    public static func table(_ result: CaseResult) -> String {
        let title = BenchmarkCase(benchmark: result.benchmark, length: result.length, networks: result.networks).title
        let header = ["", "µs per epoch" + (result.networks == 1 ? "" : " of all"), "times the sweep"]
        let rows = result.contestants.map { contestant in
            if let time = contestant.microsecondsPerEpoch {
                [contestant.name, text(time), contestant.ratioToSweep.map(ratio) ?? "–"]
            } else {
                [contestant.name, contestant.status.rawValue + (contestant.reason.map { ": " + $0 } ?? "")]
            }
        }
        let full = ([header] + rows).filter { $0.count == 3 }
        let widths = (0..<2).map { c in
            (c == 0 ? [header] + rows : full).map { $0[c].count }.max() ?? 0
        }
        let lines = ([header] + rows).map { row in
            let cells = zip(row, widths).map { $0.padding(toLength: max($1, $0.count), withPad: " ", startingAt: 0) }
            return ("  " + (cells + row.dropFirst(2)).joined(separator: "   ")).trimmingTrailingSpaces
        }
        return (["\(title): \(grouped(Double(result.parameters))) parameters each"] + lines).joined(separator: "\n")
    }

    /// The lines that are known only after everything is measured.
    public static func foot(_ report: BenchmarkReport) -> String {
        var lines: [String] = []
        if let first = report.cases.first,
            report.cases.contains(where: { $0.contestants.contains { $0.microsecondsPerEpoch != nil } })
        {
            lines.append(
                "In epoch \(first.checkedEpoch) the loss of every timed contestant is that of double precision, within "
                    + "\(first.tolerance) of it.")
        }
        for growth in report.growth {
            lines.append(
                String(
                    format:
                        "From n = \(growth.from) to \(growth.to) the time of the \(growth.contestant) path grows as n^%.2f.",
                    growth.exponent))
        }
        let contestants = report.cases.flatMap(\.contestants)
        var versions: [String] = []
        for case let found? in contestants.map(\.versions) {
            let text = found.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: " · ")
            if !versions.contains(text) { versions.append(text) }
        }
        lines += versions.map { "With " + $0 }
        var remedies: [String] = []
        for case let remedy? in contestants.map(\.remedy) where !remedies.contains(remedy) { remedies.append(remedy) }
        if !remedies.isEmpty { lines.append("To install what is missing: " + remedies.joined(separator: "; ")) }
        return lines.joined(separator: "\n")
    }

    private static func text(_ time: Spread) -> String {
        guard time.least < time.greatest else { return number(time.median) }
        return "\(number(time.median)) (\(number(time.least)) to \(number(time.greatest)))"
    }

    private static func ratio(_ ratio: Spread) -> String {
        ratio.least == 1 && ratio.greatest == 1 ? "1" : text(ratio)
    }

    /// The number with three significant digits; whole numbers are grouped.
    static func number(_ value: Double) -> String {
        guard value < 1000 else { return grouped(value) }
        return String(format: "%.\(value < 9.995 ? 2 : value < 99.95 ? 1 : 0)f", value)
    }

    private static func grouped(_ value: Double) -> String {
        var digits = Array(String(format: "%.0f", value))
        for position in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: position) }
        return String(digits)
    }
}

extension String {
    fileprivate var trimmingTrailingSpaces: String { String(reversed().drop { $0 == " " }.reversed()) }
}
