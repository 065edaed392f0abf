/// The available benchmarks.
public enum Benchmark: String, Sendable, Hashable, Codable, CaseIterable {
    /// An epoch of one network, at several lengths.
    case epoch
    /// An epoch of each of 64 networks at length 33, all on one core.
    case ensemble

    /// Finds the benchmark with a name.
    ///
    /// - Throws: ``BenchmarkError``, which lists the available names.
    public init(named name: String) throws(BenchmarkError) {
        guard let benchmark = Benchmark(rawValue: name) else {
            throw BenchmarkError(
                place: name,
                problem: "no such benchmark: expected \(Self.allCases.map(\.rawValue).joined(separator: " or "))")
        }
        self = benchmark
    }
}
