import Exact

@testable import Networks

/// A network evaluated as textbooks write its layers, forward only, in rational numbers with one derivative: no weight
/// matrix, no ties, no backward pass.
struct DualEvaluation {
    /// A parameter: number `index` of tensor `tensor` of layer `layer`, as model files have them.
    struct Place: Equatable {
        let layer: Int
        let tensor: String
        let index: Int
    }

    let network: Network<Double>

    /// Σ (ŷ − y)² over samples and outputs, and its derivative by a parameter.
    func loss(_ inputs: Matrix<Double>, _ targets: Matrix<Double>, by place: Place) -> Dual {
        var sum = Dual(.zero)
        for row in 0..<inputs.rows {
            for (a, y) in zip(outputs(Array(inputs.row(row)), by: place), targets.row(row)) {
                let difference = a + Dual(-Rational(y))
                sum = sum + difference * difference
            }
        }
        return sum
    }

    /// The outputs for one sample.
    func outputs(_ sample: [Double], by place: Place? = nil) -> [Dual] {
        var known = [sample.map { Dual(Rational($0)) }]
        for (l, layer) in network.layers.enumerated() {
            var tensors: [String: [Dual]] = [:]
            for tensor in layer.parameters {
                tensors[tensor.name] = tensor.elements.enumerated().map { k, value in
                    Dual(
                        Rational(value),
                        slope: place == Place(layer: l, tensor: tensor.name, index: k) ? Rational(1) : .zero)
                }
            }
            var u = Self.preactivations(layer.dense, known[l], tensors["weight"] ?? [])
            if let bias = tensors["bias"] {
                let each = u.count / bias.count
                for i in u.indices { u[i] = u[i] + bias[i / each] }
            }
            if let skip = layer.dense.skip {
                let earlier = known[l + 1 - skip.layers]
                for i in u.indices {
                    guard let matrix = tensors["skip"] else {
                        u[i] = u[i] + earlier[i]
                        continue
                    }
                    for j in earlier.indices { u[i] = u[i] + matrix[i * earlier.count + j] * earlier[j] }
                }
            }
            known.append(u.map { Self.activated($0, layer.dense.activation) })
        }
        return known[network.layers.count]
    }

    private static func activated(_ u: Dual, _ activation: Activation) -> Dual {
        switch activation {
        case .relu: u.value > .zero ? u : Dual(.zero)
        case .leakyReLU(let slope): u.value > .zero ? u : u * Dual(Rational(slope))
        default: u
        }
    }

    private static func preactivations(_ dense: Dense, _ a: [Dual], _ w: [Dual]) -> [Dual] {
        let shape = dense.inputShape ?? [a.count]
        let (channels, length) = shape.count == 2 ? (shape[0], shape[1]) : (1, shape[0])
        var u = [Dual](repeating: Dual(.zero), count: dense.outputs)
        switch dense.structure {
        case .full:
            for i in u.indices { for j in a.indices { u[i] = u[i] + w[i * a.count + j] * a[j] } }
        case .toeplitz:
            for i in u.indices { for j in a.indices { u[i] = u[i] + w[a.count - 1 + i - j] * a[j] } }
        case .diagonal:
            for i in u.indices { u[i] = w[i] * a[i] }
        case .convolution(let own):
            let padded = Self.padded(a, channels, length, own.padding)
            let width = length + 2 * own.padding
            let outputs = dense.outputs / own.channels
            for o in 0..<own.channels {
                for t in 0..<outputs {
                    for c in 0..<channels {
                        for k in 0..<own.kernel {
                            let tap = w[(o * channels + c) * own.kernel + k]
                            u[o * outputs + t] =
                                u[o * outputs + t] + tap * padded[c * width + t * own.stride + k * own.dilation]
                        }
                    }
                }
            }
        case .transposedConvolution(let own):
            // The whole result, of which the padding is cut off.
            let outputs = dense.outputs / own.channels
            let whole = (length - 1) * own.stride + own.dilation * (own.kernel - 1) + 1 + own.outputPadding
            for o in 0..<own.channels {
                var line = [Dual](repeating: Dual(.zero), count: whole)
                for c in 0..<channels {
                    for t in 0..<length {
                        for k in 0..<own.kernel {
                            let place = t * own.stride + k * own.dilation
                            let tap = w[(c * own.channels + o) * own.kernel + k]
                            line[place] = line[place] + tap * a[c * length + t]
                        }
                    }
                }
                for i in 0..<outputs { u[o * outputs + i] = line[own.padding + i] }
            }
        case .averagePooling(let own):
            let padded = Self.padded(a, channels, length, own.padding)
            let width = length + 2 * own.padding
            let outputs = dense.outputs / channels
            for c in 0..<channels {
                for t in 0..<outputs {
                    var sum = Dual(.zero)
                    for k in 0..<own.window { sum = sum + padded[c * width + t * own.stride + k] }
                    u[c * outputs + t] = sum * Dual(Rational(1) / Rational(own.window))
                }
            }
        }
        return u
    }

    private static func padded(_ a: [Dual], _ channels: Int, _ length: Int, _ padding: Int) -> [Dual] {
        let zeros = [Dual](repeating: Dual(.zero), count: padding)
        return (0..<channels).flatMap { zeros + a[$0 * length..<($0 + 1) * length] + zeros }
    }
}
