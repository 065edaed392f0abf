internal import Claims

extension Claim {
    /// The group: why the code is not linear.
    static let encoderGradients: [Claim] = encoderGradientFormulas + encoderLearning
}
