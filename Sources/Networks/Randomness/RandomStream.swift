import Foundation

/// A reproducible stream of random numbers, named by a seed, a purpose and an index.
///
/// Streams with different names are independent, and none is global: what a seed draws for one tensor does not depend
/// on what else was drawn, nor on threads. The words are ``Philox4x32`` blocks: the seed is the key, the counter is
/// (block, block >> 32, purpose, index).
public struct RandomStream: RandomNumberGenerator, Sendable {
    /// What the numbers are for.
    public enum Purpose: UInt32, Sendable {
        /// Initial parameters; the index is 2 · layer for the weight and 2 · layer + 1 for the bias.
        case initialization = 1
        /// The order of the samples in mini-batches; the index is the epoch.
        case shuffle = 2
        /// Random signals.
        case signals = 3
        /// Which samples are held out.
        case holdOut = 4
        /// The order in which a sum's terms are added.
        case summation = 5
        /// Kinks at random among codes; the index is their number.
        case kinks = 6
        /// The checks of claims; the index is the number of a check's stream.
        case claims = 7
        /// Noise that is added to signals; the index is that of the noisy sample.
        case noise = 8
        /// The random parameters of a sweep; the index is the number of the draw.
        case sweeps = 9
    }

    private let key: SIMD2<UInt32>
    private let purpose: UInt32
    private let index: UInt32
    private var blockNumber: UInt64 = 0
    private var words = SIMD4<UInt32>()
    private var used = 4

    /// The stream with this name, from its beginning.
    public init(seed: UInt64, purpose: Purpose, index: UInt32) {
        key = SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
        self.purpose = purpose.rawValue
        self.index = index
    }

    /// The next 32 bits.
    public mutating func nextWord() -> UInt32 {
        if used == 4 {
            words = Philox4x32.block(
                counter: SIMD4(
                    UInt32(truncatingIfNeeded: blockNumber), UInt32(truncatingIfNeeded: blockNumber >> 32), purpose,
                    index),
                key: key)
            blockNumber &+= 1
            used = 0
        }
        defer { used += 1 }
        return words[used]
    }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        let low = UInt64(nextWord())
        return low | UInt64(nextWord()) << 32
    }

    /// A number in [0, 1), a multiple of 2^−53.
    public mutating func uniform() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// A number in the range; its upper bound can only come out by rounding.
    public mutating func uniform(in range: ClosedRange<Double>) -> Double {
        range.lowerBound + (range.upperBound - range.lowerBound) * uniform()
    }

    /// A whole number in 0..<bound, every one equally likely. `bound` is positive.
    ///
    /// The high half of a 128-bit product, with rejection (Lemire, 2019): fixed here, so that no library release
    /// changes what a seed draws.
    public mutating func index(below bound: Int) -> Int {
        let bound = UInt64(bound)
        let threshold = (0 &- bound) % bound
        while true {
            let product = next().multipliedFullWidth(by: bound)
            if product.low >= threshold { return Int(product.high) }
        }
    }

    /// A standard normal number, by the Box–Muller transform; takes two uniform ones.
    public mutating func normal() -> Double {
        let radius = (-2 * log(1 - uniform())).squareRoot()
        return radius * cos(2 * Double.pi * uniform())
    }
}
