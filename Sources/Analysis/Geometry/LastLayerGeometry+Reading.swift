internal import Exact
internal import Networks

extension LastLayerGeometry {
    /// The two layers that follow the code.
    static func decoder(
        of exact: ExactNetwork
    ) throws(ExactnessError) -> (hidden: Layer<Rational>, last: Layer<Rational>) {
        let layers = exact.network.layers
        let expected = "expected a code of 1 unit, a hidden ReLU layer, and ReLU outputs"
        guard layers.count >= 3 else {
            throw ExactnessError(
                place: "network", problem: "\(layers.count) layer\(layers.count == 1 ? "" : "s"): \(expected)")
        }
        let l = layers.count - 1
        guard layers[l - 2].outputs == 1 else {
            throw ExactnessError(
                place: "layers.\(l - 2)", problem: "a code of \(layers[l - 2].outputs) units: \(expected)")
        }
        for k in [l - 1, l] where layers[k].dense.activation != .relu {
            throw ExactnessError(
                place: "layers.\(k).activation", problem: "this is \(layers[k].dense.activation.words): \(expected)")
        }
        return (layers[l - 1], layers[l])
    }

    /// The one nonzero value that the targets have.
    static func amplitude(of targets: ExactMatrix) throws(ExactnessError) -> Rational {
        guard let amplitude = targets.elements.first(where: { !$0.isZero }) else {
            throw ExactnessError(place: "samples", problem: "every target is 0: expected 0 and one positive amplitude")
        }
        guard amplitude.signum > 0, targets.elements.allSatisfy({ $0.isZero || $0 == amplitude }) else {
            let values = Set(targets.elements).count
            throw ExactnessError(
                place: "samples", problem: "targets of \(values) values: expected 0 and one positive amplitude")
        }
        return amplitude
    }

    /// The last layer's preactivations at the codes; they are affine between kinks, and computed in the order of the
    /// codes.
    static func values(of last: Layer<Rational>, _ hidden: Layer<Rational>, at codes: [Rational]) -> ExactMatrix {
        let function = PiecewiseAffine.identity.mapped(by: hidden).activated(negativeSlope: .zero).function
        var walk = AffineWalk(function, layer: last)
        var values = ExactMatrix(rows: codes.count, columns: last.outputs)
        var next = 0
        for i in codes.indices.sorted(by: { codes[$0] < codes[$1] }) {
            while next < function.events.count, function.events[next].z <= codes[i] {
                _ = walk.cross(function.events[next])
                next += 1
            }
            for (j, form) in walk.forms.enumerated() { values[i, j] = form(codes[i]) }
        }
        return values
    }
}
