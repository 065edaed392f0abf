@testable import Exact

/// A small seeded generator for the cases of these tests.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A fraction with a numerator in -bound...bound and a denominator in 1...denominators.
    mutating func rational(_ bound: Int, denominators: Int = 1) -> Rational {
        Rational(Int.random(in: -bound...bound, using: &self))
            / Rational(Int.random(in: 1...denominators, using: &self))
    }

    mutating func matrix(_ rows: Int, _ columns: Int, bound: Int, denominators: Int = 1) -> ExactMatrix {
        ExactMatrix(
            rows: rows, columns: columns,
            elements: (0..<rows * columns).map { _ in rational(bound, denominators: denominators) })
    }
}
