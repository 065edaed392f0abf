import Foundation

/// The plan of a call: what is measured, how often, and against which rivals.
public struct BenchmarkPlan: Sendable, Hashable {
    /// The benchmarks, in order.
    public let benchmarks: [Benchmark]
    /// The lengths of ``Benchmark/epoch``, in order.
    public let lengths: [Int]
    /// How often each contestant is measured.
    public let rounds: Int
    /// About how long one measurement takes.
    public let seconds: Double
    /// The folder of the rivals.
    public let rivals: String
    /// The Python that runs rivals.
    public let python: String
    /// Whether the reference path is measured above ``referenceLimit`` too.
    public let includesLongReference: Bool

    /// The length above which the reference path, which is slow there, is measured only on request.
    public static var referenceLimit: Int { 129 }
    /// The epoch whose loss is compared.
    static let checkedEpoch = 20
    /// The largest relative difference of that loss that counts as agreement. Rounding to float32 alone changes it by
    /// some 1e-8, or by some 1e-5 where it changes the sign of a gradient.
    static let tolerance = 1e-4
    /// The default lengths.
    public static var defaultLengths: [Int] { [9, 33, 65, 129, 257, 513, 1025] }
    /// The largest length that can be chosen.
    public static var maximumLength: Int { 4096 }

    /// Creates and checks a plan; without names it contains every benchmark, and without `python` it uses the one in
    /// the rivals' `.venv`.
    ///
    /// - Throws: ``BenchmarkError`` for the first argument that is wrong.
    public init(
        names: [String] = [], lengths: String? = nil, rounds: Int = 7, seconds: Double = 0.15,
        rivals: String = "Benchmarks", python: String? = nil, includesLongReference: Bool = false
    ) throws(BenchmarkError) {
        var benchmarks: [Benchmark] = []
        for name in names {
            let benchmark = try Benchmark(named: name)
            if !benchmarks.contains(benchmark) { benchmarks.append(benchmark) }
        }
        guard (1...10_000).contains(rounds) else {
            throw BenchmarkError(place: "--rounds \(rounds)", problem: "expected a whole number from 1 to 10000")
        }
        guard seconds > 0, seconds <= 3600 else {
            throw BenchmarkError(
                place: "--seconds \(seconds)", problem: "expected a number above 0 and up to 3600")
        }
        if let python, !FileManager.default.isExecutableFile(atPath: python) {
            throw BenchmarkError(place: "--python \(python)", problem: "expected a program that can be run")
        }
        self.benchmarks = benchmarks.isEmpty ? Benchmark.allCases : benchmarks
        self.lengths = try lengths.map(Self.parse) ?? Self.defaultLengths
        self.rounds = rounds
        self.seconds = seconds
        self.rivals = rivals
        self.python = python ?? rivals + "/.venv/bin/python"
        self.includesLongReference = includesLongReference
    }

    /// The comparisons of the plan, in order.
    var cases: [BenchmarkCase] {
        benchmarks.flatMap { benchmark in
            switch benchmark {
            case .epoch: lengths.map { BenchmarkCase(benchmark: .epoch, length: $0, networks: 1) }
            case .ensemble: [BenchmarkCase(benchmark: .ensemble, length: 33, networks: 64)]
            }
        }
    }

    private static func parse(_ text: String) throws(BenchmarkError) -> [Int] {
        var lengths: [Int] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let length = Int(part), (1...maximumLength).contains(length) else {
                throw BenchmarkError(
                    place: "--lengths \(text)",
                    problem: "\"\(part)\": expected whole numbers from 1 to \(maximumLength) with commas between them")
            }
            if !lengths.contains(length) { lengths.append(length) }
        }
        return lengths
    }
}
