/// A weight matrix in which entries are tied to parameters, one after the other.
struct TyingMap {
    private let columns: Int
    private(set) var sources: [Int32]

    /// A matrix of constant zeros.
    init(rows: Int, columns: Int) {
        self.columns = columns
        sources = Array(repeating: -1, count: rows * columns)
    }

    mutating func tie(_ i: Int, _ j: Int, to parameter: Int) { sources[i * columns + j] = Int32(parameter) }

    private var rows: Int { sources.count / max(1, columns) }

    /// A parameter for each entry of the first columns.
    mutating func tieFull(columns width: Int) {
        for i in 0..<rows {
            for j in 0..<width { tie(i, j, to: i * width + j) }
        }
    }

    /// A parameter for each diagonal of the first columns: W_ij = t_(i−j+inputs−1).
    mutating func tieDiagonals(columns width: Int) {
        for i in 0..<rows {
            for j in 0..<width { tie(i, j, to: i - j + width - 1) }
        }
    }

    /// W_((o,t),(c,j)) = w_ock for j = ts + kd − p.
    mutating func tie(_ convolution: Convolution, channels: Int, length: Int, outputs: Int) {
        let taps = convolution.kernel
        for o in 0..<convolution.channels {
            for c in 0..<channels {
                for k in 0..<taps {
                    for t in convolution.positions(of: k, within: length, count: outputs) {
                        let j = t * convolution.stride + k * convolution.dilation - convolution.padding
                        tie(o * outputs + t, c * length + j, to: (o * channels + c) * taps + k)
                    }
                }
            }
        }
    }

    /// W_((o,i),(c,t)) = w_cok for i = ts + kd − p.
    mutating func tieTransposed(_ convolution: Convolution, channels: Int, length: Int, outputs: Int) {
        let taps = convolution.kernel
        for c in 0..<channels {
            for o in 0..<convolution.channels {
                for k in 0..<taps {
                    for t in convolution.positions(of: k, within: outputs, count: length) {
                        let i = t * convolution.stride + k * convolution.dilation - convolution.padding
                        tie(o * outputs + i, c * length + t, to: (c * convolution.channels + o) * taps + k)
                    }
                }
            }
        }
    }
}

extension Convolution {
    /// The positions t below `count` for which tap k lies within the signal: 0 ≤ ts + kd − p < length.
    fileprivate func positions(of k: Int, within length: Int, count: Int) -> Range<Int> {
        let offset = k * dilation - padding
        let first = offset >= 0 ? 0 : (stride - 1 - offset) / stride
        let end = offset >= length ? 0 : (length - 1 - offset) / stride + 1
        return first < min(end, count) ? first..<min(end, count) : 0..<0
    }
}
