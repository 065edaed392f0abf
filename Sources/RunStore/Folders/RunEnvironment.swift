import Foundation
internal import Networks

/// The machine and the software of a run: `environment.json`.
public struct RunEnvironment: Sendable, Hashable, Codable {
    /// The version of Heaviside.
    public var heaviside: String
    /// How the program was built, `release` or `debug`, and by which Swift; absent in records of older versions.
    public var build: String?
    /// SHA-256 of the program's file, which tells builds of one version apart; absent where it cannot be read, and in
    /// records of older versions.
    public var programSHA256: String?
    /// The command line, word by word; absent in records of older versions.
    public var command: [String]?
    /// The folder in which the command was given, against which its paths count; absent in records of older versions.
    public var workingFolder: String?
    /// The name of the machine; absent in records of older versions.
    public var host: String?
    /// The time at which the run began, in UTC by ISO 8601.
    public var started: String
    /// The time at which the run ended; absent before.
    public var finished: String?
    /// The operating system.
    public var system: String
    /// The instruction set.
    public var architecture: String
    /// The processor's name.
    public var processor: String
    /// The processor's instructions for vectors, by the system's names: "avx2", "fma", …; absent in records of older
    /// versions.
    public var vectorInstructions: [String]?
    /// The number of processor cores.
    public var cores: Int
    /// The BLAS library.
    public var blas: String
    /// Heaviside's own kernels multiplied matrices where the least of rows, columns and terms was at most this, with
    /// the same bits on every processor; absent in records of older versions, which left all to BLAS.
    public var largestOwnProduct: Int?
    /// The processor whose kernels BLAS multiplies larger matrices with; absent in records of older versions.
    public var matrixKernels: String?
    /// Kernels for wider vectors that the processor has; absent where those used are the widest.
    public var widerMatrixKernels: String?
    /// The threads of the process when the run ended, those of other runs included; absent before.
    public var threads: Int?
    /// SHA-256 of the samples that the network was trained on; absent before the run has ended, but for data from a
    /// file.
    public var dataSHA256: String?
    /// SHA-256 of the file that the data come from, when the run began; absent for other data.
    public var dataFileSHA256: String?
    /// SHA-256 of `start.safetensors` when the run began; absent where training did not start from a file, and in
    /// records of older versions.
    public var startFileSHA256: String?
    /// The peak memory of the process, in MiB; absent before the run has ended.
    public var peakMemoryMiB: Double?

    /// The version of this software.
    public static let version = "0.1.0"

    /// This machine and this software, at the present time.
    public static func current() -> RunEnvironment {
        var environment = here
        environment.started = timestamp()
        return environment
    }

    /// What does not change while the process lives.
    private static let here = RunEnvironment(
        heaviside: version, build: build, programSHA256: programSHA256, command: CommandLine.arguments,
        workingFolder: FileManager.default.currentDirectoryPath, host: ProcessInfo.processInfo.hostName,
        started: timestamp(), finished: nil, system: system, architecture: architecture, processor: processor,
        vectorInstructions: vectorInstructions, cores: ProcessInfo.processInfo.processorCount,
        blas: ArithmeticEnvironment.blas, largestOwnProduct: ArithmeticEnvironment.largestOwnProduct,
        matrixKernels: ArithmeticEnvironment.matrixKernels,
        widerMatrixKernels: ArithmeticEnvironment.widerMatrixKernels)

    mutating func finish() {
        finished = Self.timestamp()
        let status = Self.text(of: "/proc/self/status")
        peakMemoryMiB = Self.value(of: "VmHWM", separator: ":", in: status).flatMap(Self.mebibytes)
        threads = Self.value(of: "Threads", separator: ":", in: status).flatMap { Int($0) }
    }

    static func timestamp() -> String {
        Date().formatted(.iso8601)
    }

    /// "4096 kB" in MiB; nil for another text.
    private static func mebibytes(_ text: String) -> Double? {
        Double(text.filter(\.isNumber)).map { ($0 / 1024 * 10).rounded() / 10 }
    }

    private static var programSHA256: String? {
        Bundle.main.executablePath.flatMap { ProgramDigest.sha256(ofFile: $0, cache: ProgramDigest.cachePath) }
    }

    private static var build: String {
        #if DEBUG
        let kind = "debug"
        #else
        let kind = "release"
        #endif
        #if compiler(>=6.4)
        return "\(kind), Swift 6.4 or later"
        #elseif compiler(>=6.3)
        return "\(kind), Swift 6.3"
        #else
        return kind
        #endif
    }

    private static var vectorInstructions: [String]? {
        let flags = value(of: "flags", separator: ":", in: text(of: "/proc/cpuinfo"))
        return flags?.split(separator: " ").map(String.init).filter { flag in
            ["sse", "avx", "fma", "amx", "f16c"].contains { flag.hasPrefix($0) }
        }.sorted()
    }

    private static var architecture: String {
        #if arch(x86_64)
        "x86_64"
        #elseif arch(arm64)
        "arm64"
        #else
        "other"
        #endif
    }

    private static var system: String {
        value(of: "PRETTY_NAME", separator: "=", in: text(of: "/etc/os-release"))
            ?? ProcessInfo.processInfo.operatingSystemVersionString
    }

    private static var processor: String {
        value(of: "model name", separator: ":", in: text(of: "/proc/cpuinfo")) ?? "unknown"
    }

    /// The text of one of the system's files; empty where it cannot be read.
    private static func text(of file: String) -> String { (try? String(contentsOfFile: file, encoding: .utf8)) ?? "" }

    /// What stands after the separator in the first line that begins with a key.
    private static func value(of key: String, separator: Character, in text: String) -> String? {
        var rest = text.utf8[...]
        while !rest.isEmpty {
            let bytes = rest.prefix { $0 != UInt8(ascii: "\n") }
            rest = rest[bytes.endIndex...].dropFirst()
            guard bytes.starts(with: key.utf8) else { continue }
            let line = Substring(bytes)
            guard let position = line.firstIndex(of: separator) else { continue }
            return line[line.index(after: position)...].trimmingCharacters(
                in: .whitespaces.union(.init(charactersIn: "\"")))
        }
        return nil
    }
}
