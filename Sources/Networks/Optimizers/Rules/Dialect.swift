extension Optimizer {
    /// The library whose conventions a rule follows, of the two whose steps the kernels have.
    ///
    /// | | ``torch`` | ``keras`` |
    /// |---|---|---|
    /// | RMSProp's standard α and ε | 0.99, 1e-8 | 0.9, 1e-7 |
    /// | RMSProp's denominator | √v + ε | √(v + ε) |
    /// | momentum's and Nesterov's rate | outside the velocity | inside the velocity |
    /// | weight decay of these three rules | ``DecayForm/coupled`` | ``DecayForm/decoupled`` |
    ///
    /// Source: runs of PyTorch 2.15.0 and Keras 3.15.1.
    public enum Dialect: String, Sendable, Hashable, CaseIterable {
        /// PyTorch's.
        case torch
        /// Keras's.
        case keras
    }
}
