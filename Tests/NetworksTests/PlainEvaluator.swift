import Foundation

@testable import Networks

/// The loss of a random case, evaluated one sample at a time by formulas written out here: an oracle that
/// shares no code with the network's own.
struct PlainEvaluator {
    /// The parameters in order, and last the inputs.
    var tensors: [[Double]]
    private let layers: [(outputs: Int, inputs: Int, activation: Activation, hasBias: Bool)]
    private let targets: Matrix<Double>
    private let loss: Loss

    init(_ randomCase: RandomCase) {
        tensors = randomCase.network.layers.flatMap { [$0.weight.elements] + ($0.bias.map { [$0] } ?? []) }
        tensors.append(randomCase.inputs.elements)
        layers = randomCase.network.layers.map { ($0.outputs, $0.inputs, $0.dense.activation, $0.bias != nil) }
        targets = randomCase.targets
        loss = randomCase.loss
    }

    /// The loss, and on which side of its kink each piecewise-linear unit lies.
    func evaluate() -> (loss: Double, pattern: [Bool]) {
        var pattern: [Bool] = []
        var sum = 0.0
        let inputs = tensors[tensors.count - 1]
        let width = layers[0].inputs
        for sample in 0..<targets.rows {
            var z = Array(inputs[sample * width..<(sample + 1) * width])
            var u: [Double] = []
            var tensor = 0
            for layer in layers {
                u = [Double](repeating: 0, count: layer.outputs)
                tensors[tensor].withUnsafeBufferPointer { w in
                    for i in 0..<layer.outputs {
                        var s = 0.0
                        for j in 0..<layer.inputs { s += w[i * layer.inputs + j] * z[j] }
                        u[i] = s
                    }
                }
                tensor += 1
                if layer.hasBias {
                    for i in 0..<layer.outputs { u[i] += tensors[tensor][i] }
                    tensor += 1
                }
                z = u.map { apply(layer.activation, $0, &pattern) }
            }
            sum += sampleLoss(outputs: z, preactivations: u, row: sample, &pattern)
        }
        let elements = Double(targets.rows * targets.columns)
        switch loss {
        case .squaredError(.sum), .hingeResidual(.sum): return (sum, pattern)
        case .squaredError(.halfSum), .hingeResidual(.halfSum): return (sum / 2, pattern)
        case .squaredError(.mean), .hingeResidual(.mean), .binaryCrossEntropy: return (sum / elements, pattern)
        case .squaredError(.halfMean), .hingeResidual(.halfMean): return (sum / elements / 2, pattern)
        case .squaredError(.meanOverSamples), .hingeResidual(.meanOverSamples):
            return (sum / Double(targets.rows), pattern)
        case .squaredError(.halfMeanOverSamples), .hingeResidual(.halfMeanOverSamples):
            return (sum / Double(targets.rows) / 2, pattern)
        case .crossEntropy(.mean): return (sum / Double(targets.rows), pattern)
        case .crossEntropy(.sum): return (sum, pattern)
        case .binaryCrossEntropyForm, .custom: return (.nan, pattern)
        }
    }

    private func apply(_ activation: Activation, _ u: Double, _ pattern: inout [Bool]) -> Double {
        switch activation {
        case .identity: return u
        case .relu:
            pattern.append(u > 0)
            return max(0, u)
        case .leakyReLU(let slope):
            pattern.append(u > 0)
            return u > 0 ? u : slope * u
        case .sigmoid: return 1 / (1 + exp(-u))
        case .tanh: return (exp(u) - exp(-u)) / (exp(u) + exp(-u))
        case .softplus: return log(1 + exp(u))
        case .hardThreshold:
            pattern.append(u >= 1)
            return u >= 1 ? 1 : 0
        case .hardTanh:
            pattern += [u > -1, u < 1]
            return min(1, max(-1, u))
        case .form, .custom: return .nan
        }
    }

    private func sampleLoss(
        outputs: [Double], preactivations: [Double], row: Int, _ pattern: inout [Bool]
    ) -> Double {
        var sum = 0.0
        switch loss {
        case .squaredError:
            for (j, y) in outputs.enumerated() { sum += pow(y - targets[row, j], 2) }
        case .hingeResidual:
            for (j, u) in preactivations.enumerated() {
                if targets[row, j] > 0 {
                    sum += pow(u - targets[row, j], 2)
                } else {
                    pattern.append(u > 0)
                    sum += pow(max(0, u), 2)
                }
            }
        case .binaryCrossEntropy:
            for (j, y) in outputs.enumerated() { sum -= targets[row, j] * log(y) + (1 - targets[row, j]) * log(1 - y) }
        case .crossEntropy:
            let normalizer = log(outputs.reduce(0) { $0 + exp($1) })
            for (j, y) in outputs.enumerated() { sum -= targets[row, j] * (y - normalizer) }
        case .binaryCrossEntropyForm, .custom: return .nan
        }
        return sum
    }
}
