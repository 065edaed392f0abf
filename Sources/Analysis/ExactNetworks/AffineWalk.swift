internal import Exact
internal import Networks

/// The preactivations W f + b as z runs from left to right: their affine pieces, updated in place at each event of f.
struct AffineWalk {
    /// The pieces at the current z.
    private(set) var forms: [AffineForm]
    private var received: [AffineForm]
    /// The entries of each column of W that are not 0.
    private let columns: [[(row: Int, weight: Rational)]]

    init(_ function: PiecewiseAffine, layer: Layer<Rational>) {
        received = function.initial
        columns = (0..<layer.inputs).map { k in
            (0..<layer.outputs).compactMap { j in
                layer.weight[j, k].isZero ? nil : (j, layer.weight[j, k])
            }
        }
        forms = (0..<layer.outputs).map { AffineForm(slope: .zero, intercept: layer.bias?[$0] ?? .zero) }
        for (k, column) in columns.enumerated() {
            for (j, weight) in column { forms[j].add(weight, times: received[k]) }
        }
    }

    /// Passes an event of f; returns the components that changed, in increasing order.
    mutating func cross(_ event: PiecewiseAffine.Event) -> [Int] {
        var changed: Set<Int> = []
        for change in event.changes {
            let difference = change.form.minus(received[change.component])
            received[change.component] = change.form
            for (j, weight) in columns[change.component] {
                forms[j].add(weight, times: difference)
                changed.insert(j)
            }
        }
        return changed.sorted()
    }
}
