public import Experiments
internal import Networks

/// The forward table and the shapes of a gradient case, as lines for a terminal.
public struct GradientTables: Sendable {
    private let outcome: GradientOutcome

    /// The tables of an outcome.
    public init(_ outcome: GradientOutcome) { self.outcome = outcome }

    /// Both tables, without line breaks.
    public func lines() -> [String] {
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
        return ["forward table, for one sample"] + Self.grid([["module", "input", "output", "shape"]] + modules)
            + ["shapes, for one sample, of a quantity and of ∂ℓ by it in both layouts"]
            + Self.grid([["quantity", "shape", "numerator", "weightShaped"]] + shapes)
    }

    /// Cells in columns, flush left.
    private static func grid(_ rows: [[String]]) -> [String] {
        let widths = (rows.first ?? []).indices.map { k in rows.map { $0[k].count }.max() ?? 0 }
        return rows.map { row in
            let cells = zip(row, widths).map { cell, width in
                cell + String(repeating: " ", count: max(0, width - cell.count))
            }
            let line = "  " + cells.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }
}
