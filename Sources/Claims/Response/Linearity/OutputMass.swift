internal import Analysis
internal import Exact
internal import Plots

/// The mass Σ y/amp of a decoder's output as a function of the code, piece by piece, exactly.
struct OutputMass {
    /// A piece of the function with its two ends; nil where it is unbounded.
    struct Piece {
        let from: Rational?
        let to: Rational?
        let form: AffineForm
    }

    /// The pieces from left to right.
    let pieces: [Piece]

    init(_ atlas: DecoderAtlas, amplitude: Int) {
        var pieces: [Piece] = []
        atlas.forEachPiece { piece in
            let slope = piece.outputs.reduce(Rational.zero) { $0 + $1.slope } / Rational(amplitude)
            let intercept = piece.outputs.reduce(Rational.zero) { $0 + $1.intercept } / Rational(amplitude)
            pieces.append(Piece(from: piece.from, to: piece.to, form: AffineForm(slope: slope, intercept: intercept)))
        }
        self.pieces = pieces
    }

    /// The value at a code.
    func at(_ z: Rational) -> Rational {
        pieces.first { $0.to.map { z <= $0 } ?? true }?.form(z) ?? .zero
    }

    /// Whether the mass is 0 before 0 and z/h on each piece from 0 on, of which `count` lie between 0 and count·h.
    func isProportional(spacing h: Rational, pieces count: Int) -> Bool {
        let (left, right) = (pieces.filter { $0.from == nil }, pieces.filter { $0.from != nil })
        return left.allSatisfy { $0.form == .zero && $0.to == .zero }
            && right.allSatisfy { $0.form == AffineForm(slope: .one / h, intercept: .zero) }
            && right.compactMap(\.from) == (0...count).map { Rational($0) * h }
    }

    /// A chart of several of them over z in [−1, n + ½].
    static func chart(_ named: [(name: String, mass: OutputMass)], upTo n: Int) -> Chart {
        let marks = named.enumerated().map { k, entry -> Mark in
            let inner = entry.mass.pieces.compactMap(\.from).filter { .zero <= $0 && $0 <= Rational(n) }
            let cuts = [Rational(-1)] + inner + [Rational(2 * n + 1) / 2]
            return .line(
                cuts.map { PlotPoint($0.doubleValue, entry.mass.at($0).doubleValue) }, Series(entry.name, .slot(k + 1)))
        }
        return Chart(
            "The mass of the output over the code", description: "A straight line from 0 on, and a staircase below it.",
            x: Axis("code z / h"), y: Axis("Σ y / amp", domain: -1...Double(n + 2)), marks: marks, labels: .key)
    }
}
