import Experiments
import Foundation
import Networks
import Testing

/// Schedules as libraries compute them: the rates of 50 updates.
@Suite struct ScheduleDialectTests {
    struct Row: Decodable, Sendable {
        let spec: String
        let call: String
        let rates: [Double]
    }

    /// Rows that are ours but for one operation, with the bound in units of the usual one.
    private static let exceptions: [String: (operation: String, bound: Double)] = [:]

    @Test("There is a run of each schedule that specs can name")
    func fixtures() throws {
        let fixtures = try RowFixture<Row>.all("schedules")
        for row in LibraryCalls.schedules {
            let isRun = fixtures.contains {
                $0.library == row.library && $0.rows.contains { $0.spec.hasPrefix("\(row.name): ") }
            }
            #expect(isRun, "\(row.library) \(row.name)")
        }
        for fixture in fixtures {
            #expect(Library.all.first { $0.name == fixture.library }?.version == fixture.version, "\(fixture.library)")
        }
    }

    @Test("A spec with `like` has the library's rate in each of 50 epochs of one update")
    func replay() throws {
        for fixture in try RowFixture<Row>.all("schedules") {
            for row in fixture.rows {
                let label = "\(fixture.like) \(row.call)"
                let spec = try FixtureSpec.read(schedule: "{ \(row.spec) }")
                #expect(try FixtureSpec.again(spec) == spec, "\(label)")
                let factor = Self.exceptions[label]?.bound ?? 1
                let bound = factor * (fixture.dtype == "float32" ? 4e-7 : 1e-12)
                let rates = try rates(spec.training.schedule)
                var largest = 0.0
                for (k, rate) in rates.enumerated() {
                    let difference = abs(rate - row.rates[k]) / 0.125
                    largest = max(largest, difference)
                    #expect(difference <= bound, "\(label), epoch \(k): \(rate), not \(row.rates[k])")
                    if difference > bound { break }
                }
                if factor > 1 { #expect(largest > bound / factor, "\(label) is no exception") }
            }
        }
    }

    /// The rates of training whose loss never changes.
    private func rates(_ schedule: Schedule) throws -> [Double] {
        let layer = Layer<Double>(
            dense: Dense(1, activation: .relu), weight: Matrix(rows: 1, columns: 1, elements: [1]), bias: [0])
        var network = try Network(inputs: 1, layers: [layer])
        let samples = SampleSet(
            signals: Matrix(rows: 1, columns: 1, elements: [-1]), targets: Matrix(rows: 1, columns: 1, elements: [1]))
        var rates: [Double] = []
        _ = try Training(loss: .squaredError(.mean), optimizer: .sgd(learningRate: 0.125), schedule: schedule)
            .fit(&network, to: samples, epochs: 50, everyEpoch: { _, _, rate in rates.append(rate) })
        return rates
    }

    @Test("Who joins at an epoch has the rate of that epoch")
    func joining() throws {
        for row in try RowFixture<Row>.all("schedules").flatMap(\.rows) where !row.spec.hasPrefix("dropOnPlateau") {
            let spec = try FixtureSpec.read(schedule: "{ \(row.spec) }")
            for (k, rate) in try rates(spec.training.schedule).enumerated() {
                #expect(spec.training.scheduleState(at: k).learningRate == rate, "\(row.spec), epoch \(k)")
            }
        }
    }

    @Test("Unknown libraries, versions and numbers are refused at their key")
    func refusals() {
        for (text, key, problem) in [
            (
                "{ cosine: { like: torhc, epochs: 5 } }", "cosine.like",
                "unknown library \"torhc\"; did you mean \"torch\"?"
            ),
            ("{ cosine: { like: torch@1, epochs: 5 } }", "cosine.like", "what torch 1 computes is not known"),
            (
                "{ oneCycle: { like: keras, epochs: 5 } }", "oneCycle.like",
                "keras has no oneCycle: expected one of optax, torch"
            ),
            ("{ cosine: { like: torch } }", "cosine", "epochs is missing"),
            ("{ polynomial: { like: keras } }", "polynomial", "epochs is missing"),
            ("{ cosine: { epochs: 0 } }", "cosine.epochs", "0: expected a whole number from 1"),
            ("{ dropOnPlateau: { like: optimax } }", "dropOnPlateau.like", "unknown library"),
            ("{ dropOnPlateau: { like: torch, dialect: torch } }", "dropOnPlateau.dialect", "like and dialect"),
            (
                "{ steps: { like: kers, changes: [] } }", "steps.like",
                "unknown library \"kers\"; did you mean \"keras\"?"
            ),
            ("{ cosine: { epochs: 3 }, linear: { epochs: 3 } }", "cosine", "cosine and linear: expected one of them"),
        ] {
            let found = #expect(throws: SpecError.self) { try FixtureSpec.read(schedule: text) }
            #expect(found?.key == "schedule.\(key)", "\(text)")
            #expect(found?.problem.hasPrefix(problem) == true, "\(text): \(found?.problem ?? "")")
        }
    }
}
