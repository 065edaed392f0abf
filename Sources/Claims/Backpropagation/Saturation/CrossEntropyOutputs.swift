internal import Diagnostics
internal import Foundation
internal import Networks

/// The binary cross-entropy of K sigmoid outputs on one sample: as printed, and as the library computes it.
struct CrossEntropyOutputs: CustomStringConvertible {
    /// The preactivations.
    let s: [Double]
    /// The targets.
    let y: [Double]

    init(s: [Double], y: [Double]) { (self.s, self.y) = (s, y) }

    /// Draws preactivations up to ±range, and targets 0, 1 or between.
    init(outputs: Int, range: Double, _ random: inout RationalDraws) {
        s = (0..<outputs).map { _ in random.uniform(in: -range...range) }
        y = (0..<outputs).map { _ in
            random.integer(in: 0...2) == 0 ? random.uniform(in: 0...1) : Double(random.integer(in: 0...1))
        }
    }

    var description: String { "s = \(NumberText.list(s)), y = \(NumberText.list(y))" }
    private var count: Double { Double(s.count) }
    /// The outputs ŷ.
    var output: [Double] { s.map { Activation.sigmoid.value(at: $0) } }
    /// σ(1 − σ).
    var slope: [Double] { output.map { $0 * (1 - $0) } }
    /// (1/K) (ŷ − y)/(ŷ (1 − ŷ)).
    var quotient: [Double] { zip(output, y).map { ($0 - $1) / ($0 * (1 - $0)) / count } }
    /// (ŷ − y)/K.
    var product: [Double] { zip(output, y).map { ($0 - $1) / count } }
    /// −(1/K) Σ [y log ŷ + (1 − y) log(1 − ŷ)], terms with the factor 0 left out.
    var printedLoss: Double { Self.loss(output, y) }

    private static func loss(_ output: [Double], _ y: [Double]) -> Double {
        let terms = zip(output, y).map { output, y in
            (y == 0 ? 0 : y * log(output)) + (y == 1 ? 0 : (1 - y) * log(1 - output))
        }
        return -terms.reduce(0, +) / Double(output.count)
    }

    /// The library's loss and δ for these preactivations.
    var library: (loss: Double, delta: [Double]) {
        func row(_ values: [Double]) -> Matrix<Double> { Matrix(rows: 1, columns: values.count, elements: values) }
        let (loss, delta) = Loss.binaryCrossEntropy.evaluate(
            preactivations: row(s), outputs: row(output), targets: row(y), activation: .sigmoid)
        return (loss, delta.elements)
    }

    /// The largest relative difference between the printed derivative and central differences of the printed loss with
    /// respect to ŷ.
    ///
    /// Each term of the sum is varied alone: a small term would be lost beside the others.
    var quotientError: Double {
        zip(zip(output, y), quotient).map { entry, derivative in
            let (output, y) = entry
            let h = 3e-5 * min(output, 1 - output)
            let central = (Self.loss([output + h], [y]) - Self.loss([output - h], [y])) / (2 * h) / count
            return abs(central - derivative) / max(abs(derivative), 1 / count)
        }.max() ?? .infinity
    }
}
