import Experiments
import Foundation
import Networks
import Testing

/// Initial weights as libraries draw them: bounds, deviations and fourth moments of a million draws.
///
/// The numbers drawn are not the library's, whose generators are others; their distribution is.
@Suite struct StartDialectTests {
    struct Row: Decodable, Sendable {
        let call: String
        let weights: Figures
        let biases: Figures?
    }

    struct Figures: Decodable, Sendable {
        let count: Int
        let largest: Double
        let deviation: Double
        let fourth: Double

        init(_ values: [Double]) {
            count = values.count
            largest = values.map(abs).max() ?? 0
            let variance = values.reduce(0) { $0 + $1 * $1 } / Double(count)
            deviation = variance.squareRoot()
            fourth =
                variance > 0 ? values.reduce(0) { $0 + $1 * $1 * $1 * $1 } / Double(count) / (variance * variance) : 0
        }

        /// Five standard errors of the deviation, relative to it: √((κ − 1) / N) / 2 of two samples.
        func tolerance(_ other: Figures) -> Double {
            5 * ((max(fourth, 1.5) - 1) * (1 / Double(count) + 1 / Double(other.count))).squareRoot() / 2
        }
    }

    private func spec(_ like: String, _ call: String?, activation: String = "relu") throws -> Spec {
        try FixtureSpec.read(
            network: "[{ dense: 200, activation: \(activation) }, { dense: 33 }]",
            initialization: "{ like: \(like)\(call.map { ", call: \"\($0)\"" } ?? "") }")
    }

    /// What a start draws for so many layers with 300 inputs and 200 outputs.
    private func drawn(_ start: Initialization, layers: Int) throws -> (weights: [Double], biases: [Double]) {
        var (weights, biases): ([Double], [Double]) = ([], [])
        for seed in 1...layers {
            let network = try Network<Double>(
                inputs: 300, layers: [Dense(200)], initialization: start, seed: UInt64(seed))
            weights += network.layers[0].weight.elements
            biases += network.layers[0].bias ?? []
        }
        return (weights, biases)
    }

    @Test("There is a run of each initialisation that specs can name")
    func fixtures() throws {
        let fixtures = try RowFixture<Row>.all("initialisations")
        #expect(Set(fixtures.map(\.library)).count >= 12)
        for row in LibraryCalls.starts {
            let isRun = fixtures.contains { $0.library == row.library && $0.rows.contains { $0.call == row.call } }
            #expect(isRun, "\(row.library) \(row.call)")
        }
        for fixture in fixtures {
            #expect(Library.all.first { $0.name == fixture.library }?.version == fixture.version, "\(fixture.library)")
        }
    }

    @Test("A spec with `like` draws weights and biases of the library's bounds, deviation and fourth moment")
    func replay() throws {
        for fixture in try RowFixture<Row>.all("initialisations") {
            for row in fixture.rows {
                let label = "\(fixture.like) \(row.call)"
                let spec = try spec(fixture.like, row.call)
                #expect(try FixtureSpec.again(spec) == spec, "\(label)")
                guard case .drawn(let start) = spec.initialization else {
                    Issue.record("\(label) is not drawn")
                    continue
                }
                let ours = try drawn(start, layers: 4)
                try expect(Figures(ours.weights), row.weights, label)
                if let biases = row.biases { try expect(Figures(ours.biases), biases, "\(label), biases") }
                if case .varianceScaling(let form) = start {
                    let deviation = form.standardDeviation(inputs: 300, outputs: 200)
                    #expect(
                        abs(row.weights.deviation / deviation - 1) <= row.weights.tolerance(row.weights), "\(label)")
                    if let bound = form.bound(inputs: 300, outputs: 200) {
                        #expect(row.weights.largest <= bound * (1 + 1e-6), "\(label)")
                        #expect(row.weights.largest >= bound * 0.999, "\(label)")
                    }
                }
            }
        }
    }

    private func expect(_ found: Figures, _ expected: Figures, _ label: String) throws {
        if expected.deviation == 0 {
            #expect(found.deviation == 0, "\(label)")
            return
        }
        let tolerance = found.tolerance(expected)
        #expect(
            abs(found.deviation / expected.deviation - 1) <= tolerance,
            "\(label): deviation \(found.deviation), not \(expected.deviation)")
        #expect(
            abs(found.fourth / expected.fourth - 1) <= 8 * tolerance,
            "\(label): \(found.fourth), not \(expected.fourth)")
    }

    @Test("scikit-learn's range follows the activation of the hidden layers; a call goes before")
    func activations() throws {
        let plain = try spec("sklearn", nil).initialization
        let logistic = try spec("sklearn", nil, activation: "sigmoid").initialization
        #expect(
            plain == .drawn(.varianceScaling(VarianceScaling(fan: .average, distribution: .uniform, hasBiases: true))))
        #expect(
            logistic
                == .drawn(
                    .varianceScaling(
                        VarianceScaling(scale: 1.0 / 3, fan: .average, distribution: .uniform, hasBiases: true))))
        #expect(try spec("sklearn", "MLPRegressor", activation: "sigmoid").initialization == plain)
    }

    @Test("Unknown libraries, versions and calls are refused at their key")
    func refusals() {
        for (text, key, problem) in [
            ("{ like: hiaku }", "initialization.like", "unknown library \"hiaku\"; did you mean \"haiku\"?"),
            ("{ like: haiku@1 }", "initialization.like", "what haiku 1 computes is not known: expected haiku@0.0.17"),
            ("{ like: optax }", "initialization.like", "optax has no initialization: expected one of chainer, "),
            ("{ like: torch, call: kaiming }", "initialization.call", "torch has no \"kaiming\" for initialization"),
            ("{ call: Linear }", "initialization.call", "call goes with like"),
            ("{ like: torch, zeros: 1 }", "initialization.zeros", "unknown key"),
            ("{ like: torch, glorot: uniform }", "initialization.glorot", "like and glorot: expected one of them"),
        ] {
            let found = #expect(throws: SpecError.self) { try FixtureSpec.read(initialization: text) }
            #expect(found?.key == key, "\(text)")
            #expect(found?.problem.hasPrefix(problem) == true, "\(text): \(found?.problem ?? "")")
        }
    }
}
