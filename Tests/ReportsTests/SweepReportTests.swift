internal import Descriptions
import Foundation
import Plots
import TestFixtures
import Testing

@testable import Experiments
@testable import Reports
@testable import RunStore

/// What a report says of a sweep.
@Suite struct SweepReportTests {
    @Test("Wilson's interval has the values of the literature, and never leaves [0, 1]")
    func wilson() throws {
        // The last is in R. G. Newcombe, Two-sided confidence intervals for the single proportion, 1998, table I; the
        // others end at z²/(n + z²) and at ½ ± z/(2 √(n + z²)).
        let known = [
            (0, 10, 0.0, 0.2775328), (5, 10, 0.2365931, 0.7634069), (10, 10, 0.7224672, 1.0), (81, 263, 0.2553, 0.3662),
        ]
        for (k, n, lower, upper) in known {
            let interval = try #require(WilsonInterval(successes: k, of: n))
            #expect(
                abs(interval.lower - lower) < 5e-5 && abs(interval.upper - upper) < 5e-5, "\(k) of \(n): \(interval)")
            #expect(interval.share == Double(k) / Double(n))
        }
        #expect(WilsonInterval(successes: 0, of: 0) == nil)
    }

    private func folder(_ temporary: TemporaryFolder) throws -> SweepFolder {
        let sweep = try Sweep(
            yaml: """
                name: small
                spec: autoencoder-study
                length: 5
                set: { epochs: 10 }
                grid:
                  optimizer.rmsProp.learningRate: { from: 0.0001, to: 0.01, count: 3, log: true }
                  network.1.activation: [relu, tanh]
                seeds: 1...3
                measure: [loss, code.r2]
                goal: { loss: { most: 10 } }
                """, source: "sweep.yaml"
        ) { _ throws(SpecError) in nil }
        let folder = try SweepFolder.begun(temporary.path("small"), sweep, folder: ".", parts: nil)
        try SweepBatch(folder, threads: 1).carryOut()
        return folder
    }

    @Test("Its figures draw the numbers of the rows")
    func figures() throws {
        let temporary = try TemporaryFolder()
        let folder = try folder(temporary)
        var losses: [Int: [Double]] = [:]
        var met: [Int: Int] = [:]
        _ = try folder.forEachRow(force: false) { row in
            losses[row.id / 6, default: []].append(row.measures[0] ?? .nan)
            met[row.id / 6, default: 0] += row.isSuccess(in: folder.sweep) == true ? 1 : 0
        }
        let report = try SweepReport(folder)
        let band = try FigureList.find("band-loss-optimizer-rmsProp-learningRate", among: report.figures)
        let chart = try #require(band.drawing as? Chart)
        #expect(chart.x.scale == .log10)
        let median = chart.marks.compactMap { if case .line(let points, _) = $0 { points } else { nil } }.first
        #expect(median?.map(\.x) == [0.0001, 0.001, 0.01])
        #expect(median?.map(\.y) == (0..<3).map { SeedStatistics.Quantiles(losses[$0] ?? [])?.median ?? .nan })
        let success = try FigureList.find("success-optimizer-rmsProp-learningRate", among: report.figures)
        let shares = try #require(success.drawing as? Chart).marks
            .compactMap { if case .line(let points, _) = $0 { points } else { nil } }.first
        #expect(shares?.map(\.y) == (0..<3).map { Double(met[$0] ?? 0) / 6 })
        #expect(Set(met.values).count > 1)
        let words = try FigureList.find("band-loss-network-1-activation", among: report.figures)
        #expect((words.drawing as? Chart)?.x.namedTicks.map(\.label) == ["relu", "tanh"])
        let map = try FigureList.find(
            "map-success-network-1-activation-optimizer-rmsProp-learningRate", among: report.figures)
        #expect((map.drawing as? HeatMap)?.rows.map(\.count) == [2, 2, 2])
        let total = (map.drawing as? HeatMap)?.rows.joined().reduce(0, +)
        #expect(abs((total ?? 0) * 3 - Double(met.values.reduce(0, +))) < 1e-9)
    }

    @Test("Numbers that were drawn stand in the order of their values")
    func order() {
        #expect(SweepColumns.inOrder(["10", "9", "x", "1e-3", "a", "2.5"]) == ["1e-3", "2.5", "9", "10", "a", "x"])
    }

    @Test("Runs that diverged are counted and left out of medians")
    func diverged() throws {
        let temporary = try TemporaryFolder()
        let sweep = try Sweep(
            yaml: """
                name: small
                spec: autoencoder-study
                length: 5
                set: { epochs: 10, optimizer: { sgd: { learningRate: 0.001 } } }
                grid: { optimizer.sgd.learningRate: [0.001, 1.0e+30] }
                seeds: 1...3
                measure: [loss, epochs]
                goal: { loss: { most: 100 } }
                """, source: "sweep.yaml"
        ) { _ throws(SpecError) in nil }
        let folder = try SweepFolder.begun(temporary.path("small"), sweep, folder: ".", parts: nil)
        try SweepBatch(folder, threads: 1).carryOut()
        let report = try SweepReport(folder)
        #expect(report.runs == 6 && report.diverged == 3)
        let lines = report.lines(width: 100, plots: false, color: false).joined(separator: "\n")
        #expect(lines.contains("3 of 6 runs diverged: quantiles, histograms and points leave them out"))
        let row = try #require(lines.split(separator: "\n").first { $0.contains("epochs  ") })
        #expect(row.split(separator: " ").prefix(3).map(String.init) == ["epochs", "3", "10"], "\(row)")
        let group = try #require(lines.split(separator: "\n").last { $0.contains("e30") || $0.contains("e+30") })
        #expect(group.split(separator: " ").prefix(3).dropFirst().map(String.init) == ["3", "3"], "\(group)")
        #expect(try report.html().contains("3 of 6 runs diverged and are left out."))
    }

    @Test("The page needs no network and no script, and says what the goal is")
    func page() throws {
        let temporary = try TemporaryFolder()
        let html = try SweepReport(folder(temporary)).html()
        #expect(!html.contains("<script") && !html.contains("src=\"http"))
        #expect(
            html.contains("18 runs: 3 values of optimizer.rmsProp.learningRate × 2 of network.1.activation × 3 seeds"))
        #expect(html.contains("loss ≤ 10"))
    }
}
