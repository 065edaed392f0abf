import Testing

@testable import Networks

/// Products with sparse rows against the sums that they stand for.
@Suite struct SparseRowsTests {
    private func check(_ signals: Matrix<Double>) throws {
        let rows = try #require(SparseRows(signals))
        var stream = RandomStream(seed: 5, purpose: .signals, index: 3)
        let w = AlignedBuffer((0..<signals.columns).map { _ in Double(stream.index(below: 65) - 32) / 8 })
        let d = AlignedBuffer((0..<signals.rows).map { _ in Double(stream.index(below: 65) - 32) / 8 })
        let z = AlignedBuffer<Double>(count: signals.rows)
        let sums = AlignedBuffer(Array(repeating: 7.0, count: signals.columns))
        rows.product(w.pointer, bias: 0.5, into: z.pointer)
        for i in 0..<signals.rows {
            let expected = (0..<signals.columns).reduce(0.5) { $0 + signals[i, $1] * w.pointer[$1] }
            #expect(z.pointer[i] == expected, "row \(i)")
        }
        let total = rows.transposedProduct(d.pointer, columns: signals.columns, into: sums.pointer)
        #expect(total == (0..<signals.rows).reduce(0) { $0 + d.pointer[$1] })
        for j in 0..<signals.columns {
            let expected = (0..<signals.rows).reduce(0) { $0 + signals[$1, j] * d.pointer[$1] }
            #expect(sums.pointer[j] == expected, "column \(j)")
        }
    }

    @Test("Steps in either orientation, Diracs, piecewise constants")
    func families() throws {
        for orientation in Orientation.allCases {
            try check(StepFunctions(length: 23, amplitude: 5, orientation: orientation).samples().signals)
        }
        try check(Diracs(length: 19, amplitude: 2, blank: true).samples().signals)
        try check(PiecewiseConstants(length: 24, transitions: 1, amplitude: 3).samples().signals)
    }

    @Test("Rows that are full, or that differ by a number that is rounded, stand for themselves or are refused")
    func others() throws {
        // Amplitude changes from row to row: differences would be as many as entries.
        #expect(SparseRows(try StepFunctions(length: 12, amplitude: .list([1, 2.5, 4])).samples().signals) == nil)
        #expect(SparseRows(Matrix(rows: 4, columns: 4, elements: (1...16).map(Double.init))) == nil)
        var rows = Array(repeating: Array(repeating: 0.0, count: 40), count: 3)
        rows[0][1] = 1e300
        rows[1][1] = -1e300
        rows[2][1] = 1
        rows[2][2] = 1
        try check(try #require(Matrix(rows: rows)))
        // Exact differences whose sum would not be: 2^60 w + w − 2^60 w.
        rows[0] = (0..<40).map { $0 == 0 ? 0x1p60 : $0 < 5 ? 1 : 0 }
        rows[1] = (0..<40).map { $0 > 0 && $0 < 5 ? 1 : 0 }
        rows[2] = rows[1]
        let matrix = try #require(Matrix(rows: rows))
        let sparse = try #require(SparseRows(matrix))
        let (w, z) = (AlignedBuffer(Array(repeating: 0.3, count: 40)), AlignedBuffer<Double>(count: 3))
        sparse.product(w.pointer, bias: 0, into: z.pointer)
        #expect(abs(z.pointer[1] - 1.2) < 1e-15 && z.pointer[2] == z.pointer[1])
        // A difference that would be infinite.
        rows = (0..<3).map { i in (0..<40).map { $0 == 0 ? (i == 1 ? -1e308 : 1e308) : $0 < 5 ? 1e308 : 0 } }
        let huge = try #require(Matrix(rows: rows))
        let (small, sums) = (AlignedBuffer(Array(repeating: 1e-300, count: 40)), AlignedBuffer<Double>(count: 3))
        try #require(SparseRows(huge)).product(small.pointer, bias: 0, into: sums.pointer)
        #expect(abs(sums.pointer[1] - 3e8) < 1 && sums.pointer[0] == sums.pointer[2])
    }
}
