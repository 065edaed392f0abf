internal import Diagnostics
import Foundation

/// A binary cross-entropy as a library computes it: of what, what keeps its logarithms finite, and what the sum is
/// divided by.
///
/// With p = σ(u) the output and y the target, ℓ = −y log p − (1 − y) log(1 − p).
///
/// - Of logits, ℓ = max(u, 0) − u y + log(1 + exp(−|u|)), and its derivative by u is p − y: nothing bounds it.
/// - Of probabilities, p is first cut to [ε, 1 − ε] (``leastProbability``), outside of which the derivative is 0; each
///   logarithm has something added to its argument (``addedToProbability``), and is cut from below
///   (``leastLogarithm``). The derivative by p is (p − y)/max(p (1 − p), v) where ``leastVariance`` v is above 0, and
///   that of the formula otherwise.
///
/// Where p rounds to 0 or 1, the derivative by u is 0, whatever the loss says, if a bound keeps that by p finite.
/// Without one, ℓ is infinite and its derivative by u NaN where p rounds to 0 and y > 0, or to 1 and y < 1:
/// ``isBounded``.
///
/// Source: runs of the libraries; `Tests/Dialects` holds their numbers.
public struct BinaryCrossEntropyForm: Sendable, Hashable {
    /// What the loss is a function of.
    public enum Argument: String, Sendable, Hashable, CaseIterable {
        /// The preactivations u.
        case logits
        /// The outputs p.
        case probabilities
    }

    /// What the loss is a function of.
    public var argument = Argument.logits
    /// What the sum over samples and outputs is divided by.
    public var reduction = Loss.Reduction.meanOverElements
    /// ε: p is cut to [ε, 1 − ε]; 0 for none.
    public var leastProbability = 0.0
    /// What is added to the argument of each logarithm.
    public var addedToProbability = 0.0
    /// The least value of a logarithm; nil for none.
    public var leastLogarithm: Double?
    /// v: the least divisor of p − y in the derivative; 0 for that of the formula.
    public var leastVariance = 0.0

    /// The mean over every element, of logits.
    public init() {}

    /// Whether a bound keeps the derivative by a probability finite that rounds to 0 or 1, in float32 too.
    ///
    /// An ε of 2⁻²⁵ or less is none there: 1 − ε is 1.
    public var isBounded: Bool {
        let least = Double(Float.leastNormalMagnitude)
        return leastProbability > 0x1p-25 || addedToProbability >= least || leastVariance >= least
            || leastLogarithm.map { $0 >= -Double(Float.greatestFiniteMagnitude) } == true
    }

    /// The part that is out of range, and what would be right; nil where all is in order.
    public var objection: (parameter: String, problem: String)? {
        if !(leastProbability >= 0 && leastProbability < 0.5) {
            return ("leastProbability", "\(NumberText.exact(leastProbability)): expected 0 ≤ leastProbability < 0.5")
        }
        if !(addedToProbability >= 0 && addedToProbability.isFinite) {
            return ("addedToProbability", "\(NumberText.exact(addedToProbability)): expected a finite number ≥ 0")
        }
        if let leastLogarithm, !(leastLogarithm <= 0 && leastLogarithm.isFinite) {
            return ("leastLogarithm", "\(NumberText.exact(leastLogarithm)): expected a finite number ≤ 0")
        }
        if !(leastVariance >= 0 && leastVariance.isFinite) {
            return ("leastVariance", "\(NumberText.exact(leastVariance)): expected a finite number ≥ 0")
        }
        return nil
    }

    /// The same loss without bounds that do not act on logits.
    var canonical: BinaryCrossEntropyForm {
        guard argument == .logits else { return self }
        var form = BinaryCrossEntropyForm()
        form.reduction = reduction
        return form
    }

    /// The loss of probabilities, as the paths compute it.
    var function: CustomLoss { CustomLoss(ProbabilityCrossEntropy(form: self)) }
}

extension BinaryCrossEntropyForm {
    /// The bounds that there are, by the names that specs use; a least logarithm of 0 is one.
    public var bounds: [(name: String, value: Double)] {
        let numbers: [(String, Double?)] = [
            ("leastProbability", leastProbability == 0 ? nil : leastProbability),
            ("addedToProbability", addedToProbability == 0 ? nil : addedToProbability),
            ("leastLogarithm", leastLogarithm), ("leastVariance", leastVariance == 0 ? nil : leastVariance),
        ]
        return numbers.compactMap { name, value in value.map { (name, $0) } }
    }
}

extension BinaryCrossEntropyForm: CustomStringConvertible {
    /// "binaryCrossEntropy(probabilities, leastProbability 1e-07)".
    public var description: String {
        var parts = [argument.rawValue]
        if reduction != .meanOverElements { parts.append(reduction.rawValue) }
        parts += bounds.map { "\($0.name) \(NumberText.plain($0.value))" }
        return "binaryCrossEntropy(\(parts.joined(separator: ", ")))"
    }
}

extension Loss {
    /// The binary cross-entropy of a form: the plain one where the form is its.
    public init(_ form: BinaryCrossEntropyForm) {
        let form = form.canonical
        self = form == BinaryCrossEntropyForm() ? .binaryCrossEntropy : .binaryCrossEntropyForm(form)
    }

    /// What computes value and derivative from outputs and targets; nil for the losses that the paths know.
    var function: CustomLoss? {
        switch self {
        case .squaredError, .hingeResidual, .binaryCrossEntropy, .crossEntropy: nil
        case .binaryCrossEntropyForm(let form): form.argument == .probabilities ? form.function : nil
        case .custom(let custom): custom
        }
    }
}

/// The binary cross-entropy of a probability.
private struct ProbabilityCrossEntropy: ElementwiseLoss {
    let form: BinaryCrossEntropyForm

    var name: String { form.description }
    var reduction: Loss.Reduction { form.reduction }

    func value<S: Scalar>(output: S, target: S) -> S {
        let p = cut(output)
        return -(product(target, logarithm(of: p)) + product(1 - target, logarithm(of: 1 - p)))
    }

    func derivative<S: Scalar>(output: S, target: S) -> S {
        let p = cut(output)
        if form.leastProbability > 0, p != output { return 0 }
        // One that the scalar rounds to 0 is none.
        let leastVariance = S(form.leastVariance)
        if leastVariance > 0 { return (p - target) / max(p * (1 - p), leastVariance) }
        return slope(of: 1 - p, 1 - target) - slope(of: p, target)
    }

    /// p from ε to 1 − ε.
    private func cut<S: Scalar>(_ p: S) -> S {
        guard form.leastProbability > 0 else { return p }
        let least = S(form.leastProbability)
        return p < least ? least : p > 1 - least ? 1 - least : p
    }

    private func logarithm<S: Scalar>(of p: S) -> S {
        let value = S(log((p + S(form.addedToProbability)).doubleValue))
        guard let least = form.leastLogarithm else { return value }
        return value < S(least) ? S(least) : value
    }

    /// A product that is 0 where the target is, also with an infinite logarithm.
    private func product<S: Scalar>(_ target: S, _ logarithm: S) -> S { target == 0 ? 0 : target * logarithm }

    /// The derivative of `target` times the logarithm by its argument.
    private func slope<S: Scalar>(of p: S, _ target: S) -> S {
        let argument = p + S(form.addedToProbability)
        if target == 0 { return 0 }
        if let least = form.leastLogarithm, S(log(argument.doubleValue)) < S(least) { return 0 }
        return target / argument
    }
}
