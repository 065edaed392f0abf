import TestFixtures
import Testing

@testable import Exchange

/// Files of other programs, by the first bytes that these write.
@Suite struct ForeignFormatTests {
    /// The beginning of a ZIP archive, with the name of its first member.
    private static func zip(_ name: String) -> [UInt8] {
        let head: [UInt8] = [0x50, 0x4B, 3, 4, 20, 0] + Array(repeating: 0, count: 20)
        return head + [UInt8(name.utf8.count), 0, 0, 0] + Array(name.utf8) + Array(repeating: 0, count: 40)
    }

    private static let known: [(ForeignFormat, [UInt8])] = [
        (.numPyArchive, zip("layers.0.weight.npy")), (.torchArchive, zip("archive/data.pkl")),
        (.torchArchive, zip("model/.format_version")), (.kerasArchive, zip("metadata.json")),
        (.zipArchive, zip("readme.txt")), (.zipArchive, [0x50, 0x4B, 3, 4]),
        (.zipArchive, [0x50, 0x4B, 5, 6] + Array(repeating: 0, count: 18)),
        (.numPyArray, [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0]),
        (.pickle, [0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20]),
        (.pickle, [0x80, 0x04, 0x95, 0x10, 0, 0, 0, 0, 0, 0, 0, 0x7D, 0x94, 0x2E]),
        (.hdf5, [0x89] + Array("HDF\r\n".utf8) + [0x1A, 0x0A, 0, 0]),
        (.onnx, [0x08, 0x0A, 0x12, 0x07] + Array("pytorch".utf8)), (.onnx, [0x08, 0x04, 0x3A, 0x90, 0x03, 0x0A]),
        (.gguf, Array("GGUF".utf8) + [3, 0, 0, 0]), (.gzip, [0x1F, 0x8B, 8, 0]),
        (.gitLFSPointer, Array("version https://git-lfs.github.com/spec/v1\noid sha256:0".utf8)),
        (.json, Array(" {\"dims\": [2]}".utf8)), (.json, Array("[1]".utf8)),
    ]

    @Test("Each is recognised, named and refused by the readers", arguments: known.indices)
    func formats(index: Int) {
        let (format, bytes) = Self.known[index]
        #expect(ForeignFormat(bytes) == format)
        if bytes.count >= 8 {
            let message = Samples.refusal(safetensors: bytes)
            #expect(message == "x: it is \(format.name); expected a safetensors file", "\(message)")
        }
        guard format != .numPyArray else { return }
        do {
            _ = try NumPyArray(decoding: bytes, path: "a.npy")
            Issue.record("accepted")
        } catch {
            #expect("\(error)" == "a.npy: it is \(format.name); expected a NumPy array (.npy)")
        }
    }

    @Test(
        "A text in place of a model is called what it looks like",
        arguments: [
            ("a,b\n1,2\n", "a text that looks like a table (.csv)"),
            ("a;b;c;d\n", "a text that looks like a table (.csv)"),
            ("x\ty\tz\tw\n", "a text that looks like a table (.csv)"),
            ("name: x\nnetwork:\n- {dense: 3}\n", "a text that looks like YAML, such as a spec"),
            ("# a spec\nname: x\n", "a text that looks like YAML, such as a spec"),
            ("---\na: 1\n", "a text that looks like YAML, such as a spec"),
            ("- {dense: 3}\n", "a text that looks like YAML, such as a spec"),
            ("0.5 1 2e3\n4 5 6\n", "a text of numbers"), ("Grüße aus Köln", "a text"),
            ("Well, this is a sentence.", "a text"), ("a.b", "a text"),
            (" \n\n        \n", "a text without a word"),
        ])
    func text(content: String, name: String) {
        #expect(
            Samples.refusal(safetensors: Array(content.utf8)) == "x: it is \(name); expected a safetensors file")
        // A character that the end of the file cuts in two is no reason not to be text.
        let cut = Samples.refusal(safetensors: Array((String(repeating: "word ", count: 101) + "12345 ü").utf8))
        #expect(cut == "x: it is a text; expected a safetensors file")
    }

    @Test("Other bytes in place of a model are said to be none, not a header of a size")
    func binary() {
        let message = Samples.refusal(safetensors: Array(200..<255))
        #expect(message.contains("it is not a safetensors file"), "\(message)")
        #expect(Samples.refusal(safetensors: []).contains("the file has 0 bytes"))
        #expect(Samples.refusal(safetensors: [0, 1, 2]).contains("the file has 3 bytes"))
    }

    @Test("No format is recognised in other bytes", arguments: [[], [0], [0x50, 0x4B], [0x80], [0x08, 0x0A, 0x12]])
    func others(bytes: [UInt8]) { #expect(ForeignFormat(bytes) == nil) }

    @Test("Every safetensors file is one, whatever the length of its header", arguments: 2...1100)
    func safetensors(length: Int) {
        let header = Array("{}".utf8) + Array(repeating: 0x20, count: length - 2)
        let bytes = [UInt8(length & 255), UInt8(length >> 8), 0, 0, 0, 0, 0, 0] + header
        #expect(ForeignFormat(bytes) == .safetensors)
        #expect(Samples.refusal(safetensors: bytes) == "accepted")
        // Cut off, it is a damaged one, and of no other format.
        #expect(Samples.refusal(safetensors: Array(bytes.dropLast())).contains("a complete file"))
    }

    @Test("The way to open a file is given for those that hold arrays")
    func readers() {
        for format in ForeignFormat.allCases {
            let reader = format.pythonReader("m.bin")
            if let reader { #expect(reader.expression.contains("\"m.bin\"") && !reader.module.isEmpty) }
            #expect((reader == nil) == [.zipArchive, .gzip, .gitLFSPointer, .json, .safetensors].contains(format))
        }
    }
}
