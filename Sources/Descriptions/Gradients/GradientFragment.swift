public import Derivations
internal import Foundation
internal import Networks

/// One forward and backward pass as a fragment of a TeX document, as Homework 1 lays it out.
///
/// The forward table (module, input, output, shape), the values, δ, every Jacobian with its shape, the shapes of the
/// derivatives in both layouts, and the gradients. Needs the package amsmath. Matrices of more than ten rows or columns
/// are shown in part, with dots.
public struct GradientFragment: Sendable {
    private let outcome: GradientOutcome
    private let notation: LayerNotation

    /// The fragment of an outcome.
    public init(_ outcome: GradientOutcome) {
        self.outcome = outcome
        notation = LayerNotation(depth: outcome.preactivations.count, style: .tex)
    }

    /// The lines, without line breaks.
    public func lines() -> [String] {
        var lines = ["% One forward and backward pass. Needs \\usepackage{amsmath}."]
        lines +=
            paragraph("Forward")
            + table(
                ["Module", "Input", "Output", "Shape"],
                outcome.modules.map { module in
                    let cells = module.cells(.tex)
                    return [cells.module, cells.input, cells.output, notation.shape(module.shape[0], module.shape[1])]
                })
        lines +=
            paragraph("Shapes of the derivatives")
            + table(
                ["Quantity", "Shape", "Derivative, numerator layout", "Derivative, shaped alike"],
                outcome.shapes.map { shape in
                    [shape.name(.tex)]
                        + [shape.shape, shape.derivative(in: .numerator), shape.derivative(in: .weightShaped)].map {
                            notation.shape($0[0], $0[1])
                        }
                })
        for sample in outcome.inputs.indices { lines += sampleLines(sample) }
        return lines + gradientLines()
    }

    private func sampleLines(_ i: Int) -> [String] {
        let depth = notation.depth
        var lines = paragraph(outcome.inputs.count == 1 ? "Values" : "Values of sample \(i + 1)")
        lines.append(equation("x", column(outcome.inputs[i])))
        lines.append(equation("y", column(outcome.targets[i])))
        for layer in 1...depth {
            lines.append(equation(notation.preactivation(layer), column(outcome.preactivations[layer - 1][i])))
            lines.append(equation(notation.activation(layer), column(outcome.activations[layer - 1][i])))
        }
        lines += paragraph("Jacobians, numerator layout")
        if let row = outcome.lossJacobians?[i] {
            lines.append(equation(notation.derivative(notation.loss, by: notation.output), [row]))
        }
        for layer in stride(from: depth, through: 1, by: -1) {
            let diagonal = outcome.activationJacobians[layer - 1][i]
            lines.append(
                equation(
                    notation.derivative(notation.activation(layer), by: notation.preactivation(layer)),
                    diagonal.indices.map { r in diagonal.indices.map { $0 == r ? diagonal[r] : 0 } }))
            lines.append(
                equation(
                    notation.derivative(notation.preactivation(layer), by: notation.activation(layer - 1))
                        + " = " + notation.weight(layer), outcome.layerJacobians[layer - 1]))
        }
        lines.append(equation(notation.derivative(notation.output, by: "x"), outcome.networkJacobians[i]))
        lines += paragraph("Errors")
        for layer in stride(from: depth, through: 1, by: -1) {
            lines.append(equation(notation.delta(layer), column(outcome.deltas[layer - 1][i])))
        }
        return lines
    }

    private func gradientLines() -> [String] {
        let isNumerator = outcome.layout == GradientLayout.numerator.rawValue
        var lines = paragraph(
            (isNumerator ? "Gradients, numerator layout" : "Gradients, shaped like the parameters")
                + (outcome.inputs.count == 1 ? "" : ", summed over the samples"))
        lines.append(#"\[ \#(notation.loss) = \#(Self.number(outcome.loss)) \]"#)
        for layer in stride(from: notation.depth, through: 1, by: -1) {
            lines.append(
                equation(notation.derivative(notation.loss, by: notation.weight(layer)), outcome.dW[layer - 1]))
            if let bias = outcome.db[layer - 1] {
                lines.append(
                    equation(
                        notation.derivative(notation.loss, by: notation.bias(layer)),
                        isNumerator ? [bias] : column(bias)))
            }
        }
        return lines
    }

    // MARK: Parts of a document

    private func paragraph(_ title: String) -> [String] { ["", #"\paragraph{\#(title)}"#] }

    /// A table whose cells, but for the headings, are formulas.
    private func table(_ headings: [String], _ rows: [[String]]) -> [String] {
        let format = String(repeating: "l", count: headings.count)
        return [
            #"\begin{center}"#, #"\begin{tabular}{\#(format)}"#, headings.joined(separator: " & ") + #" \\ \hline"#,
        ]
            + rows.map { $0.map { "$\($0)$" }.joined(separator: " & ") + #" \\"# }
            + [#"\end{tabular}"#, #"\end{center}"#]
    }

    private func column(_ values: [Double]) -> [[Double]] { values.map { [$0] } }

    /// A matrix with its name before it and its shape under it.
    private func equation(_ name: String, _ rows: [[Double]]) -> String {
        let shape = notation.shape(rows.count, rows.first?.count ?? 0)
        return #"\[ \#(name) = \underset{\#(shape)}{\#(Self.matrix(rows))} \]"#
    }

    static func matrix(_ rows: [[Double]]) -> String {
        let (down, across) = (shown(rows.count), shown(rows.first?.count ?? 0))
        let lines = down.map { i -> String in
            across.map { j -> String in
                switch (i, j) {
                case (let i?, let j?): number(rows[i][j])
                case (nil, nil): #"\ddots"#
                case (nil, _): #"\vdots"#
                case (_, nil): #"\cdots"#
                }
            }.joined(separator: " & ")
        }
        return #"\begin{pmatrix} "# + lines.joined(separator: #" \\ "#) + #" \end{pmatrix}"#
    }

    /// The indices that are shown of `count`, nil for dots: amsmath has room for ten columns.
    private static func shown(_ count: Int) -> [Int?] {
        count <= 10 ? Array(0..<count) : Array(0..<6) + [nil] + Array(count - 2..<count)
    }

    /// Six significant digits, as a formula.
    static func number(_ value: Double) -> String {
        guard value.isFinite else {
            return value.isNaN ? #"\mathrm{NaN}"# : value < 0 ? #"-\infty"# : #"\infty"#
        }
        let parts = String(format: "%.6g", value == 0 ? 0 : value).components(separatedBy: "e")
        guard parts.count == 2, let exponent = Int(parts[1]) else { return parts[0] }
        return #"\#(parts[0]) \cdot 10^{\#(exponent)}"#
    }
}
