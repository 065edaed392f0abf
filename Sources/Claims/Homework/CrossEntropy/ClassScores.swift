internal import Diagnostics
internal import Foundation
internal import Networks

/// Scores of k classes with the right class: the cross-entropy of the library, the naive one, and the paper's bound.
struct ClassScores: CustomStringConvertible {
    /// The scores f.
    let scores: [Double]
    /// The class y, from 0.
    let label: Int

    init(scores: [Double], label: Int) { (self.scores, self.label) = (scores, label) }

    /// Draws scores of k classes.
    init(classes: Int, _ random: inout RationalDraws) {
        scores = (0..<classes).map { _ in 4 * random.normal() }
        label = random.integer(in: 0...(classes - 1))
    }

    var description: String {
        "k = \(scores.count), f = \(NumberText.list(Array(scores.prefix(4)), digits: 3)), y = \(label + 1)"
    }

    /// The library's loss on one sample.
    var loss: Double {
        func row(_ values: [Double]) -> Matrix<Double> { Matrix(rows: 1, columns: values.count, elements: values) }
        let target = scores.indices.map { $0 == label ? 1.0 : 0 }
        return Loss.crossEntropy(.mean).evaluate(
            preactivations: row(scores), outputs: row(scores), targets: row(target), activation: .identity
        ).value
    }

    /// −log(exp(f_y)/Σ_j exp(f_j)), as written.
    var naive: Double { -log(exp(scores[label]) / scores.map(exp).reduce(0, +)) }

    /// log k + f_M − f_y.
    var bound: Double { log(Double(scores.count)) + (scores.max() ?? .nan) - scores[label] }
}
