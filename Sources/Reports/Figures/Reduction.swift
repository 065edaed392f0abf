internal import Diagnostics
internal import Plots

/// A matrix made small enough to draw: at most 260 rows of at most 260 entries.
struct Reduction {
    /// The largest number of rows, and of entries of a row.
    static let limit = 260

    /// The entries, each the one of largest absolute value in its block.
    let rows: [[Double]]
    /// The most rows that one of them stands for, and the most columns.
    let merged: (rows: Int, columns: Int)

    /// Merges rows and columns where there are too many; NaN counts as largest.
    init(_ rows: [[Double]], limit: Int = limit) {
        let width = rows.first?.count ?? 0
        guard rows.count > limit || width > limit else {
            (self.rows, merged) = (rows, (1, 1))
            return
        }
        let down = HeatMap.blocks(of: rows.count, in: limit)
        let across = HeatMap.blocks(of: width, in: limit)
        self.rows = down.map { block in
            across.map { range in
                var largest = 0.0
                for i in block {
                    for j in range where !(abs(rows[i][j]) <= abs(largest)) { largest = rows[i][j] }
                }
                return largest
            }
        }
        merged = (down.map(\.count).max() ?? 1, across.map(\.count).max() ?? 1)
    }

    /// "Each cell is the largest of up to 3 samples by 2 outputs. "; empty where nothing is merged.
    func words(_ row: String, _ column: String) -> String {
        guard merged.rows > 1 || merged.columns > 1 else { return "" }
        return
            "Each cell stands for up to \(NumberText.plural(merged.rows, row)) by "
            + "\(NumberText.plural(merged.columns, column)), and shows the value of largest size among them. "
    }
}
