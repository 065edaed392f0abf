/// The results of one comparison.
public struct CaseResult: Sendable, Hashable, Codable {
    /// The benchmark.
    public let benchmark: Benchmark
    /// The length of the signals.
    public let length: Int
    /// The number of networks, each of which computes every epoch.
    public let networks: Int
    /// The number of parameters of one network.
    public let parameters: Int
    /// The epoch whose loss was compared with that of double precision.
    public let checkedEpoch: Int
    /// The largest relative difference that counts as agreement.
    public let tolerance: Double
    /// The contestants, Heaviside's own first.
    public let contestants: [ContestantResult]

    init(_ subject: BenchmarkCase, parameters: Int, contestants: [ContestantResult]) {
        benchmark = subject.benchmark
        length = subject.length
        networks = subject.networks
        self.parameters = parameters
        checkedEpoch = BenchmarkPlan.checkedEpoch
        tolerance = BenchmarkPlan.tolerance
        self.contestants = contestants
    }
}
