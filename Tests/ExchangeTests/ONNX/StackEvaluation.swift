import Exchange
import Foundation

/// The outputs of a stack of layers, straight from the formulas.
enum StackEvaluation {
    static func outputs(_ stack: LayerStack, of input: [Double]) -> [Double] {
        stack.layers.reduce(input) { values, layer in
            let sums = sums(of: layer, values)
            let length = layer.bias.map { sums.count / $0.count } ?? 1
            return sums.enumerated().map { place, sum in
                activation(layer.activation, sum + (layer.bias.map { $0[place / length] } ?? 0))
            }
        }
    }

    private static func sums(of layer: StackLayer, _ x: [Double]) -> [Double] {
        switch layer.kind {
        case .dense:
            return (0..<layer.outputs).map { i in x.indices.reduce(0) { $0 + layer.weight[i * x.count + $1] * x[$1] } }
        case .diagonal: return zip(layer.weight, x).map { $0 * $1 }
        case .convolution(let own), .transposedConvolution(let own), .averagePooling(let own):
            let (channels, length) = (layer.inputShape[0], layer.inputShape[1])
            let outputs = layer.outputShape[1]
            var u = [Double](repeating: 0, count: layer.outputs)
            for o in 0..<own.channels {
                for c in 0..<channels {
                    for k in 0..<own.kernel {
                        switch layer.kind {
                        case .transposedConvolution:
                            for s in 0..<length {
                                let t = s * own.stride + k * own.dilation - own.padding
                                guard (0..<outputs).contains(t) else { continue }
                                u[o * outputs + t] +=
                                    layer.weight[(c * own.channels + o) * own.kernel + k] * x[c * length + s]
                            }
                        default:
                            for t in 0..<outputs {
                                let s = t * own.stride + k * own.dilation - own.padding
                                guard (0..<length).contains(s) else { continue }
                                let weight: Double
                                if case .averagePooling = layer.kind {
                                    weight = o == c ? 1 / Double(own.kernel) : 0
                                } else {
                                    weight = layer.weight[(o * channels + c) * own.kernel + k]
                                }
                                u[o * outputs + t] += weight * x[c * length + s]
                            }
                        }
                    }
                }
            }
            return u
        }
    }

    private static func activation(_ activation: StackActivation, _ u: Double) -> Double {
        switch activation {
        case .identity: u
        case .relu: max(0, u)
        case .leakyReLU(let slope): u > 0 ? u : slope * u
        case .sigmoid: 1 / (1 + exp(-u))
        case .tanh: tanh(u)
        case .softplus: max(u, 0) + log1p(exp(-abs(u)))
        case .hardThreshold: u >= 1 ? 1 : 0
        case .hardTanh: min(max(u, -1), 1)
        }
    }
}
