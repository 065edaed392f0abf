import Testing

@testable import Exact

@Suite struct MatrixTests {
    /// The determinant by expansion along the first row.
    private func expansion(_ m: [[Rational]]) -> Rational {
        guard let first = m.first else { return .one }
        var sum = Rational.zero
        for j in first.indices {
            let minor = m.dropFirst().map { row in row.indices.filter { $0 != j }.map { row[$0] } }
            sum += (j.isMultiple(of: 2) ? first[j] : -first[j]) * expansion(minor)
        }
        return sum
    }

    @Test("The determinant equals its expansion", arguments: 0..<60)
    func determinant(seed: Int) {
        var random = SplitMix(state: UInt64(seed))
        let n = seed % 6
        let matrix = random.matrix(n, n, bound: 4, denominators: seed.isMultiple(of: 2) ? 1 : 12)
        #expect(matrix.determinant == expansion((0..<n).map { Array(matrix.row($0)) }))
    }

    @Test("Null spaces are annihilated, and rank and nullity add up", arguments: 0..<80)
    func nullSpaces(seed: Int) {
        var random = SplitMix(state: UInt64(seed))
        let (rows, columns) = (1 + seed % 5, 1 + seed % 7)
        // Of low rank by construction, every third time.
        var matrix = random.matrix(rows, columns, bound: 3, denominators: 5)
        if seed.isMultiple(of: 3), rows > 1 {
            for j in 0..<columns { matrix[rows - 1, j] = matrix[0, j] * Rational(2) / 3 }
            #expect(matrix.rank < rows)
        }
        #expect(matrix.rank == matrix.transposed().rank)
        #expect(matrix.nullSpace.count == columns - matrix.rank)
        #expect(matrix.leftNullSpace.count == rows - matrix.rank)
        for vector in matrix.nullSpace {
            #expect(vector.contains { !$0.isZero })
            #expect(matrix.times(vector).allSatisfy { $0.isZero })
        }
        let basis = matrix.nullSpace
        if !basis.isEmpty { #expect(ExactMatrix(basis).rank == basis.count) }
    }

    @Test("A solution solves its system, and a system without one gives nil", arguments: 0..<80)
    func solutions(seed: Int) throws {
        var random = SplitMix(state: UInt64(seed) + 1000)
        let (rows, columns) = (1 + seed % 6, 1 + seed % 4)
        let matrix = random.matrix(rows, columns, bound: 3, denominators: 4)
        let wanted = (0..<columns).map { _ in random.rational(5, denominators: 7) }
        let b = matrix.times(wanted)
        let x = try #require(matrix.solution(of: b))
        #expect(matrix.times(x) == b)
        let other = (0..<rows).map { _ in random.rational(5) }
        let isReachable =
            matrix.appending(columns: ExactMatrix(rows: rows, columns: 1, elements: other)).rank == matrix.rank
        let found = matrix.solution(of: other)
        #expect((found != nil) == isReachable)
        if let found { #expect(matrix.times(found) == other) }
    }

    @Test("The Hilbert matrix of order 12 has its known determinant")
    func hilbert() throws {
        let n = 12
        let matrix = ExactMatrix(
            rows: n, columns: n,
            elements: (0..<n * n).map { Rational(1) / Rational($0 / n + $0 % n + 1) })
        #expect(
            matrix.determinant.description
                == "1/379106579436304517151885479034796391880188687864118464104324304732160000000000")
    }

    @Test("Empty matrices")
    func empty() {
        let none = ExactMatrix(rows: 0, columns: 3)
        #expect(none.rank == 0 && none.nullSpace.count == 3)
        #expect(ExactMatrix(rows: 0, columns: 0).determinant == .one)
        #expect(ExactMatrix(rows: 2, columns: 0).leftNullSpace.count == 2)
    }
}
