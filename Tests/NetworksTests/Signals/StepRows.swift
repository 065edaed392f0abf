import Networks

/// The steps of every position 0 … n with some amplitudes, laid out here, with their positions and amplitudes.
struct StepRows<S: Scalar> {
    let signals: Matrix<S>
    let positions: [Int]
    let amplitudes: [S]

    init(_ n: Int, _ orientation: Orientation, _ values: [S]) {
        var (entries, positions, amplitudes): ([S], [Int], [S]) = ([], [], [])
        for ones in 0...n {
            for amplitude in ones == 0 ? [0] : values {
                let (on, off) = (Array(repeating: amplitude, count: ones), [S](repeating: 0, count: n - ones))
                entries += orientation == .leadingOnes ? on + off : off + on
                positions.append(ones)
                amplitudes.append(amplitude)
            }
        }
        signals = Matrix(rows: positions.count, columns: n, elements: entries)
        self.positions = positions
        self.amplitudes = amplitudes
    }
}
