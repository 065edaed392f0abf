internal import Analysis
internal import Diagnostics
internal import Networks

/// Training from one random start, with and without the term that pulls the encoder's weights towards their mean.
struct CodeTermRuns: Sendable, CustomStringConvertible {
    /// "RMSProp" or "Adam".
    let optimizer: String
    /// The seed of the start.
    let seed: UInt64
    /// The code with the term.
    let with: CodeLine
    /// The code without it.
    let without: CodeLine

    /// The epochs of a run.
    static let epochs = 10_000

    var description: String {
        "\(optimizer), seed \(seed): 1 − r² = \(NumberText.number(1 - with.r2)) with, \(NumberText.number(1 - without.r2)) without"
    }

    private struct Key: Hashable, Sendable {
        let length: Int
        let isAdam: Bool
        let seed: UInt64
    }

    /// Five seeds by RMSProp, and the same by Adam.
    static func pairs(length: Int, seed: UInt64, shared: SharedRuns) throws -> [CodeTermRuns] {
        let keys = [false, true].flatMap { isAdam in
            (0..<5).map { Key(length: length, isAdam: isAdam, seed: seed &+ UInt64($0)) }
        }
        return try shared.values(keys) { key in
            CodeTermRuns(
                optimizer: key.isAdam ? "Adam" : "RMSProp", seed: key.seed,
                with: try code(key, CodeLinearity(projection: 0.9)), without: try code(key, nil))
        }
    }

    private static func code(_ key: Key, _ term: CodeLinearity?) throws -> CodeLine {
        let steps = try StepFunctions(length: key.length, amplitude: 5).samples()
        var network = try Network<Float>(
            inputs: key.length, layers: CanonicalAutoencoder.layers(length: key.length),
            initialization: .uniform(-0.05...0.05), seed: key.seed)
        let optimizer: Optimizer = key.isAdam ? .adam(learningRate: 1e-3) : .rmsProp(learningRate: 1e-3)
        try Training(loss: .squaredError(.mean), optimizer: optimizer, codeLinearity: term)
            .fit(&network, to: steps, epochs: epochs)
        guard let line = Measures(of: network, on: steps).code else {
            throw TrainingError(place: "code", problem: "training diverged: expected a finite code")
        }
        return line
    }
}
