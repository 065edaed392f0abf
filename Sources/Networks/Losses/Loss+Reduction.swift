extension Loss {
    /// The factor of a sum over samples and outputs.
    public enum Reduction: String, Sendable, Hashable, CaseIterable {
        /// 1.
        case sum
        /// 1/N for N samples.
        case meanOverSamples
        /// 1/(N d) for N samples of d outputs.
        case meanOverElements

        /// The factor.
        func factor<S: Scalar>(samples: Int, outputs: Int) -> S {
            S(1) / S(count(samples: samples, outputs: outputs))
        }

        /// What the sum is divided by.
        func count(samples: Int, outputs: Int) -> Int {
            switch self {
            case .sum: 1
            case .meanOverSamples: samples
            case .meanOverElements: samples * outputs
            }
        }
    }
}
