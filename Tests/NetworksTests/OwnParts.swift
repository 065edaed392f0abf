import Foundation
import Networks

// Losses, activations and rules as another package would write them: no @testable import here.

/// A copy of `squaredError`.
struct OwnSquaredError: ElementwiseLoss {
    let name = "own squared error"
    var reduction = Loss.Reduction.meanOverElements
    let isRational = true

    func value<S: Scalar>(output: S, target: S) -> S { (output - target) * (output - target) }

    func derivative<S: Scalar>(output: S, target: S) -> S { 2 * (output - target) }
}

/// A copy of `crossEntropy` on logits: a loss that is no sum over outputs, for targets that add up to 1.
struct OwnCrossEntropy: LossFunction {
    let name = "own cross-entropy"

    func value<S: Scalar>(outputs: Span<S>, targets: Span<S>) -> S {
        let largest = largest(outputs)
        var (sum, value): (S, S) = (0, 0)
        for j in outputs.indices { sum += S.exponential(outputs[j] - largest) }
        for j in outputs.indices { value += targets[j] * (largest - outputs[j]) }
        return value + S(log(sum.doubleValue))
    }

    func derivative<S: Scalar>(outputs: Span<S>, targets: Span<S>, into derivative: inout MutableSpan<S>) {
        let largest = largest(outputs)
        var sum: S = 0
        for j in outputs.indices { sum += S.exponential(outputs[j] - largest) }
        for j in outputs.indices { derivative[j] = S.exponential(outputs[j] - largest) / sum - targets[j] }
    }

    private func largest<S: Scalar>(_ outputs: Span<S>) -> S {
        var largest = outputs[0]
        for j in outputs.indices { largest = max(largest, outputs[j]) }
        return largest
    }

    func objection(toOutput activation: Activation) -> String? {
        activation == .identity ? nil : "it takes logits, found \(activation)"
    }

    func objection(toTargets targets: Matrix<Double>) -> String? {
        let wrong = (0..<targets.rows).first { abs(targets.row($0).reduce(0, +) - 1) > 1e-9 }
        return wrong.map { "sample \($0): expected targets that add up to 1" }
    }
}

/// A copy of `relu`.
struct OwnReLU: ActivationFunction {
    let name = "own relu"
    let isRational = true
    let canDie = true

    func value<S: Scalar>(at u: S) -> S { u <= 0 ? 0 : u }

    func derivative<S: Scalar>(at u: S, activation a: S) -> S { u > 0 ? 1 : 0 }
}

/// A copy of `tanh`.
struct OwnTanh: ActivationFunction {
    let name = "own tanh"

    func value<S: Scalar>(at u: S) -> S { S.hyperbolicTangent(u) }

    func derivative<S: Scalar>(at u: S, activation a: S) -> S { 1 - a * a }
}

/// A copy of `momentum`.
struct OwnMomentum: UpdateRule {
    let name = "own momentum"
    let momentCount = 1
    var momentum = 0.9

    func step<S: KernelScalar>(_ tensor: inout ParameterTensor<S>) {
        let (rate, keep) = (tensor.learningRate, S(momentum))
        for k in tensor.values.indices {
            tensor.moments[0][k] = keep * tensor.moments[0][k] + tensor.gradient[k]
            tensor.values[k] -= rate * tensor.moments[0][k]
        }
    }
}

/// A rule that keeps three moments, and matrices of other shapes: a count of its steps, and a sum for each row.
struct OwnKeeper: UpdateRule {
    let name = "own keeper"
    let momentCount = 3
    let decayForms = [Optimizer.DecayForm.decoupled]

    func statistics(rows: Int, columns: Int) -> [Matrix<Double>] {
        let count = Matrix(rows: 1, columns: 1, repeating: 0.0)
        return rows == 1 ? [count] : [count, Matrix(rows: rows, columns: 1, repeating: 1.0)]
    }

    func step<S: KernelScalar>(_ tensor: inout ParameterTensor<S>) {
        tensor.statistics[0][0, 0] += 1
        let scale = S(1 / tensor.statistics[0][0, 0].squareRoot())
        for k in tensor.values.indices {
            let g = tensor.gradient[k]
            for m in 0..<3 { tensor.moments[m][k] = S(0.25 * Double(m + 1)) * tensor.moments[m][k] + g }
            var rate = tensor.learningRate
            if tensor.statistics.count > 1 {
                tensor.statistics[1][k / tensor.columns, 0] += (g * g).doubleValue
                rate = rate / S(tensor.statistics[1][k / tensor.columns, 0].squareRoot())
            }
            tensor.values[k] -= rate * scale * (tensor.moments[0][k] + tensor.moments[1][k] - tensor.moments[2][k])
        }
    }
}

/// An activation, a loss and a rule at once that breaks its word in one way.
struct Broken: ActivationFunction, ElementwiseLoss, UpdateRule {
    enum Fault: Sendable, CaseIterable {
        case valueNaN, slopeNaN, slopeInfinite, overflow
        case fewerValues, moreMoments, shorterMoment, moreStatistics, otherShape, otherElements, stepNaN
    }

    let name = "broken"
    let isRational = false
    var fault: Fault?
    var threshold = 0.0
    var problem: String?
    var momentCount = 1
    var decayForms: [Optimizer.DecayForm] { [.coupled] }

    func value<S: Scalar>(at u: S) -> S {
        if fault == .valueNaN, u > S(threshold) { return S(.nan) }
        return fault == .overflow ? S.exponential(S.exponential(S.exponential(abs(u) + 3))) : u
    }

    func derivative<S: Scalar>(at u: S, activation a: S) -> S {
        switch fault {
        case .slopeNaN where u > S(threshold): S(.nan)
        case .slopeInfinite where u > S(threshold): S(.infinity)
        case .overflow: S(.infinity)
        default: 1
        }
    }

    func value<S: Scalar>(output: S, target: S) -> S { value(at: output - target) }

    func derivative<S: Scalar>(output: S, target: S) -> S { derivative(at: output - target, activation: 0) }

    func statistics(rows: Int, columns: Int) -> [Matrix<Double>] { [Matrix(rows: rows, columns: 2, repeating: 0)] }

    func step<S: KernelScalar>(_ tensor: inout ParameterTensor<S>) {
        for k in tensor.values.indices { tensor.values[k] -= tensor.learningRate * tensor.gradient[k] }
        switch fault {
        case .fewerValues: tensor.values.removeLast()
        case .moreMoments: tensor.moments.append([])
        case .shorterMoment: tensor.moments[0].removeLast()
        case .moreStatistics: tensor.statistics.append(Matrix(rows: 1, columns: 1, repeating: 0))
        case .otherShape: tensor.statistics[0] = Matrix(rows: 2, columns: tensor.rows, repeating: 0)
        case .otherElements: tensor.statistics[0].elements.append(0)
        case .stepNaN: tensor.values[tensor.values.count - 1] = S(.nan)
        default: break
        }
    }
}
