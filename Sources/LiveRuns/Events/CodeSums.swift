internal import Networks

/// The codes of all samples from the layers below the code, summed as training sums them for sparse signals.
///
/// One linear layer is taken on the signals' own non-zero entries, or on their differences from the signal before, so
/// that step functions cost one multiplication each. All memory is allocated by `init`.
struct CodeSums: Sendable {
    private struct Entry {
        var column: Int32
        var value: Double
    }

    private struct Row {
        /// One more than the row's last entry.
        var end: Int32
        /// Whether the entries are differences from the row before.
        var isDifference: Bool
    }

    private struct Stage {
        let weight: Int
        let bias: Int?
        let inputs: Int
        let outputs: Int
        let activation: Activation
    }

    /// The number of samples.
    let count: Int
    private let stages: [Stage]
    private var rows: [Row] = []
    private var entries: [Entry] = []
    private let signals: [Double]
    private var scratch: [Double] = []
    private let width: Int
    private let isRoundedToFloat: Bool

    /// Takes the layers through the code, and where their weights and biases begin in the flat buffer.
    ///
    /// Codes are rounded where training keeps them in single precision.
    init(
        _ layers: [(dense: Dense, inputs: Int, weight: Int, bias: Int?)], signals: Matrix<Double>,
        isRoundedToFloat: Bool
    ) {
        count = signals.rows
        self.isRoundedToFloat = isRoundedToFloat
        stages = layers.map {
            Stage(
                weight: $0.weight, bias: $0.bias, inputs: $0.inputs, outputs: $0.dense.outputs,
                activation: $0.dense.activation)
        }
        width = max(signals.columns, stages.map(\.outputs).max() ?? 1)
        if stages.count == 1, stages[0].activation == .identity {
            self.signals = []
            cut(signals)
        } else {
            self.signals = signals.elements
            scratch = [Double](repeating: 0, count: 2 * width)
        }
    }

    /// Cuts the signals into rows, choosing the shorter form of each.
    private mutating func cut(_ signals: Matrix<Double>) {
        var peak = 0.0
        for i in 0..<signals.rows {
            let row = Array(signals.row(i))
            let own = row.indices.filter { row[$0] != 0 }.map { Entry(column: Int32($0), value: row[$0]) }
            let differences = i > 0 ? Self.differences(row, from: Array(signals.row(i - 1))) : nil
            let size = row.reduce(0) { max($0, abs($1)) }
            // A sum that has seen much larger numbers has lost the digits of this row.
            let isDifference = differences.map { $0.count < own.count && peak <= 16 * size } ?? false
            peak = isDifference ? max(peak, size) : size
            entries += isDifference ? differences ?? own : own
            rows.append(Row(end: Int32(entries.count), isDifference: isDifference))
        }
    }

    /// Where a row differs from the one before; nil where a difference is not exact.
    private static func differences(_ row: [Double], from before: [Double]) -> [Entry]? {
        var entries: [Entry] = []
        for j in row.indices where row[j] != before[j] {
            let difference = row[j] - before[j]
            guard before[j] + difference == row[j] else { return nil }
            entries.append(Entry(column: Int32(j), value: difference))
        }
        return entries
    }

    /// Writes the code of each sample. O(entries), or O(samples · parameters) for several layers.
    mutating func write<S: BinaryFloatingPoint>(
        _ parameters: UnsafePointer<S>, into z: UnsafeMutablePointer<Double>
    ) {
        if rows.isEmpty { writeStages(parameters, into: z) } else { writeRows(parameters, into: z) }
        if isRoundedToFloat { for i in 0..<count { z[i] = Double(Float(z[i])) } }
    }

    private func writeRows<S: BinaryFloatingPoint>(
        _ parameters: UnsafePointer<S>, into z: UnsafeMutablePointer<Double>
    ) {
        let w = parameters + stages[0].weight
        let bias = stages[0].bias.map { Double(parameters[$0]) } ?? 0
        rows.withUnsafeBufferPointer { rows in
            entries.withUnsafeBufferPointer { entries in
                var (sum, k) = (0.0, 0)
                for i in 0..<rows.count {
                    if !rows[i].isDifference { sum = 0 }
                    let end = Int(rows[i].end)
                    while k < end {
                        sum += entries[k].value * Double(w[Int(entries[k].column)])
                        k &+= 1
                    }
                    z[i] = sum + bias
                }
            }
        }
    }

    private mutating func writeStages<S: BinaryFloatingPoint>(
        _ parameters: UnsafePointer<S>, into z: UnsafeMutablePointer<Double>
    ) {
        let (stages, signals, count, width) = (stages, signals, count, width)
        scratch.withUnsafeMutableBufferPointer { scratch in
            for i in 0..<count {
                let inputs = stages[0].inputs
                for j in 0..<inputs { scratch[j] = signals[i * inputs + j] }
                var (from, to) = (0, width)
                for stage in stages {
                    for k in 0..<stage.outputs {
                        let row = parameters + (stage.weight + k * stage.inputs)
                        var sum = 0.0
                        for j in 0..<stage.inputs { sum += Double(row[j]) * scratch[from + j] }
                        sum += stage.bias.map { Double(parameters[$0 + k]) } ?? 0
                        scratch[to + k] = stage.activation.value(at: sum)
                    }
                    (from, to) = (to, from)
                }
                z[i] = scratch[from]
            }
        }
    }
}
