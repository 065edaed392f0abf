public import Networks

/// The units that never act on the samples.
public struct UnitActivity: Sendable, Hashable {
    /// A layer and a unit in it, both counted from 0.
    public struct Unit: Sendable, Hashable {
        /// The layer.
        public let layer: Int
        /// The unit's index in its layer.
        public let index: Int

        /// Names a unit.
        public init(layer: Int, index: Int) {
            self.layer = layer
            self.index = index
        }
    }

    /// Hidden units that are 0 with derivative 0 on every sample, so that they get no gradient: ReLUs, hard thresholds,
    /// and activations of your own that can die.
    public let deadHiddenUnits: [Unit]
    /// ReLU and hard-threshold outputs that are never positive although a target is.
    public let deadOutputs: [Int]

    /// Examines the activations of a forward pass.
    ///
    /// - Complexity: O(samples · units).
    public init<S: Scalar>(_ pass: ForwardPass<S>, network: Network<S>, targets: Matrix<Double>) {
        func canDie(_ layer: Int) -> Bool { network.layers[layer].dense.activation.canDie }
        func isSilent(_ layer: Int, _ unit: Int) -> Bool {
            let activation = network.layers[layer].dense.activation
            return (0..<pass.activations[layer].rows).allSatisfy { i in
                let a = pass.activations[layer][i, unit]
                switch activation {
                case .custom, .form: break
                default: return a <= 0
                }
                // One of the caller's own may be negative; that and a form may have a slope where it is 0.
                return a == 0 && activation.derivative(at: pass.preactivations[layer][i, unit], activation: a) == 0
            }
        }
        let last = network.layers.count - 1
        deadHiddenUnits = (0..<last).filter(canDie).flatMap { layer in
            (0..<network.layers[layer].outputs).filter { isSilent(layer, $0) }.map { Unit(layer: layer, index: $0) }
        }
        deadOutputs =
            canDie(last)
            ? (0..<network.outputs).filter { j in
                isSilent(last, j) && (0..<targets.rows).contains { targets[$0, j] > 0 }
            } : []
    }
}
