internal import Exact
internal import Networks

/// Steps without the blank: n − 1 units relu(θ − 1), …, relu(θ − n + 1) and an output bias.
struct BlanklessDecoder: CustomStringConvertible {
    /// The signal length n, at least 2.
    let length: Int

    /// The samples.
    var steps: StepFunctions { StepFunctions(length: length, blank: false) }

    /// u_1 = 1, and u_p = relu(θ − p + 1) − relu(θ − p) for p = 2 … n; z = θ.
    var autoencoder: PaperAutoencoder<Double> {
        let n = length
        var w3 = Matrix<Double>(rows: n, columns: n - 1, repeating: 0)
        var b3 = [Double](repeating: 0, count: n)
        for p in 1...n {
            let output = steps.output(threshold: p)
            if p == 1 { b3[output] = 1 } else { w3[output, p - 2] = 1 }
            if p > 1, p < n { w3[output, p - 1] = -1 }
        }
        return PaperAutoencoder(
            w1: Array(repeating: 1, count: n), b1: 0, w2: Array(repeating: 1, count: n - 1),
            b2: (1..<n).map { -Double($0) }, w3: w3, b3: b3)
    }

    /// Whether equations (1) to (4) give output p the value 1 for θ ≥ p and 0 otherwise; small integers, exact in
    /// `Double`.
    var reconstructs: Bool {
        let autoencoder = autoencoder
        return (1...length).allSatisfy { theta in
            let y = autoencoder.y(Double(theta))
            return (1...length).allSatisfy { y[length - $0] == (theta >= $0 ? 1 : 0) }
        }
    }

    var description: String { "n = \(length)" }
}
