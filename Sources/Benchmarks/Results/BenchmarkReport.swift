public import RunStore

/// The results of one call of the benchmarks.
public struct BenchmarkReport: Sendable, Hashable, Codable {
    /// The machine and this version of Heaviside.
    public let machine: RunEnvironment
    /// The compiler that built this program.
    public let compiler: String
    /// The core that everything ran on; nil where the system cannot pin a process to a core.
    public let core: Int?
    /// The load average over the minute before measuring began; nil where the system does not report it.
    public let loadBefore: Double?
    /// How often each contestant was measured.
    public let rounds: Int
    /// About how long a measurement was meant to take, in seconds.
    public let secondsPerMeasurement: Double
    /// The comparisons.
    public internal(set) var cases: [CaseResult] = []
    /// How the times of Heaviside's own paths grow with the length, where enough lengths were measured.
    public internal(set) var growth: [Growth] = []
    /// Whether the user stopped before the end.
    public internal(set) var isInterrupted = false

    /// Whether every installed contestant was measured and computes the same loss as the others.
    public var isSound: Bool {
        !cases.contains { $0.contestants.contains { $0.status == .wrong || $0.status == .failed } }
    }
}
