import Analysis
import Exact
import Testing

@Suite struct ShiftEquivariantDecoderTests {
    /// The equations of the steps of `positions` in v[1 − n] … v[n − 1], and their right-hand sides.
    private func system(_ n: Int, _ positions: [Int]) -> (ExactMatrix, [Rational]) {
        var (rows, targets): ([[Rational]], [Rational]) = ([], [])
        for position in positions {
            for p in 0..<n {
                var row = [Rational](repeating: 0, count: 2 * n - 1)
                for k in 0..<n { row[k - p + n - 1] = Rational(max(0, position - k)) }
                rows.append(row)
                targets.append(position > p ? 1 : 0)
            }
        }
        return (ExactMatrix(rows), targets)
    }

    @Test(
        "Fitted to any positions: the solution of the whole system where there is one only, else nil", arguments: 1...6)
    func everySubset(n: Int) {
        var (open, decided) = (0, 0)
        for bits in 1..<(1 << (n + 1)) {
            let positions = (0...n).filter { bits >> $0 & 1 == 1 }
            let (matrix, targets) = system(n, positions)
            let decoder = ShiftEquivariantDecoder(length: n, fitting: positions)
            guard matrix.rank == 2 * n - 1 else {
                open += 1
                #expect(decoder == nil, "\(positions)")
                continue
            }
            decided += 1
            #expect(decoder?.weights == matrix.solution(of: targets), "\(positions)")
        }
        #expect(open > 0 && decided > 0)
    }

    @Test("Fitted to every second step it is the canonical last layer", arguments: [2, 5, 12, 33])
    func canonical(n: Int) throws {
        let positions = [0, 1, n] + stride(from: 3, to: n, by: 2)
        let decoder = try #require(ShiftEquivariantDecoder(length: n, fitting: positions))
        for p in 0..<n {
            for k in 0..<n {
                #expect(decoder.lastLayer[p, k] == (k == p ? 1 : k == p + 1 ? -1 : 0))
            }
        }
    }

    @Test("The blank alone, no step at all, and steps without the full one do not determine it")
    func open() {
        for positions in [[], [0], [1, 2, 3], [-1, 9]] {
            #expect(ShiftEquivariantDecoder(length: 4, fitting: positions) == nil)
        }
    }
}
