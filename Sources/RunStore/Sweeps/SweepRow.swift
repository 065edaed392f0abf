public import Experiments
internal import Foundation

/// What a sweep keeps of a run: a line of the file of its part.
///
/// A line is JSON with its keys in this order, and ends with a checksum of the line and of the plan of its sweep, so
/// that a damaged line is recognised, and one of another sweep too:
///
///     {"id":17,"seed":3,"status":"finished","epochs":2000,"measures":{"loss":0.1,"code.r2":null},
///      "weightsSHA256":"…","seconds":0.0023,"host":"box","check":"0123456789abcdef"}
public struct SweepRow: Sendable, Hashable {
    /// How a run of a sweep ended.
    public enum Ending: String, Sendable, Hashable, CaseIterable, Codable {
        /// Trained to its last epoch.
        case finished
        /// Ended at a look at which it met the goal.
        case reached
        /// Ended at the limit of its time.
        case late
        /// Ended by a loss that is infinite or NaN.
        case diverged
    }

    /// The number of the run in its sweep.
    public var id: Int
    /// The seed.
    public var seed: UInt64
    /// How training ended.
    public var status: Ending
    /// The number of completed epochs.
    public var epochs: Int
    /// The measures, in the order of the sweep; nil where a run has none that is finite.
    public var measures: [Double?]
    /// SHA-256 of the parameters, as in the summary of a run.
    public var weightsSHA256: String
    /// The seconds of the run, with its start and its measures.
    public var seconds: Double
    /// The name of the machine.
    public var host: String

    /// Whether the run meets the goal of its sweep; nil without a goal.
    public func isSuccess(in sweep: Sweep) -> Bool? {
        sweep.goal.map { goal in
            status != .diverged
                && goal.bounds.allSatisfy { bound in
                    sweep.measures.firstIndex(of: bound.measure).map { bound.isMet(by: measures[$0]) } ?? false
                }
        }
    }
}

/// The form of the lines of one sweep.
struct SweepLines: Sendable {
    /// A line longer than this is damaged.
    static let longest = 1 << 16

    private let names: [[UInt8]]
    /// The checksum of the plan, which that of each line goes on from.
    private let start: UInt64

    /// The form of the lines of a sweep whose plan has this digest.
    init(measures: [SweepMeasure], digest: String) {
        names = measures.enumerated().map { Array("\($0 == 0 ? "" : ",")\"\($1.name)\":".utf8) }
        start = Self.checksum(digest.utf8, from: 0xcbf2_9ce4_8422_2325)
    }

    /// FNV-1a of 64 bits.
    private static func checksum(_ bytes: some Sequence<UInt8>, from start: UInt64) -> UInt64 {
        bytes.reduce(start) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }

    /// A name of a machine without what JSON would escape.
    static func host(_ name: String) -> String {
        String(
            name.unicodeScalars.prefix(64).filter {
                $0.isASCII && ($0.properties.isAlphabetic || "0123456789-._".unicodeScalars.contains($0))
            })
    }

    /// The line of a row, with its line break.
    func line(_ row: SweepRow) -> [UInt8] {
        var text =
            "{\"id\":\(row.id),\"seed\":\(row.seed),\"status\":\"\(row.status.rawValue)\",\"epochs\":\(row.epochs),"
        text += "\"measures\":{"
        var bytes = Array(text.utf8)
        for (name, value) in zip(names, row.measures) {
            bytes += name
            bytes += (value.map { "\($0)" } ?? "null").utf8
        }
        bytes += "},\"weightsSHA256\":\"\(row.weightsSHA256)\",\"seconds\":\(row.seconds),\"host\":\"\(row.host)\"".utf8
        bytes += ",\"check\":\"\(Self.hexadecimal(Self.checksum(bytes, from: start)))\"}\n".utf8
        return bytes
    }

    private static func hexadecimal(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// The bytes of a line after what its checksum is of: `,"check":"…"}` .
    private static let tail = Array(",\"check\":\"".utf8)
    private static let tailCount = tail.count + 16 + 2

    /// The row of a line without its line break; nil for a damaged one.
    func row(_ line: UnsafeRawBufferPointer) -> SweepRow? {
        guard line.count > Self.tailCount, line.count <= Self.longest else { return nil }
        let end = line.count - Self.tailCount
        let body = UnsafeRawBufferPointer(rebasing: line[..<end])
        let check = Self.hexadecimal(Self.checksum(body, from: start))
        guard line[end...].elementsEqual(Self.tail + Array("\(check)\"}".utf8)) else { return nil }
        var scanner = LineScanner(body)
        guard scanner.skip("{\"id\":"), let id = scanner.whole().flatMap({ Int(exactly: $0) }),
            scanner.skip(",\"seed\":"), let seed = scanner.whole(), scanner.skip(",\"status\":\""),
            let status = SweepRow.Ending(rawValue: scanner.text()), scanner.skip("\",\"epochs\":"),
            let epochs = scanner.whole().flatMap({ Int(exactly: $0) }), scanner.skip(",\"measures\":{")
        else { return nil }
        var measures: [Double?] = []
        measures.reserveCapacity(names.count)
        for name in names {
            guard scanner.skip(name) else { return nil }
            if scanner.skip("null") {
                measures.append(nil)
            } else {
                guard let value = scanner.number() else { return nil }
                measures.append(value)
            }
        }
        guard scanner.skip("},\"weightsSHA256\":\"") else { return nil }
        let hash = scanner.text()
        guard scanner.skip("\",\"seconds\":"), let seconds = scanner.number(), scanner.skip(",\"host\":\"") else {
            return nil
        }
        let host = scanner.text()
        guard scanner.skip("\""), scanner.isAtEnd else { return nil }
        return SweepRow(
            id: id, seed: seed, status: status, epochs: epochs, measures: measures, weightsSHA256: hash,
            seconds: seconds, host: host)
    }
}

/// Reads the parts of a line one after the other.
private struct LineScanner {
    private let bytes: UnsafeRawBufferPointer
    private var place = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var isAtEnd: Bool { place == bytes.count }

    /// Skips bytes that are expected; false where other ones stand there.
    mutating func skip(_ expected: [UInt8]) -> Bool {
        guard place + expected.count <= bytes.count else { return false }
        for (k, byte) in expected.enumerated() where bytes[place + k] != byte { return false }
        place += expected.count
        return true
    }

    mutating func skip(_ expected: StaticString) -> Bool {
        let count = expected.utf8CodeUnitCount
        guard place + count <= bytes.count,
            let start = bytes.baseAddress?.advanced(by: place), memcmp(start, expected.utf8Start, count) == 0
        else { return false }
        place += count
        return true
    }

    /// A whole number without a sign.
    mutating func whole() -> UInt64? {
        let start = place
        var value: UInt64 = 0
        while place < bytes.count, (48...57).contains(bytes[place]) {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, over) = product.addingReportingOverflow(UInt64(bytes[place] - 48))
            guard !overflow, !over else { return nil }
            value = sum
            place += 1
        }
        return place > start ? value : nil
    }

    /// A finite number.
    mutating func number() -> Double? {
        let start = place
        while place < bytes.count, bytes[place] != UInt8(ascii: ","), bytes[place] != UInt8(ascii: "}") { place += 1 }
        guard place > start, place - start <= 32 else { return nil }
        return Double(String(decoding: bytes[start..<place], as: UTF8.self)).flatMap { $0.isFinite ? $0 : nil }
    }

    /// What stands before the next quotation mark.
    mutating func text() -> String {
        let start = place
        while place < bytes.count, bytes[place] != UInt8(ascii: "\"") { place += 1 }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }
}
