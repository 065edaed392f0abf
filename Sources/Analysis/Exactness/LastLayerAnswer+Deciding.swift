internal import Exact
internal import Networks

extension LastLayerAnswer {
    /// Decides the question for a network whose last layer is a ReLU.
    ///
    /// Four methods are tried in this order:
    /// 1. samples with the same activations;
    /// 2. three samples, neighbours by code, over which the activations are affine;
    /// 3. the left null space;
    /// 4. the simplex method, for up to 41 samples.
    ///
    /// - Complexity: O(samples · units) for the first two; O(units² · samples) for the third, which is skipped where
    ///   its numbers would be longer than about 6,500 bits.
    public init(_ exact: ExactNetwork, on samples: ExactSamples) {
        let network = exact.network
        guard let last = network.layers.last, last.dense.activation == .relu else {
            self = .undecided("the last layer is not a ReLU")
            return
        }
        guard samples.targets.elements.allSatisfy({ $0.signum >= 0 }) else {
            self = .undecided("a target is negative")
            return
        }
        let (activations, codes) = exact.activationsBeforeLast(samples.signals)
        let search = LastLayerSearch(activations: activations, targets: samples.targets, hasBias: last.bias != nil)
        self =
            search.affineNeighbours(codes: codes).map(LastLayerAnswer.impossible)
            ?? search.byNullSpace() ?? search.bySimplex()
            ?? .undecided("the activations are too large for exact elimination")
    }
}

extension ExactNetwork {
    /// The inputs of the last layer, `[samples × units]`, and the scalar codes where there are any.
    func activationsBeforeLast(_ signals: ExactMatrix) -> (activations: ExactMatrix, codes: [Rational]?) {
        let layers = network.layers
        let codes = scalarCodeLayer.map { codeLayer in
            (0..<signals.rows).map { activations(layers[...codeLayer], of: Array(signals.row($0)))[0] }
        }
        if let codeLayer = scalarCodeLayer, let codes, let function = functionBeforeLast(from: codeLayer) {
            return (ExactMatrix(function.values(at: codes)), codes)
        }
        let rows = (0..<signals.rows).map { activations(layers.dropLast(), of: Array(signals.row($0))) }
        return (ExactMatrix(rows), codes)
    }
}

extension PiecewiseAffine {
    /// The values at each z, in their order.
    func values(at codes: [Rational]) -> [[Rational]] {
        var forms = initial
        var next = 0
        var result = [[Rational]](repeating: [], count: codes.count)
        for i in codes.indices.sorted(by: { codes[$0] < codes[$1] }) {
            while next < events.count, events[next].z <= codes[i] {
                for change in events[next].changes { forms[change.component] = change.form }
                next += 1
            }
            result[i] = forms.map { $0(codes[i]) }
        }
        return result
    }
}
