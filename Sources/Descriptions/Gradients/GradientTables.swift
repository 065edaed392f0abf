public import Derivations
internal import Networks

/// The forward table and the shapes of a gradient case, as lines for a terminal.
public struct GradientTables: Sendable {
    private let outcome: GradientOutcome

    /// The tables of an outcome.
    public init(_ outcome: GradientOutcome) { self.outcome = outcome }

    /// Both tables, without line breaks.
    public func lines(width: Int = .max) -> [String] {
        let notation = LayerNotation(depth: outcome.preactivations.count, style: .text)
        func shape(_ sizes: [Int]) -> String { notation.shape(sizes[0], sizes[1]) }
        let modules = outcome.modules.map { module in
            let cells = module.cells(.text)
            return [cells.module, cells.input, cells.output, shape(module.shape)]
        }
        let shapes = outcome.shapes.map { row in
            [
                row.name(.text), shape(row.shape), shape(row.derivative(in: .numerator)),
                shape(row.derivative(in: .weightShaped)),
            ]
        }
        return ["forward table, for one sample"]
            + TextTable.lines([["module", "input", "output", "shape"]] + modules, width: width)
            + ["shapes, for one sample, of a quantity and of ∂ℓ by it in both layouts"]
            + TextTable.lines([["quantity", "shape", "numerator", "weightShaped"]] + shapes, width: width)
    }
}
