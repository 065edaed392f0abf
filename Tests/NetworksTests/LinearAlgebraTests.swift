import Testing

@testable import Networks

/// Decompositions by LAPACK: the right halves, orders and transpositions.
@Suite struct LinearAlgebraTests {
    private func random(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix<Double> {
        var stream = RandomStream(seed: seed, purpose: .signals, index: 9)
        return Matrix(
            rows: rows, columns: columns, elements: (0..<rows * columns).map { _ in stream.uniform(in: -1...1) })
    }

    private func product(_ a: Matrix<Double>, _ b: Matrix<Double>) -> Matrix<Double> {
        var c = Matrix<Double>(rows: a.rows, columns: b.columns, repeating: 0)
        for i in 0..<a.rows {
            for j in 0..<b.columns { c[i, j] = (0..<a.columns).reduce(0) { $0 + a[i, $1] * b[$1, j] } }
        }
        return c
    }

    private func distance(_ a: Matrix<Double>, _ b: Matrix<Double>) -> Double {
        zip(a.elements, b.elements).map { abs($0 - $1) }.max() ?? 0
    }

    @Test(
        "OpenBLAS's kernels for an older processor have wider ones beside them",
        arguments: [
            ("Prescott", 4, "SkylakeX"), ("Haswell", 4, "SkylakeX"), ("Zen", 4, "SkylakeX"), ("Prescott", 3, "Haswell"),
            ("Sandybridge", 3, "Haswell"), ("Zen", 3, nil), ("SapphireRapids", 4, nil), ("Prescott", 0, nil),
            ("neoversen1", 0, nil),
        ] as [(String, Int, String?)])
    func widerKernels(kernels: String, level: Int, wider: String?) {
        #expect(ArithmeticEnvironment.widerKernels(than: kernels, forVectorLevel: level) == wider)
    }

    @Test("This process names its kernels")
    func kernels() {
        #expect(ArithmeticEnvironment.blas.contains(ArithmeticEnvironment.matrixKernels))
    }

    @Test("S X = B", arguments: 1...9)
    func solution(order: Int) throws {
        let root = random(order + 2, order, seed: UInt64(order))
        let gram = product(root.transposed(), root)
        let b = random(order, 4, seed: 100)
        let x = try #require(
            SymmetricMatrix(order: order, elements: gram.elements).solution(of: b.elements, columns: 4))
        #expect(distance(product(gram, Matrix(rows: order, columns: 4, elements: x)), b) < 1e-9)
        var indefinite = gram
        indefinite[0, 0] = -1
        #expect(
            SymmetricMatrix(order: order, elements: indefinite.elements).solution(of: b.elements, columns: 4) == nil)
    }

    @Test("S^(−¼), four times, is S⁻¹", arguments: 1...9)
    func power(order: Int) throws {
        let root = random(order + 3, order, seed: UInt64(50 + order))
        var gram = product(root.transposed(), root)
        let power = try #require(SymmetricMatrix(order: order, elements: gram.elements).power(-0.25, shift: 0.5))
        let quarter = Matrix(rows: order, columns: order, elements: power)
        for k in 0..<order { gram[k, k] += 0.5 }
        let fourth = product(product(quarter, quarter), product(quarter, quarter))
        var identity = Matrix<Double>(rows: order, columns: order, repeating: 0)
        for k in 0..<order { identity[k, k] = 1 }
        #expect(distance(product(fourth, gram), identity) < 1e-10)
    }

    @Test("Singular values: of a diagonal, and the trace of the Gram matrix")
    func singularValues() throws {
        let diagonal = Matrix<Double>(rows: 2, columns: 3, elements: [0, -3, 0, 0, 0, 2])
        #expect(diagonal.singularValues()?.map { ($0 * 1e12).rounded() / 1e12 } == [3, 2])
        for (rows, columns) in [(1, 1), (5, 3), (3, 5), (8, 8)] {
            let a = random(rows, columns, seed: 7)
            let values = try #require(a.singularValues())
            #expect(values.count == min(rows, columns))
            #expect(values == values.sorted(by: >))
            let squares = a.elements.reduce(0) { $0 + $1 * $1 }
            #expect(abs(values.reduce(0) { $0 + $1 * $1 } - squares) < 1e-12 * squares)
        }
        #expect(Matrix<Double>(rows: 0, columns: 3, elements: []).singularValues() == [])
        #expect(Matrix<Double>(rows: 1, columns: 1, elements: [.nan]).singularValues() == nil)
    }
}
