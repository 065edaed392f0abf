import Foundation
import TestFixtures
import Testing

@testable import Exchange

@Suite struct SafetensorsFileTests {
    @Test("A round trip keeps order, names, shapes and bits")
    func roundTrip() throws {
        let file = try Samples.file()
        let bytes = try file.encoded()
        let decoded = try SafetensorsFile(decoding: bytes, path: "x")
        #expect(decoded == file)
        for (first, second) in zip(decoded.tensors, file.tensors) {
            #expect(Samples.bits(first.tensor) == Samples.bits(second.tensor))
        }
        #expect(try decoded.encoded() == bytes)
    }

    @Test("Encoding is deterministic, and the data are aligned")
    func encoding() throws {
        let file = try Samples.file()
        let again = SafetensorsFile(
            tensors: file.tensors, metadata: Dictionary(uniqueKeysWithValues: file.metadata.reversed()))
        #expect(try file.encoded() == again.encoded())
        for length in 1...17 {
            let name = String(repeating: "n", count: length)
            let tensor = try Tensor(shape: [1], storage: .float32([1]))
            let bytes = try SafetensorsFile(tensors: [NamedTensor(name: name, tensor: tensor)]).encoded()
            #expect(bytes.count % 8 == 4)
            #expect(bytes[8] == UInt8(ascii: "{"))
            #expect(Samples.length(UInt64(bytes.count - 12), bytes: 8) == Array(bytes[..<8]))
        }
    }

    @Test("Metadata keys are sorted by their bytes")
    func metadataOrder() throws {
        let file = SafetensorsFile(tensors: [], metadata: ["b": "2", "é": "4", "a": "1", "Z": "0", "": "e", "z": "3"])
        let text = String(decoding: try file.encoded().dropFirst(8), as: UTF8.self)
        #expect(
            text.hasPrefix(#"{"__metadata__":{"":"e","Z":"0","a":"1","b":"2","z":"3","é":"4"}}"#))
    }

    @Test("A file without tensors survives a round trip")
    func emptyFile() throws {
        let bytes = try SafetensorsFile(tensors: []).encoded()
        #expect(bytes == [8, 0, 0, 0, 0, 0, 0, 0] + Array("{}      ".utf8))
        #expect(try SafetensorsFile(decoding: bytes, path: "x").tensors.isEmpty)
    }

    @Test("Numbers that are not finite keep their bits")
    func nonFinite() throws {
        let floats: [Float] = [.nan, .signalingNaN, -.infinity, Float(bitPattern: 0xFFC1_2345)]
        let doubles: [Double] = [Double(nan: 77, signaling: false), -.nan, .infinity]
        let file = SafetensorsFile(tensors: [
            NamedTensor(name: "f", tensor: try Tensor(shape: [4], storage: .float32(floats))),
            NamedTensor(name: "d", tensor: try Tensor(shape: [3], storage: .float64(doubles))),
        ])
        let decoded = try SafetensorsFile(decoding: file.encoded(), path: "x")
        #expect(decoded.tensors.map { Samples.bits($0.tensor) } == file.tensors.map { Samples.bits($0.tensor) })
    }

    @Test("A file of the reference implementation is read")
    func referenceFile() throws {
        let file = try SafetensorsFile(decoding: Fixtures.safetensors, path: "x")
        #expect(file.metadata == ["author": "Ø \"q\"\n"])
        #expect(file.tensors.map(\.name) == ["bias", "scalar", "empty", "weight"])
        #expect(file.tensor(named: "bias") == (try Tensor(shape: [3], storage: .float64([0.1, 1e-300, -7]))))
        #expect(file.tensor(named: "scalar") == (try Tensor(shape: [], storage: .float64([2.5]))))
        #expect(file.tensor(named: "empty") == (try Tensor(shape: [0, 4], storage: .float32([]))))
        #expect(
            file.tensor(named: "weight")
                == (try Tensor(shape: [2, 3], storage: .float32([1, -2.5, 3, 0.1, -0.0, 1e30]))))
        #expect(file.tensor(named: "absent") == nil)
    }

    @Test(
        "The bytes written are those of the reference implementation",
        arguments: [Fixtures.safetensors, Fixtures.singleType])
    func writtenBytes(bytes: [UInt8]) throws {
        #expect(try SafetensorsFile(decoding: bytes, path: "x").encoded() == bytes)
    }

    @Test("The header may list tensors in another order than the data")
    func headerOrder() throws {
        var bytes = Samples.safetensors(
            #"{"second":{"dtype":"F32","shape":[1],"data_offsets":[4,8]},"#
                + #""first":{"shape":[1],"data_offsets":[0,4],"dtype":"F32"}}"#, data: 8)
        bytes.replaceSubrange((bytes.count - 8)..., with: [0, 0, 0x80, 0x3F, 0, 0, 0, 0x40])
        let file = try SafetensorsFile(decoding: bytes, path: "x")
        #expect(file.tensors.map(\.name) == ["second", "first"])
        #expect(file.tensors.map { $0.tensor.storage } == [.float32([2]), .float32([1])])
    }

    @Test("Names that a reader would refuse are not written")
    func refusedNames() throws {
        let tensor = try Tensor(shape: [], storage: .float32([1]))
        for names in [["a", "a"], ["__metadata__"], ["\u{E9}", "e\u{301}"]] {
            let file = SafetensorsFile(tensors: names.map { NamedTensor(name: $0, tensor: tensor) })
            #expect(throws: ExchangeError.self) { try file.encoded() }
        }
    }

    @Test("A file on disk is read as it was written, and errors name it")
    func files() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("model.safetensors")
        let file = try Samples.file()
        try file.write(to: path)
        #expect(try SafetensorsFile(contentsOf: path) == file)
        #expect(folder.names == ["model.safetensors"])
        let missing = folder.path("missing")
        let error = Samples.failure { _ = try SafetensorsFile(contentsOf: missing) }
        #expect(error?.path == missing)
        #expect(error?.description.contains("No such file or directory") == true)
        let tensor = try Tensor(shape: [], storage: .float32([1]))
        let reserved = SafetensorsFile(tensors: [NamedTensor(name: "__metadata__", tensor: tensor)])
        #expect(Samples.failure { try reserved.write(to: missing) }?.path == missing)
        #expect(folder.names == ["model.safetensors"])
    }
}
