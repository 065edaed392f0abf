internal import Exact
internal import Networks

/// Draws the networks on which formulas are tested: of several sizes and magnitudes, and for ReLU with masks of both
/// kinds and with preactivations of 0.
struct DerivationDraws {
    /// n, N and m of the three-layer models; d_s2, d_x and d_s1 of Homework 1.
    struct Sizes {
        let signal: Int
        let samples: Int
        let width: Int
    }

    /// The properties that a network should have.
    struct Wish {
        let sizes: Sizes
        var magnitude = DerivationNetwork.Magnitude.ordinary
        /// Whether b1, where it is one number, is below 0; used for magnitudes other than the ordinary one.
        var isNegative = false
        var isAtKink = false
    }

    /// The sizes that are always tested: N never equals n or m.
    private static let smallSizes = [(2, 3, 4), (3, 2, 4), (2, 5, 3), (4, 3, 2), (3, 5, 2), (5, 4, 3)].map {
        Sizes(signal: $0, samples: $1, width: $2)
    }
    /// The range of the sizes of further networks.
    private static let largerSizes = 6...12
    /// The number of networks with larger sizes, and the number with ReLU that have a preactivation of 0.
    private static let (larger, kinked) = (2, 3)
    /// The most attempts at a network that meets the wish.
    private static let attempts = 400

    let setting: FormulaSetting
    /// The signal length of the three-layer models; nil for several lengths.
    let length: Int?
    var random: RationalDraws

    /// Creates draws that depend on the seed and on the number of the stream.
    init(_ setting: FormulaSetting, length: Int? = nil, seed: UInt64, stream: UInt32) {
        self.setting = setting
        self.length = setting.model == .homework ? nil : length
        random = RationalDraws(RandomStream(seed: seed ^ 0x6465_7269_7661_7465, purpose: .claims, index: stream))
    }

    /// The networks, those with a preactivation of 0 last; a wish that no draw meets is left out.
    mutating func networks() -> [DerivationNetwork] {
        var result: [DerivationNetwork] = []
        for wish in wishes() {
            if let network = drawn(wish) { result.append(network) }
        }
        return result
    }

    private mutating func wishes() -> [Wish] {
        let small = Self.smallSizes.map(withLength)
        var wishes = small.map { Wish(sizes: $0) }
        for _ in 0..<Self.larger { wishes.append(Wish(sizes: drawnSizes())) }
        for (k, magnitude) in [DerivationNetwork.Magnitude.large, .large, .small, .small].enumerated() {
            wishes.append(Wish(sizes: small[k + 2], magnitude: magnitude, isNegative: k.isMultiple(of: 2)))
        }
        if setting.model != .linear {
            for sizes in small.prefix(Self.kinked) { wishes.append(Wish(sizes: sizes, isAtKink: true)) }
        }
        return wishes
    }

    /// The sizes with the chosen length; other sizes that equal it are replaced.
    private func withLength(_ sizes: Sizes) -> Sizes {
        guard let length else { return sizes }
        let samples = sizes.samples == length ? length + 1 : sizes.samples
        let isTaken = sizes.width == length || sizes.width == samples
        return Sizes(signal: length, samples: samples, width: isTaken ? max(length, samples) + 1 : sizes.width)
    }

    /// Three different sizes, the first of them the chosen length where there is one.
    private mutating func drawnSizes() -> Sizes {
        var left = Self.largerSizes.filter { $0 != length }
        func draw(_ random: inout RationalDraws) -> Int { left.remove(at: random.integer(in: 0...left.count - 1)) }
        return Sizes(signal: length ?? draw(&random), samples: draw(&random), width: draw(&random))
    }

    /// The first draw that meets the wish; nil where none does.
    mutating func drawn(_ wish: Wish) -> DerivationNetwork? {
        for _ in 0..<Self.attempts {
            if let network = setting.model == .homework ? homework(wish) : threeLayer(wish) { return network }
        }
        return nil
    }

    // MARK: Numbers

    /// Numbers k·2^e, which need no common divisors; where they are large or small, none is 0 and both signs occur.
    mutating func vector(_ count: Int, _ wish: Wish) -> [Rational] {
        let exponents = wish.magnitude.exponents
        guard wish.magnitude != .ordinary else {
            return (0..<count).map { _ in
                Rational(mantissa: random.integer(in: -6...6), exponent: random.integer(in: exponents))
            }
        }
        let first = random.integer(in: 0...count - 1)
        return (0..<count).map { k in
            let size = Rational(mantissa: random.integer(in: 1...6), exponent: random.integer(in: exponents))
            let chance = random.integer(in: 0...1) == 0
            let isNegative = k == first ? wish.isNegative : k == (first + 1) % count ? !wish.isNegative : chance
            return isNegative ? -size : size
        }
    }

    mutating func matrix(_ rows: Int, _ columns: Int, _ wish: Wish) -> Matrix<Rational> {
        Matrix(rows: rows, columns: columns, elements: vector(rows * columns, wish))
    }
}
