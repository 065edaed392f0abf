import Foundation
import TestFixtures
import Testing

@testable import Exchange

/// Data files with random damage are refused in a sentence, or read as arrays that are consistent in themselves.
///
/// `HEAVISIDE_MUTATIONS` in the environment says how many mutations of each file are made; 40 without it.
@Suite struct MutatedDataTests {
    static let count = ProcessInfo.processInfo.environment["HEAVISIDE_MUTATIONS"].flatMap { Int($0) } ?? 40

    static let files = [
        "frame.npy", "integers.npy", "mixed-frame.npy", "versions.npz", "views.npz", "refused.npz", "beyond.npz",
        "piped.npz", "zip64.npz", "types-compressed.npz", "bzip2.npz", "tensors.safetensors", "frame.csv",
        "savetxt.csv",
    ]

    @Test("A data file with random damage is refused or consistent", arguments: files)
    func damaged(file: String) throws {
        let folder = try TemporaryFolder()
        let bytes = try DataFixture.bytes(file)
        var mutation = Mutation(seed: UInt64(file.utf8.count) << 32 | UInt64(bytes.count))
        var (accepted, refused) = (0, 0)
        for round in 0..<Self.count {
            let path = folder.path(file)
            try DataFixture.write(mutation.applied(to: bytes), to: path)
            let start = Self.processorSeconds
            let outcome = try read(path)
            #expect(Self.processorSeconds - start < 1, "round \(round)")
            accepted += outcome.accepted
            refused += outcome.refused
            for message in outcome.messages {
                #expect(message.utf8.count < 2500 && !message.contains("\n"), "round \(round): \(message)")
                #expect(message.contains("; expected "), "round \(round): \(message)")
            }
            #expect(outcome.isConsistent, "round \(round)")
        }
        #expect(refused > 0)
        if file != "mixed-frame.npy", file != "bzip2.npz" { #expect(accepted > 0) }
    }

    /// What this thread has used of the processor, which a busy machine does not change.
    private static var processorSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    private struct Outcome {
        var accepted = 0
        var refused = 0
        var messages: [String] = []
        var isConsistent = true
    }

    /// Reads and lists all that is in a file.
    private func read(_ path: String) throws -> Outcome {
        var outcome = Outcome()
        func attempt(_ body: () throws -> Bool) throws {
            do {
                let isConsistent = try body()
                outcome.isConsistent = outcome.isConsistent && isConsistent
                outcome.accepted += 1
            } catch {
                outcome.messages.append(try #require(error as? ExchangeError).description)
                outcome.refused += 1
            }
        }
        var file: DataFile?
        try attempt {
            file = try DataFile(path)
            return true
        }
        if file != nil { outcome.accepted -= 1 }
        for name in file?.names.prefix(60) ?? [] {
            try attempt {
                guard let array = try file?.array(named: name), let summary = try file?.summary(of: name) else {
                    return false
                }
                let isWhole = !array.shape.isEmpty && array.shape.reduce(1, *) == array.values.count
                return isWhole && summary.shape == array.shape && summary.refusal == nil
                    && summary.nanCount == array.values.count { $0.isNaN }
            }
            try attempt { try file?.summary(of: name).name == name }
        }
        return outcome
    }
}

/// Random changes of bytes, by a seed.
struct Mutation {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed &* 2 &+ 1
    }

    private mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % max(1, bound)
    }

    private static let words: [[UInt8]] = [
        [0], [0xFF], [0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0xFF], [UInt8](repeating: 0xFF, count: 8), [0, 0, 0, 0x80],
        [UInt8](repeating: 0, count: 8), Array("PK".utf8), Array("{".utf8), Array("'<f8'".utf8), Array("'>u2'".utf8),
        Array("'|O'".utf8), Array("True".utf8), Array("(".utf8), Array("99999999999".utf8), Array(",".utf8),
        Array("\"".utf8), Array("..".utf8), Array("nan".utf8), Array("\n".utf8), [0x1B], [0xE2, 0x80, 0xAE],
    ]

    /// The bytes after one to three changes, near their beginning and end more often than in between.
    mutating func applied(to bytes: [UInt8]) -> [UInt8] {
        var result = bytes
        for _ in 0...next(3) {
            guard !result.isEmpty else { break }
            let place =
                switch next(3) {
                case 0: next(min(200, result.count))
                case 1: result.count - 1 - next(min(200, result.count))
                default: next(result.count)
                }
            let word = Self.words[next(Self.words.count)]
            switch next(7) {
            case 0, 1: result[place] ^= 1 << UInt8(next(8))
            case 2: result[place] = UInt8(next(256))
            case 3: result.removeSubrange(place..<min(result.count, place + 1 + next(16)))
            case 4: result.insert(contentsOf: word, at: place)
            case 5: result.replaceSubrange(place..<min(result.count, place + word.count), with: word)
            default: if next(4) == 0 { result.removeSubrange(place...) }
            }
        }
        return result
    }
}
