public import RunStore

/// Everything that a call of the benchmarks found.
public struct BenchmarkReport: Sendable, Hashable, Codable {
    /// The machine and this software.
    public let machine: RunEnvironment
    /// The compiler that built this program.
    public let compiler: String
    /// The core that everything ran on; nil where the system cannot hold a process there.
    public let core: Int?
    /// How many processes wanted a core, on average over a minute, before measuring began; nil where the system does not tell.
    public let loadBefore: Double?
    /// How often each contestant was measured.
    public let rounds: Int
    /// About how long a measurement was meant to take.
    public let secondsPerMeasurement: Double
    /// The comparisons.
    public internal(set) var cases: [CaseResult] = []
    /// How the times of this project's paths grow with the length, where enough lengths were measured.
    public internal(set) var growth: [Growth] = []
    /// Whether the user stopped before the end.
    public internal(set) var isInterrupted = false

    /// Whether every contestant that is installed was measured, and computes what the others compute.
    public var isSound: Bool {
        !cases.contains { $0.contestants.contains { $0.status == .wrong || $0.status == .failed } }
    }
}
