import Foundation
import TestFixtures

@testable import Exchange

/// Files that NumPy, pandas and safetensors wrote, by Fixtures/write.py, and what is in them.
enum DataFixture {
    /// An array as NumPy converts it to float64.
    struct Expected: Decodable {
        let kind: String
        let shape: [Int]
        let values: [String]

        /// The bits of the values; every NaN has the same.
        var bits: [UInt64] { values.map { DataFixture.bits(Double($0) ?? -77) } }
    }

    static func path(_ name: String) -> String {
        (Bundle.module.resourcePath ?? "") + "/Fixtures/" + name
    }

    static func bytes(_ name: String) throws -> [UInt8] { try AtomicFile.read(path(name)) }

    /// File → name of an array → the array.
    static func expected() throws -> [String: [String: Expected]] {
        let data = try Data(contentsOf: URL(fileURLWithPath: path("expected.json")))
        return try JSONDecoder().decode([String: [String: Expected]].self, from: data)
    }

    static func bits(_ value: Double) -> UInt64 { value.isNaN ? Double.nan.bitPattern : value.bitPattern }

    /// Writes a file without waiting for the disk, as thousands of them need.
    static func write(_ bytes: [UInt8], to path: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    /// Opens bytes as a file of that name.
    static func open(_ bytes: [UInt8], as name: String = "data.npz") throws -> DataFile {
        let folder = try TemporaryFolder()
        try write(bytes, to: folder.path(name))
        return try DataFile(folder.path(name))
    }

    /// Opens bytes as a file and reads an array; the message of a refusal, or "accepted".
    static func refusal(_ bytes: [UInt8], as name: String = "data.npz", array: String? = nil) -> String {
        Samples.failure { _ = try open(bytes, as: name).array(named: array) }?.description ?? "accepted"
    }
}
