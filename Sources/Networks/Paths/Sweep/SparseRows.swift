/// Signals in few numbers: each row as its own non-zero entries, or as its differences from the row before.
///
/// A step differs from its neighbour in one entry, a piecewise-constant signal in a stretch, and a Dirac has one entry
/// of its own; so a product with all rows costs one multiplication a row instead of one an entry.
final class SparseRows {
    private struct Entry {
        var column: Int
        var value: Double
    }

    private struct Row {
        /// One more than the row's last entry.
        var end: Int
        /// Whether the entries are differences from the row before.
        var isDifference: Bool
    }

    private let count: Int
    private let entryCount: Int
    private let rows: UnsafeMutablePointer<Row>
    private let entries: UnsafeMutablePointer<Entry>

    /// Cuts a matrix into such rows, choosing the shorter form of each; nil where they are not a quarter of its
    /// entries.
    ///
    /// - Complexity: O(entries of the matrix).
    init?(_ matrix: Matrix<Double>) {
        var (rows, entries): ([Row], [Entry]) = ([], [])
        var peak = 0.0
        for i in 0..<matrix.rows {
            let row = Array(matrix.row(i))
            let own = row.indices.filter { row[$0] != 0 }.map { Entry(column: $0, value: row[$0]) }
            let differences = i > 0 ? Self.differences(row, from: Array(matrix.row(i - 1))) : nil
            let size = row.reduce(0) { max($0, abs($1)) }
            // A sum that has seen much larger numbers has lost the digits of this row.
            let isDifference = differences.map { $0.count < own.count && peak <= 16 * size } ?? false
            peak = isDifference ? max(peak, size) : size
            entries += isDifference ? differences ?? own : own
            guard entries.count <= matrix.elements.count / 4 else { return nil }
            rows.append(Row(end: entries.count, isDifference: isDifference))
        }
        count = rows.count
        entryCount = entries.count
        self.rows = .allocate(capacity: count)
        self.entries = .allocate(capacity: entryCount)
        for (i, row) in rows.enumerated() { (self.rows + i).initialize(to: row) }
        for (k, entry) in entries.enumerated() { (self.entries + k).initialize(to: entry) }
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
            guard before[j] + difference == row[j] else { return nil }
            entries.append(Entry(column: j, value: difference))
        }
        return entries
    }

    // Most rows have one entry: it is taken apart from the others, which keeps the compiler from unrolling a loop for
    // it. Fields are read into locals, where nothing that the loops write can change them.

    /// z_i ← x_i · w + b for every row, summed in double precision. O(entries).
    func product<Element: Scalar, Wide: Scalar>(
        _ w: UnsafePointer<Element>, bias: Double, into z: UnsafeMutablePointer<Wide>
    ) {
        let (count, rows, entries) = (count, rows, entries)
        var (sum, i, k) = (0.0, 0, 0)
        while i < count {
            if !rows[i].isDifference { sum = 0 }
            let end = rows[i].end
            if k < end {
                sum += entries[k].value * w[entries[k].column].doubleValue
                k &+= 1
                if k < end { sum = product(w, from: k, to: end, after: sum) }
                k = end
            }
            z[i] = Wide(sum + bias)
            i &+= 1
        }
    }

    @inline(never)
    private func product<Element: Scalar>(
        _ w: UnsafePointer<Element>, from begin: Int, to end: Int, after sum: Double
    ) -> Double {
        (begin..<end).reduce(sum) { $0 + entries[$1].value * w[entries[$1].column].doubleValue }
    }

    /// sums_j ← Σ_i x_ij d_i for every column, and returns Σ_i d_i, both in double precision. O(entries + columns).
    func transposedProduct<Wide: Scalar>(
        _ d: UnsafePointer<Wide>, columns: Int, into sums: UnsafeMutablePointer<Double>
    ) -> Double {
        let (rows, entries) = (rows, entries)
        sums.update(repeating: 0, count: columns)
        // A row's differences stand in every later row too, up to the next row that stands for itself.
        var (running, total, i, end) = (0.0, 0.0, count, entryCount)
        while i > 0 {
            i &-= 1
            let value = d[i].doubleValue
            running += value
            total += value
            let begin = i > 0 ? rows[i &- 1].end : 0
            if begin < end {
                sums[entries[begin].column] += entries[begin].value * running
                if begin &+ 1 < end { add(running, from: begin &+ 1, to: end, into: sums) }
                end = begin
            }
            if !rows[i].isDifference { running = 0 }
        }
        return total
    }

    @inline(never)
    private func add(_ factor: Double, from begin: Int, to end: Int, into sums: UnsafeMutablePointer<Double>) {
        for k in begin..<end { sums[entries[k].column] += entries[k].value * factor }
    }
}
