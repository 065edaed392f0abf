internal import Exchange
internal import Experiments
internal import Foundation
internal import RunStore

/// A network of a film: as it is stored, or with its large tensors in eight bits.
struct FilmFrame: Encodable {
    let epoch: Int
    /// Whether every number is the network's own.
    let isWhole: Bool
    /// A safetensors file, deflated, in base64.
    let bytes: String

    /// The largest tensor that a rounded frame keeps as it is.
    private static let largest = 512

    /// A frame of every number.
    ///
    /// - Throws: `ExchangeError` for a network that no file holds.
    init(whole network: TrainedNetwork, epoch: Int) throws {
        let file = try NetworkFile.file(for: network, signals: nil)
        var metadata = file.metadata
        metadata["epoch"] = String(epoch)
        metadata["weightsSHA256"] = network.weightsSHA256
        let encoded = try SafetensorsFile(tensors: file.tensors, metadata: metadata).encoded()
        (self.epoch, isWhole, bytes) = (epoch, true, Deflate.text(Data(encoded)))
    }

    /// A frame whose large tensors hold multiples of a step: a value v is the byte round(v / step), from −127 to 127,
    /// and the step is the largest |v| over 127.
    ///
    /// - Throws: `ExchangeError` for a network that no file holds.
    init(rounded network: TrainedNetwork, epoch: Int) throws {
        let file = try NetworkFile.file(for: network, signals: nil)
        var metadata = file.metadata
        metadata["epoch"] = String(epoch)
        var header: [String: JSONValue] = [:]
        var data = Data()
        for named in file.tensors {
            let values: [Double]
            switch named.tensor.storage {
            case .float32(let stored): values = stored.map(Double.init)
            case .float64(let stored): values = stored
            }
            let start = data.count
            let greatest = values.lazy.map(abs).max() ?? 0
            var type = "F32"
            if values.count > Self.largest, greatest.isFinite, greatest > 0 {
                type = "I8"
                let step = greatest / 127
                metadata["scale.\(named.name)"] = String(step)
                data.append(contentsOf: values.map { UInt8(bitPattern: Int8(($0 / step).rounded())) })
            } else {
                for value in values {
                    withUnsafeBytes(of: Float(value).bitPattern.littleEndian) { data.append(contentsOf: $0) }
                }
            }
            header[named.name] = .object([
                "dtype": .text(type), "shape": .list(named.tensor.shape.map { .number(Double($0)) }),
                "data_offsets": .list([.number(Double(start)), .number(Double(data.count))]),
            ])
        }
        header["__metadata__"] = .object(metadata.mapValues { .text($0) })
        var head = try LiveJSON.encoder().encode(header)
        while head.count % 8 != 0 { head.append(UInt8(ascii: " ")) }
        var all = Data()
        withUnsafeBytes(of: UInt64(head.count).littleEndian) { all.append(contentsOf: $0) }
        all.append(head)
        all.append(data)
        (self.epoch, isWhole, bytes) = (epoch, false, Deflate.text(all))
    }
}
