import Foundation
import TestFixtures
import Testing

@testable import Exchange

/// Data files with damage are refused in a sentence, or read as arrays that are consistent in themselves.
///
/// Most are made so that the damage gets past the first checks: headers with a wrong word or number in files that are
/// otherwise as they should be, archives whose members have right checksums. The others are files of other programs
/// with random bytes changed.
///
/// `HEAVISIDE_MUTATIONS` in the environment says how many are made of each format; 2,000 without it. With it, time and
/// memory are printed, and 200 MB must be enough for the process; no other test should run beside then. An input
/// depends on its format and number alone; one that fails is kept under a path that the failure names. A trap or a hang
/// leaves it in a folder `heaviside-tests-…` of the temporary one.
@Suite(.serialized) struct MutatedDataTests {
    private static let given = ProcessInfo.processInfo.environment["HEAVISIDE_MUTATIONS"].flatMap { Int($0) }
    private static let secondsLimit = 1.0
    private static let bytesLimit = 200_000_000

    enum Form: String, CaseIterable {
        case npy, npz, csv, safetensors

        /// Files that other programs wrote.
        var files: [String] {
            switch self {
            case .npy: ["frame.npy", "integers.npy", "mixed-frame.npy"]
            case .npz:
                [
                    "versions.npz", "views.npz", "refused.npz", "beyond.npz", "piped.npz", "zip64.npz",
                    "types-compressed.npz", "bzip2.npz", "lzma.npz",
                ]
            case .csv: ["frame.csv", "frame-index.csv", "savetxt.csv"]
            case .safetensors: ["tensors.safetensors"]
            }
        }

        /// A file that is wrong in a way that its format allows to say.
        func made(_ mutation: inout Mutation) -> [UInt8] {
            switch self {
            case .npy: mutation.numPyFile()
            case .npz: mutation.archive()
            case .csv: mutation.table()
            case .safetensors: mutation.safetensorsFile()
            }
        }

        /// The readers of whole files, which models and histories are read by.
        func decode(_ bytes: [UInt8]) throws {
            switch self {
            case .npy: _ = try NumPyArray(decoding: bytes, path: "x")
            case .npz: break
            case .csv: _ = try CSVTable(decoding: bytes, path: "x")
            case .safetensors: _ = try SafetensorsFile(decoding: bytes, path: "x")
            }
        }
    }

    @Test("A damaged data file is refused or consistent, in little time and memory", arguments: Form.allCases)
    func damaged(form: Form) throws {
        let folder = try TemporaryFolder()
        let path = folder.path("data.\(form.rawValue)")
        let originals = try form.files.map { try DataFixture.bytes($0) }
        let start = Date()
        var (accepted, slowest, largest) = (0, (0.0, round: 0), (0, round: 0))
        let count = Self.given ?? 2000
        for round in 0..<count {
            var mutation = Mutation(seed: UInt64(form.rawValue.utf8.reduce(0) { $0 &* 31 &+ Int($1) } << 32 | round))
            var bytes = mutation.one(in: 4) ? mutation.choice(originals) : form.made(&mutation)
            if mutation.one(in: 4) { bytes = mutation.applied(to: bytes) }
            try DataFixture.write(bytes, to: path)
            if Self.given != nil { PeakMemory.reset() }
            let start = Self.processorSeconds
            var problems = Self.problems(of: path, bytes, form, &accepted)
            let seconds = Self.processorSeconds - start
            if seconds > slowest.0 { slowest = (seconds, round) }
            if seconds > Self.secondsLimit { problems.append("\(seconds) s of processor time") }
            if Self.given != nil, let peak = PeakMemory.bytes {
                if peak > largest.0 { largest = (peak, round) }
                if peak > Self.bytesLimit { problems.append("\(peak) bytes of memory") }
            }
            guard !problems.isEmpty else { continue }
            let kept = FileManager.default.temporaryDirectory.path + "/heaviside-mutated-\(round).\(form.rawValue)"
            try DataFixture.write(bytes, to: kept)
            Issue.record("\(kept): \(problems.joined(separator: "; "))")
        }
        // Where most are refused at once, or nearly all are accepted, little is tested.
        #expect(accepted > count / 10 && accepted < count * 9 / 10)
        if Self.given != nil {
            print(
                "\(form): \(count) inputs in \(Int(-start.timeIntervalSinceNow)) s, \(accepted) accepted; at most "
                    + "\(Int(slowest.0 * 1000)) ms (input \(slowest.round)) and \(largest.0 / 1_000_000) MB "
                    + "(input \(largest.round))")
        }
    }

    /// What is wrong with how a file is read; counts one of which some array is read.
    private static func problems(of path: String, _ bytes: [UInt8], _ form: Form, _ accepted: inout Int) -> [String] {
        var problems: [String] = []
        func refuses(_ body: () throws -> Void) -> Bool {
            do {
                try body()
                return false
            } catch {
                problems += Self.problems(of: error)
                return true
            }
        }
        _ = refuses { try form.decode(bytes) }
        var file: DataFile?
        if refuses({ file = try DataFile(path) }) { return problems }
        guard let file else { return problems }
        var isAccepted = false
        for name in file.names.prefix(60) {
            var (array, summary): (NumericArray?, ArraySummary?)
            let isRefused = refuses { array = try file.array(named: name) }
            let isUnseen = refuses { summary = try file.summary(of: name) }
            isAccepted = isAccepted || !isRefused
            if let summary, summary.name != name, file.format != .numPyArchive {
                problems.append("the summary of \(name) is of \(summary.name)")
            }
            guard let array else {
                if let summary, summary.refusal == nil { problems.append("\(name) has a summary but no values") }
                continue
            }
            let isWhole = !array.shape.isEmpty && array.shape.reduce(1, *) == array.values.count
            let isSame =
                summary?.shape == array.shape && summary?.refusal == nil
                && summary?.nanCount == array.values.count { $0.isNaN }
            if isUnseen || !isWhole || !isSame { problems.append("values and summary of \(name) differ") }
        }
        if isAccepted { accepted += 1 }
        return problems
    }

    /// What is wrong with an error: it must be one of the module, and say in one line what would be right.
    private static func problems(of error: any Error) -> [String] {
        guard let error = error as? ExchangeError else { return ["an error of another type: \(error)"] }
        let message = error.description
        let isSteering = message.unicodeScalars.contains {
            $0.properties.generalCategory == .control || $0.properties.generalCategory == .format
        }
        if isSteering || message.utf8.count > 2500 || !message.contains("; expected ") {
            return ["the message \(message.debugDescription)"]
        }
        return []
    }

    /// What this thread has used of the processor, which a busy machine does not change.
    private static var processorSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
