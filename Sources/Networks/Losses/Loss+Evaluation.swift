extension Loss {
    /// The loss, and the error δ = ∂L/∂u at the output layer's preactivations.
    ///
    /// The reference: each formula as it is written in ``Loss``. All three matrices are `[samples × outputs]`.
    ///
    /// - Complexity: O(samples · outputs).
    public func evaluate<S: Scalar>(
        preactivations s: Matrix<S>, outputs a: Matrix<S>, targets y: Matrix<S>, activation: Activation
    ) -> (value: S, delta: Matrix<S>) {
        precondition(objection(toOutput: activation) == nil, "loss and output activation do not fit")
        precondition(isRational || S.hasTranscendentals, "\(self) has no exact value")
        precondition(a.rows == y.rows && a.columns == y.columns, "one target for each output")
        let form = form
        let scale: S = form.deltaFactor(samples: a.rows, outputs: a.columns)
        var delta = a
        var sum: S = 0
        switch self {
        case .squaredError:
            for k in a.elements.indices {
                let r = a.elements[k] - y.elements[k]
                sum += r * r
                delta.elements[k] =
                    scale * r * activation.derivative(at: s.elements[k], activation: a.elements[k])
            }
        case .hingeResidual:
            for k in a.elements.indices {
                let u = s.elements[k]
                let r = y.elements[k] > 0 ? u - y.elements[k] : (u <= 0 ? 0 : u)
                sum += r * r
                delta.elements[k] = scale * r
            }
        case .binaryCrossEntropyForm(let form) where form.argument == .probabilities:
            sum = evaluate(form.function, s, a, y, activation, scale, &delta)
        case .binaryCrossEntropy, .binaryCrossEntropyForm:
            for k in a.elements.indices {
                let u = s.elements[k]
                let softplus = S.logarithmOfOnePlus(S.exponential(u < 0 ? u : -u))
                sum += (u <= 0 ? 0 : u) - u * y.elements[k] + softplus
                delta.elements[k] = scale * (a.elements[k] - y.elements[k])
            }
        case .crossEntropy:
            for i in 0..<a.rows {
                sum += Self.crossEntropyRow(logits: s.row(i), targets: y.row(i)) { j, difference in
                    delta[i, j] = scale * difference
                }
            }
        case .custom(let custom):
            sum = evaluate(custom, s, a, y, activation, scale, &delta)
        }
        return (form.valueFactor(samples: a.rows, outputs: a.columns) * sum, delta)
    }

    /// Σ ℓ of a function of outputs and targets, and δ.
    private func evaluate<S: Scalar>(
        _ function: CustomLoss, _ s: Matrix<S>, _ a: Matrix<S>, _ y: Matrix<S>, _ activation: Activation, _ scale: S,
        _ delta: inout Matrix<S>
    ) -> S {
        let sum = function.evaluate(outputs: a, targets: y, derivative: &delta)
        for k in a.elements.indices {
            delta.elements[k] =
                scale * delta.elements[k] * activation.derivative(at: s.elements[k], activation: a.elements[k])
        }
        return sum
    }

    /// log Σ exp(u) · Σ y − Σ y u of one sample; `receive` gets softmax(u)_j · Σ y − y_j for each output j.
    ///
    /// The maximum's own exponential, 1, is kept apart, and the rest goes through log1p: the value does not round to 0
    /// before it underflows.
    static func crossEntropyRow<S: Scalar, Row: RandomAccessCollection<S>>(
        logits s: Row, targets y: Row, _ receive: (_ output: Int, _ difference: S) -> Void
    ) -> S {
        guard let top = s.indices.max(by: { s[$0] < s[$1] }) else { return 0 }
        let largest = s[top]
        var rest: S = 0
        var mass: S = 0
        for (j, t) in zip(s.indices, y.indices) {
            if j != top { rest += S.exponential(s[j] - largest) }
            mass += y[t]
        }
        var value = mass * S.logarithmOfOnePlus(rest)
        for (output, (j, t)) in zip(s.indices, y.indices).enumerated() {
            value += y[t] * (largest - s[j])
            receive(output, S.exponential(s[j] - largest) / (1 + rest) * mass - y[t])
        }
        return value
    }
}
