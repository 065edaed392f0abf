/// Signals in few numbers: each row as its own non-zero entries, or as its differences from the row before.
///
/// A step differs from its neighbour in one entry, a piecewise-constant signal in a stretch, and a Dirac has one entry of
/// its own; so a product with all rows costs one multiplication a row instead of one an entry.
final class SparseRows {
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

    private let rows: UnsafeMutableBufferPointer<Row>
    private let entries: UnsafeMutableBufferPointer<Entry>

    /// Cuts a matrix into such rows, choosing the shorter form of each; nil where they are not a quarter of its entries.
    ///
    /// - Complexity: O(entries of the matrix).
    init?(_ matrix: Matrix<Double>) {
        var (rows, entries): ([Row], [Entry]) = ([], [])
        for i in 0..<matrix.rows {
            let row = Array(matrix.row(i))
            let own = row.indices.filter { row[$0] != 0 }.map { Entry(column: Int32($0), value: row[$0]) }
            let differences = i > 0 ? Self.differences(row, from: Array(matrix.row(i - 1))) : nil
            let isDifference = differences.map { $0.count < own.count } ?? false
            entries += isDifference ? differences ?? own : own
            guard entries.count <= matrix.elements.count / 4 else { return nil }
            rows.append(Row(end: Int32(entries.count), isDifference: isDifference))
        }
        self.rows = .allocate(capacity: rows.count)
        self.entries = .allocate(capacity: entries.count)
        _ = self.rows.initialize(from: rows)
        _ = self.entries.initialize(from: entries)
    }

    deinit {
        rows.deallocate()
        entries.deallocate()
    }

    /// Where a row differs from the one before; nil where a difference is not exact.
    private static func differences(_ row: [Double], from before: [Double]) -> [Entry]? {
        var entries: [Entry] = []
        for j in row.indices where row[j] != before[j] {
            let difference = row[j] - before[j]
            guard difference.isFinite, before[j] + difference == row[j] else { return nil }
            entries.append(Entry(column: Int32(j), value: difference))
        }
        return entries
    }

    /// z_i ← x_i · w + b for every row, summed in double precision. O(entries).
    func product<Element: Scalar, Wide: Scalar>(
        _ w: UnsafePointer<Element>, bias: Double, into z: UnsafeMutablePointer<Wide>
    ) {
        var (sum, k) = (0.0, 0)
        for i in rows.indices {
            if !rows[i].isDifference { sum = 0 }
            while k < Int(rows[i].end) {
                sum += entries[k].value * w[Int(entries[k].column)].doubleValue
                k += 1
            }
            z[i] = Wide(sum + bias)
        }
    }

    /// sums_j ← Σ_i x_ij d_i for every column, and returns Σ_i d_i, both in double precision. O(entries + columns).
    func transposedProduct<Wide: Scalar>(
        _ d: UnsafePointer<Wide>, columns: Int, into sums: UnsafeMutablePointer<Double>
    ) -> Double {
        for j in 0..<columns { sums[j] = 0 }
        // A row's differences stand in every later row too, up to the next row that stands for itself.
        var (running, total, k) = (0.0, 0.0, entries.count)
        for i in rows.indices.reversed() {
            let value = d[i].doubleValue
            running += value
            total += value
            let begin = i > 0 ? Int(rows[i - 1].end) : 0
            while k > begin {
                k -= 1
                sums[Int(entries[k].column)] += entries[k].value * running
            }
            if !rows[i].isDifference { running = 0 }
        }
        return total
    }
}
