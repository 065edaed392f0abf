import Foundation
import TestFixtures
import Testing

@testable import Exchange

@Suite struct NumPyArchiveTests {
    @Test("Arrays and metadata come back as they were written; DataFile reads the archive, too")
    func roundTrip() throws {
        let tensors = [
            NamedTensor(name: "layers.0.weight", tensor: try Tensor(shape: [2, 1], storage: .float32([0.1, -3]))),
            NamedTensor(name: "ä/b", tensor: try Tensor(shape: [1], storage: .float64([1e-300]))),
        ]
        let metadata = ["format": "heaviside", "key \"q\"\n\u{1}": "\\ value ü"]
        let folder = try TemporaryFolder()
        let path = folder.path("a.npz")
        let bytes = try NumPyArchive(tensors: tensors, metadata: metadata).encoded()
        try AtomicFile.write(bytes, to: path)
        let found = try NumPyArchive(contentsOf: path)
        #expect(found.tensors == tensors && found.metadata == metadata && found.unread.isEmpty)
        #expect(try DataFile(path).array(named: "layers.0.weight").values == [Double(Float(0.1)), -3])
        #expect(try NumPyArchive(tensors: tensors, metadata: metadata).encoded() == bytes)
    }

    @Test("Names that NumPy would confuse are refused")
    func names() throws {
        let tensor = try Tensor(shape: [1], storage: .float64([1]))
        for names in [["a", "a"], ["a.npy"]] {
            let archive = NumPyArchive(tensors: names.map { NamedTensor(name: $0, tensor: tensor) })
            #expect(throws: ExchangeError.self) { try archive.encoded() }
        }
    }

    @Test("What mixed memory orders an archive has, the arrays are row-major")
    func fortran() throws {
        let archive = try NumPyArchive(contentsOf: DataFixture.path("exporters/numpy.npz"))
        #expect(
            archive.tensors.map(\.name).sorted() == [
                "layers.1.bias", "layers.1.kernel", "layers/0/bias", "layers/0/kernel",
            ])
        let kernel = try #require(archive.tensors.first { $0.name == "layers.1.kernel" })
        #expect(kernel.tensor.shape == [8, 8])
        let direct = try DataFile(DataFixture.path("exporters/numpy.npz")).array(named: "layers.1.kernel")
        #expect(kernel.tensor.storage == .float64(direct.values))
    }

    @Test("Half precision of safetensors is read as single precision where that is asked for")
    func halves() throws {
        let header =
            "{\"a\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]},"
            + "\"b\":{\"dtype\":\"BF16\",\"shape\":[1],\"data_offsets\":[4,6]}}"
        var bytes: [UInt8] = []
        ElementBytes.append(UInt64(header.utf8.count), to: &bytes)
        // 1.5, the smallest subnormal number of half precision, −3.
        bytes += Array(header.utf8) + [0x00, 0x3E, 0x01, 0x00, 0x40, 0xC0]
        let plain = try SafetensorsFile(decoding: bytes, path: "m")
        #expect(plain.tensors.isEmpty && plain.unread.map(\.dtype) == ["F16", "BF16"])
        let wide = try SafetensorsFile(decoding: bytes, path: "m", wideningHalves: true)
        #expect(
            wide.tensors.map(\.tensor.storage) == [.float32([1.5, 0x1p-24]), .float32([-3])] && wide.unread.isEmpty)
    }
}
