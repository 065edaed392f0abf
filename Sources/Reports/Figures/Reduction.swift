/// Makes matrices small enough to draw.
enum Reduction {
    /// At most 260 rows of at most 260 entries, each the one of largest absolute value in its block.
    static func rows(_ rows: [[Double]], limit: Int = 260) -> [[Double]] {
        let width = rows.first?.count ?? 0
        guard rows.count > limit || width > limit else { return rows }
        func blocks(_ count: Int) -> [Range<Int>] {
            let parts = min(count, limit)
            return (0..<parts).map { $0 * count / parts..<($0 + 1) * count / parts }
        }
        let columns = blocks(width)
        return blocks(rows.count).map { block in
            columns.map { range in
                var largest = 0.0
                for i in block {
                    for j in range where !(abs(rows[i][j]) <= abs(largest)) { largest = rows[i][j] }
                }
                return largest
            }
        }
    }
}
