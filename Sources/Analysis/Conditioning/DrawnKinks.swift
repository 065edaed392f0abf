internal import Networks

/// The kinks of newly drawn three-layer autoencoders of step functions: how many gaps between their codes hold one.
///
/// The network is that of the study: one linear unit, n ReLUs and n ReLU outputs, with all parameters uniform on one
/// range, on n + 1 steps with ones on the right. A gap lies between two neighbouring different codes, in the order of
/// the codes.
///
/// Source: Autoencoder study for piecewise constant functions, section 1.1.
public struct DrawnKinks: Sendable, Hashable, Codable {
    /// The length n of the steps.
    public let length: Int
    /// The lower bound of the range of the parameters.
    public let lower: Double
    /// The upper bound of the range of the parameters.
    public let upper: Double
    /// The number of networks.
    public let draws: Int
    /// The mean number of gaps that hold a kink.
    public let meanCoveredGaps: Double
    /// The least number of gaps that hold a kink.
    public let fewestCoveredGaps: Int
    /// The largest number of gaps that hold a kink.
    public let mostCoveredGaps: Int
    /// The mean number of kinks that lie between the smallest and the largest code; only these bend the function on the
    /// data.
    public let meanKinksAmongCodes: Double
    /// The share of the networks whose code is strictly monotone in θ.
    public let monotoneCodes: Double

    /// The least number of gaps with a kink in an exact decoder of a strictly monotone code: ⌊n/2⌋.
    public var neededGaps: Int { length / 2 }
    /// The mean share of gaps that hold a kink.
    public var coveredShare: Double { meanCoveredGaps / Double(length) }

    /// Draws networks with the seeds `seed`, `seed + 1`, …
    ///
    /// The last layer moves no kink and is left out: the numbers that a seed gives one layer do not depend on the
    /// others.
    ///
    /// - Complexity: O(draws · n²).
    /// - Throws: `SignalError` or `NetworkError` where the length, the amplitude or the range is out of bounds.
    public init(length n: Int, amplitude: Double, range: ClosedRange<Double>, draws: Int, seed: UInt64) throws {
        precondition(draws >= 1, "drawn kinks: at least one network")
        let samples = try StepFunctions(length: n, amplitude: .one(amplitude)).samples()
        var covered: [Int] = []
        var (among, monotone) = (0, 0)
        for draw in 0..<draws {
            let network = try Network<Double>(
                inputs: n, layers: [Dense(1), Dense(n, activation: .relu)], initialization: .uniform(range),
                seed: seed &+ UInt64(draw))
            let codes = Self.codes(network.layers[0], samples.signals)
            guard let breakpoints = Breakpoints(network, codes: codes), let first = codes.min(), let last = codes.max()
            else { continue }
            covered.append(breakpoints.coveredGapCount)
            among += breakpoints.kinks.count { first <= $0 && $0 < last }
            let steps = zip(codes, codes.dropFirst())
            if steps.allSatisfy({ $0 < $1 }) || steps.allSatisfy({ $0 > $1 }) { monotone += 1 }
        }
        let total = Double(draws)
        length = n
        lower = range.lowerBound
        upper = range.upperBound
        self.draws = draws
        meanCoveredGaps = Double(covered.reduce(0, +)) / total
        fewestCoveredGaps = covered.min() ?? 0
        mostCoveredGaps = covered.max() ?? 0
        meanKinksAmongCodes = Double(among) / total
        monotoneCodes = Double(monotone) / total
    }

    /// The outputs of a layer with one linear unit.
    private static func codes(_ layer: Layer<Double>, _ signals: Matrix<Double>) -> [Double] {
        (0..<signals.rows).map { i in
            zip(signals.row(i), layer.weight.row(0)).reduce(0) { $0 + $1.0 * $1.1 } + (layer.bias?[0] ?? 0)
        }
    }
}
