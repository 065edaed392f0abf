extension WeightTying {
    /// The weight matrix of some parameters, row-major.
    func matrix<S: Scalar>(of parameters: [S]) -> [S] {
        var matrix: [S] = sources.map { $0 >= 0 ? parameters[Int($0)] : 0 }
        for constant in constants { matrix[constant.place] = S(constant.value) }
        return matrix
    }

    /// The parameters of a weight matrix; 0 for one that no entry is tied to, since it lies beyond the padding.
    func parameters<S: Scalar>(of matrix: [S]) -> [S] {
        var parameters = [S](repeating: 0, count: parameterCount)
        for (k, source) in sources.enumerated() where source >= 0 { parameters[Int(source)] = matrix[k] }
        return parameters
    }

    /// The bias of each output, of one for each group that shares it.
    func biases<S: Scalar>(of parameters: [S]) -> [S] {
        parameters.flatMap { Array(repeating: $0, count: outputsPerBias) }
    }

    /// The derivatives by the parameters, each written at every entry that is tied to it; 0 at constant entries.
    func tied<S: Scalar>(_ gradient: [S]) -> [S] {
        var sums = [S](repeating: 0, count: parameterCount)
        for (k, source) in sources.enumerated() where source >= 0 { sums[Int(source)] += gradient[k] }
        return sources.map { $0 >= 0 ? sums[Int($0)] : 0 }
    }

    /// The derivatives by shared biases, each written at every output that has it.
    func tiedBias<S: Scalar>(_ gradient: [S]) -> [S] {
        var result = gradient
        for start in stride(from: 0, to: gradient.count, by: outputsPerBias) {
            var sum: S = 0
            for k in start..<start + outputsPerBias { sum += gradient[k] }
            for k in start..<start + outputsPerBias { result[k] = sum }
        }
        return result
    }
}
