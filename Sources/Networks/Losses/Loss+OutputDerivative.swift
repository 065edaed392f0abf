extension Loss {
    /// ∂L/∂ŷ for each sample and output, `[samples × outputs]`; nil for the hinge residual, which is a function of u
    /// and not of ŷ.
    ///
    ///     squared error: c (ŷ − y), c = 2, 1 or 2/(N d)        binary cross-entropy: (ŷ − y)/(ŷ (1 − ŷ))/(N d)
    ///     cross-entropy: c (softmax(ŷ)_j Σ y − y_j), c = 1 or 1/N
    ///     one of your own: its derivative, times its reduction's factor
    ///
    /// As printed in Homework 1, solutions 1.2 c and 1.3 b: once a sigmoid output is 0 or 1 in floating point, the
    /// quotient of the binary cross-entropy is infinite or 0/0, while δ = ∂L/∂u, which
    /// ``evaluate(preactivations:outputs:targets:activation:)`` returns, is not.
    ///
    /// - Complexity: O(samples · outputs).
    public func outputDerivative<S: Scalar>(outputs a: Matrix<S>, targets y: Matrix<S>) -> Matrix<S>? {
        precondition(a.rows == y.rows && a.columns == y.columns, "one target for each output")
        precondition(isRational || S.hasTranscendentals, "\(self) has no exact value")
        let scale: S = form.deltaFactor(samples: a.rows, outputs: a.columns)
        var result = a
        switch self {
        case .hingeResidual:
            return nil
        case .squaredError:
            for k in a.elements.indices { result.elements[k] = scale * (a.elements[k] - y.elements[k]) }
        case .binaryCrossEntropyForm(let form) where form.argument == .probabilities:
            _ = form.function.evaluate(outputs: a, targets: y, derivative: &result)
            for k in a.elements.indices { result.elements[k] = scale * result.elements[k] }
        case .binaryCrossEntropy, .binaryCrossEntropyForm:
            for k in a.elements.indices {
                let output = a.elements[k]
                result.elements[k] = scale * ((output - y.elements[k]) / (output * (1 - output)))
            }
        case .crossEntropy:
            for i in 0..<a.rows {
                _ = Self.crossEntropyRow(logits: a.row(i), targets: y.row(i)) { j, difference in
                    result[i, j] = scale * difference
                }
            }
        case .custom(let custom):
            _ = custom.evaluate(outputs: a, targets: y, derivative: &result)
            for k in a.elements.indices { result.elements[k] = scale * result.elements[k] }
        }
        return result
    }
}
