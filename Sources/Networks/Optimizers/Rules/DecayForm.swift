extension Optimizer {
    /// How the weight decay λ acts.
    ///
    /// Where a rule divides by the size of its gradients, as RMSProp and Adam do, only the decoupled form shrinks
    /// weights in proportion to λ: of a weight that gets no other gradient, the coupled one divides λ out again.
    ///
    /// Source: I. Loshchilov, F. Hutter, Decoupled weight decay regularization, ICLR 2019.
    public enum DecayForm: String, Sendable, Hashable, CaseIterable {
        /// g ← g + λ w before the rule's step: the gradient of ½ λ |w|². PyTorch's RMSprop, Adam and SGD.
        case coupled
        /// w ← w − η λ w before the rule's step, with a gradient from before. AdamW, Muon, and every rule of Keras.
        case decoupled
        /// w ← w − λ w before the rule's step, whatever η is: as the paper on the decoupled form first has it, and as
        /// Chainer's AdamW computes it.
        case independent
    }
}
