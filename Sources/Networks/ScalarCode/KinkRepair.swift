internal import Diagnostics

/// A term of training: the hidden units after a scalar code are relocated so that every gap between neighbouring codes
/// has one.
///
/// One code z_p is the pivot. A gap from z_g to z_(g+1) above it keeps one ascending unit, w > 0, a gap below it one
/// descending unit, w < 0, whose kink t = −b/w leaves it off on a fraction f of the gap that is in ``range``:
///
///     t = z_g + f (z_(g+1) − z_g) above the pivot,   t = z_(g+1) − f (z_(g+1) − z_g) below,
///
/// and of several the one with f nearest to ``fraction``. Every other unit is surplus. In the order of the units, they
/// move to the empty gaps from the pivot up, then to those from the pivot down,
///
///     w ← ± max(|w|, mean |w|),   b ← −w t,   f = fraction,
///
/// and where no gap is empty, to one mean gap below the lowest code, but for ascending ones that are half that far
/// below it already. The outgoing weights of a relocated unit and the optimizer's moments of its parameters become 0.
///
/// No unit is active at the pivot, so a network without output biases is right there if and only if the targets are 0.
/// The pivot is the lowest such code, that of the blank. Where an output bias, or a unit to spare that is active at
/// every code, can give any value, where no targets are all 0, and where hidden weights cannot be negative, it is the
/// lowest code, and all units ascend.
///
/// With such kinks every injective code is decoded, in whatever order its codes are. With random ones there is
/// practically never a suitable last layer (theorem T2), and beyond f = ½ its slopes explode (theorem T3). The data
/// enter through the codes, and through the choice of the pivot.
///
/// Gaps narrower than 1e-6 (float32) or 1e-12 (float64) of the codes' range count as none. With fewer units than gaps,
/// the last gaps in the order above stay empty.
public struct KinkRepair: Sendable, Hashable {
    /// When units are relocated.
    public enum Occasion: Sendable, Hashable {
        /// After one epoch, counted from 1.
        case once(epoch: Int)
        /// After epoch `from`, counted from 1, and every so many epochs from then on.
        case every(Int, from: Int)
    }

    /// When units are relocated.
    public var occasion: Occasion
    /// f, where a relocated kink goes in its gap.
    public var fraction: Double
    /// The fractions at which a kink may stay.
    public var range: ClosedRange<Double>

    /// By default after every epoch, at f = 0.15, kinks in [0.005, 0.45] staying.
    public init(
        _ occasion: Occasion = .every(1, from: 1), fraction: Double = 0.15, range: ClosedRange<Double> = 0.005...0.45
    ) {
        self.occasion = occasion
        self.fraction = fraction
        self.range = range
    }

    /// Whether units are relocated after an epoch, counted from 1.
    public func acts(after epoch: Int) -> Bool {
        switch occasion {
        case .once(let chosen): epoch == chosen
        case .every(let step, let from): epoch >= from && (epoch - from).isMultiple(of: max(1, step))
        }
    }

    /// The part that is out of range, and what would be right; nil where all is in order.
    public var objection: (parameter: String, problem: String)? {
        switch occasion {
        case .once(let epoch) where epoch < 1: return ("once", "\(epoch): expected an epoch, from 1")
        case .every(_, let from) where from < 1: return ("fromEpoch", "\(from): expected an epoch, from 1")
        case .every(let step, _) where step < 1: return ("every", "\(step): expected at least 1 epoch")
        default: break
        }
        guard range.lowerBound >= 0, range.upperBound < 1 else {
            return (
                "range",
                "\(NumberText.interval(range.lowerBound, range.upperBound)): expected fractions of a gap, 0 ≤ lower ≤ upper < 1"
            )
        }
        guard range.contains(fraction) else {
            return (
                "fraction",
                "\(NumberText.exact(fraction)): expected a number in the range "
                    + NumberText.interval(range.lowerBound, range.upperBound)
            )
        }
        return nil
    }
}
