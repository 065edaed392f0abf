internal import Exchange
internal import Experiments
internal import Foundation

/// A network as a film shows it: small tensors as they are, large ones in eight bits.
///
/// A value v of a large tensor is the byte ⌊255 · (v − least) / (greatest − least) + ½⌋. The bytes of all tensors follow
/// each other, small ones as little-endian float32, and are deflated.
struct FilmFrame: Encodable {
    /// A tensor of the frame.
    struct Part: Encodable {
        let name: String
        let shape: [Int]
        /// The least and the greatest value of a tensor in eight bits; absent for one in float32.
        var range: [Double]?
    }

    let epoch: Int
    let parts: [Part]
    let bytes: String

    /// The largest tensor that is kept in float32.
    private static let largest = 512

    /// - Throws: `ExchangeError` for a network that no file holds.
    init(_ network: TrainedNetwork, epoch: Int) throws {
        self.epoch = epoch
        var parts: [Part] = []
        var data = Data()
        for named in try NetworkFile.file(for: network, signals: nil).tensors {
            let values: [Double]
            switch named.tensor.storage {
            case .float32(let stored): values = stored.map(Double.init)
            case .float64(let stored): values = stored
            }
            var part = Part(name: named.name, shape: named.tensor.shape)
            if values.count > Self.largest, values.allSatisfy(\.isFinite), let least = values.min(),
                let greatest = values.max()
            {
                part.range = [least, greatest]
                let scale = greatest > least ? 255 / (greatest - least) : 0
                data.append(contentsOf: values.map { UInt8(min(255, max(0, (($0 - least) * scale).rounded()))) })
            } else {
                for value in values {
                    withUnsafeBytes(of: Float(value).bitPattern.littleEndian) { data.append(contentsOf: $0) }
                }
            }
            parts.append(part)
        }
        self.parts = parts
        bytes = Deflate.text(data)
    }
}
