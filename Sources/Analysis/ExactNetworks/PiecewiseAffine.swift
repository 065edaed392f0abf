internal import Exact
internal import Networks

/// A continuous piecewise affine function of one variable z with several components, exactly.
///
/// It is stored as its leftmost pieces and the changes to them in increasing order of z. A unit of the layer after a
/// code changes at one kink only, so that a network of two layers of n units takes O(n²) numbers, not O(n³).
struct PiecewiseAffine {
    /// A point z at which some components pass into other pieces.
    struct Event {
        let z: Rational
        var changes: [Change]
    }

    struct Change {
        let component: Int
        let form: AffineForm
    }

    /// A point z at which, as z grows, the preactivation of a unit becomes positive or stops being positive.
    struct Crossing {
        let z: Rational
        let unit: Int
        let isOn: Bool
    }

    /// The activations of preactivations: their pieces, and where the preactivations cross 0.
    struct Activated {
        var function: PiecewiseAffine
        /// Whether each preactivation is positive far to the left.
        var initiallyOn: [Bool]
        /// In increasing order of z; empty for an identity.
        var crossings: [Crossing]
    }

    var initial: [AffineForm]
    var events: [Event]

    /// The largest number of layers after the code for which pieces are computed.
    static let mostLayers = 5

    /// The largest size of a hidden layer's function for which pieces are computed: 2^17.
    static let largestSize = 1 << 17

    /// The number of changes of components over all events; long numbers count once for each 128 bits.
    var size: Int {
        events.reduce(0) { sum, event in
            event.changes.reduce(sum) { $0 + 1 + ($1.form.slope.numeratorBits + $1.form.intercept.numeratorBits) / 128 }
        }
    }

    /// The function z itself.
    static let identity = PiecewiseAffine(initial: [AffineForm(slope: .one, intercept: .zero)], events: [])

    /// The function W f + b.
    ///
    /// - Complexity: O(outputs · (components + changes)) operations, fewer where W has zeros.
    func mapped(by layer: Layer<Rational>) -> PiecewiseAffine {
        var walk = AffineWalk(self, layer: layer)
        let first = walk.forms
        var events: [Event] = []
        for event in self.events {
            let changed = walk.cross(event)
            events.append(Event(z: event.z, changes: changed.map { Change(component: $0, form: walk.forms[$0]) }))
        }
        return PiecewiseAffine(initial: first, events: events)
    }

    /// The function after an activation that is linear on either side of 0, with `negativeSlope` on the left.
    func activated(negativeSlope: Rational) -> Activated {
        var changesOf = [[(z: Rational, form: AffineForm)]](repeating: [], count: initial.count)
        for event in events {
            for change in event.changes { changesOf[change.component].append((event.z, change.form)) }
        }
        var crossings: [Crossing] = []
        var changes: [(z: Rational, change: Change)] = []
        var (firstForms, initiallyOn): ([AffineForm], [Bool]) = ([], [])
        for (unit, pieces) in changesOf.enumerated() {
            var current = AffineForm.zero
            var isOn = false
            // Passes into the piece that begins at z with a preactivation on one side of 0.
            func enter(_ z: Rational?, _ form: AffineForm, isOn nowOn: Bool) {
                let next = nowOn ? form : form.scaled(by: negativeSlope)
                guard let z else {
                    firstForms.append(next)
                    initiallyOn.append(nowOn)
                    (current, isOn) = (next, nowOn)
                    return
                }
                if nowOn != isOn { crossings.append(Crossing(z: z, unit: unit, isOn: nowOn)) }
                if next != current { changes.append((z, Change(component: unit, form: next))) }
                (current, isOn) = (next, nowOn)
            }
            var start: Rational?
            var form = initial[unit]
            for k in 0...pieces.count {
                let end = k < pieces.count ? pieces[k].z : nil
                enter(start, form, isOn: form.sign(rightOf: start) > 0)
                if let zero = form.argument(of: .zero), start.map({ $0 < zero }) ?? true, end.map({ zero < $0 }) ?? true
                {
                    enter(zero, form, isOn: !isOn)
                }
                if let end {
                    start = end
                    form = pieces[k].form
                }
            }
        }
        changes.sort { $0.z < $1.z }
        var events: [Event] = []
        for (z, change) in changes {
            if let last = events.last, last.z == z {
                events[events.count - 1].changes.append(change)
            } else {
                events.append(Event(z: z, changes: [change]))
            }
        }
        crossings.sort { $0.z < $1.z }
        return Activated(
            function: PiecewiseAffine(initial: firstForms, events: events), initiallyOn: initiallyOn,
            crossings: crossings)
    }
}
