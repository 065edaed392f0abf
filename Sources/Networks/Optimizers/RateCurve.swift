internal import Diagnostics
import Foundation

/// A learning rate that is a formula of the epoch.
///
/// η is the optimizer's rate, k the epoch from 0, less those of a warm-up.
///
/// | ``Shape-swift.enum`` | the rate of epoch k |
/// |---|---|
/// | `exponential` | η fᵏ⸍ᵉ, with a staircase ⌊k/e⌋ in the exponent, not below a least rate |
/// | `inverseTime` | η / (1 + d k/e), with a staircase ⌊k/e⌋ for k/e |
/// | `polynomial` | final + (η − final) (1 − k/T)ᵖ, and final from T on |
/// | `cosine` | final + (η − final) (1 + cos(π k/T)) / 2, and from T on final, or the same formula on |
/// | `cosineRestarts` | the same in period i, of T τⁱ epochs, from final + (η − final) ρⁱ down, or from η ρⁱ |
/// | `linear` | η (s + (1 − s) k/T), and η from T on |
/// | `oneCycle` | by cosines from η/a up to η, and down to η/(a b) |
///
/// Source: the schedules of PyTorch 2.15.0, Keras 3.15.1, Optax 0.2.8 and other libraries, which count updates where
/// this counts epochs: they agree where an epoch is one update. `Tests/Dialects` holds their rates.
public struct RateCurve: Sendable, Hashable {
    /// The formula.
    public enum Shape: Sendable, Hashable {
        /// η · factor^(k / every).
        case exponential(factor: Double, every: Int, isStaircase: Bool, minimumRate: Double)
        /// η / (1 + decay · k / every).
        case inverseTime(decay: Double, every: Int, isStaircase: Bool)
        /// From η to a final rate within so many epochs, by a power of the time that is left.
        case polynomial(epochs: Int, finalRate: Double, power: Double)
        /// From η to a final rate within so many epochs, by half a cosine; after them up again where it is mirrored.
        case cosine(epochs: Int, finalRate: Double, isMirrored: Bool)
        /// The same again and again, from lower rates and in longer periods where the factors are not 1.
        ///
        /// The rate factor multiplies the height above the final rate, as in Keras, or the rate itself, as in timm.
        case cosineRestarts(
            epochs: Int, periodFactor: Double, rateFactor: Double, finalRate: Double, scalesRate: Bool = false)
        /// From a share of η to η within so many epochs.
        case linear(epochs: Int, startShare: Double)
        /// From η divided by a number up to η in a share of the epochs, and down to that rate divided by another one.
        ///
        /// PyTorch's reaches its ends one epoch early: it counts from the first rate to the last.
        case oneCycle(epochs: Int, riseShare: Double, startDivisor: Double, finalDivisor: Double, isEarly: Bool)
    }

    /// A linear rise before the curve begins.
    public struct WarmUp: Sendable, Hashable {
        /// The epochs that it takes.
        public var epochs: Int
        /// The share of η in the first of them.
        public var startShare: Double

        /// A rise from a share of the rate, within so many epochs.
        public init(epochs: Int, startShare: Double = 0) {
            (self.epochs, self.startShare) = (epochs, startShare)
        }
    }

    /// The formula.
    public var shape: Shape
    /// What comes before; nil for nothing.
    public var warmUp: WarmUp?

    /// A curve, perhaps after a warm-up.
    public init(_ shape: Shape, warmUp: WarmUp? = nil) {
        (self.shape, self.warmUp) = (shape, warmUp)
    }

    /// The rate of an epoch, for the optimizer's rate. O(1).
    public func rate(at epoch: Int, from rate: Double) -> Double {
        guard let warmUp else { return value(Double(epoch), rate) }
        if epoch < warmUp.epochs {
            let share = Double(epoch) / Double(warmUp.epochs)
            return rate * (warmUp.startShare + (1 - warmUp.startShare) * share)
        }
        return value(Double(epoch - warmUp.epochs), rate)
    }

    private func value(_ k: Double, _ rate: Double) -> Double {
        func time(_ every: Int, _ isStaircase: Bool) -> Double {
            let time = k / Double(every)
            return isStaircase ? time.rounded(.down) : time
        }
        /// From `start` to `end` while `share` goes from 0 to 1.
        func cosine(_ start: Double, _ end: Double, _ share: Double) -> Double {
            end + (start - end) * (1 + cos(.pi * share)) / 2
        }
        switch shape {
        case .exponential(let factor, let every, let isStaircase, let least):
            return max(least, rate * pow(factor, time(every, isStaircase)))
        case .inverseTime(let decay, let every, let isStaircase):
            return rate / (1 + decay * time(every, isStaircase))
        case .polynomial(let epochs, let final, let power):
            return final + (rate - final) * pow(1 - min(1, k / Double(epochs)), power)
        case .cosine(let epochs, let final, let isMirrored):
            let share = k / Double(epochs)
            return cosine(rate, final, isMirrored ? share : min(1, share))
        case .cosineRestarts(let epochs, let periodFactor, let rateFactor, let final, let scalesRate):
            let (share, index) = Self.period(k / Double(epochs), factor: periodFactor)
            let scale = pow(rateFactor, index)
            return cosine(scalesRate ? rate * scale : final + (rate - final) * scale, final, share)
        case .linear(let epochs, let startShare):
            return rate * (startShare + (1 - startShare) * min(1, k / Double(epochs)))
        case .oneCycle(let epochs, let riseShare, let startDivisor, let finalDivisor, let isEarly):
            let early = isEarly ? 1.0 : 0
            let top = isEarly ? riseShare * Double(epochs) - 1 : (riseShare * Double(epochs)).rounded(.down)
            let start = rate / startDivisor
            if k < top { return cosine(start, rate, k / top) }
            let rest = Double(epochs) - early - top
            return cosine(rate, start / finalDivisor, rest > 0 ? min(1, (k - top) / rest) : 1)
        }
    }

    /// How far a time, in first periods, is within its period, and the index of the period.
    private static func period(_ time: Double, factor: Double) -> (share: Double, index: Double) {
        if factor == 1 { return (time - time.rounded(.down), time.rounded(.down)) }
        // Of a power near 1 the subtraction leaves few digits.
        func begin(_ index: Double) -> Double {
            (factor < 1.001 ? expm1(index * log1p(factor - 1)) : pow(factor, index) - 1) / (factor - 1)
        }
        var index = (log1p(time * (factor - 1)) / log1p(factor - 1)).rounded(.down)
        // The logarithms may be off by a rounding at the border of two periods.
        if index > 0, begin(index) > time { index -= 1 }
        if begin(index + 1) <= time { index += 1 }
        return (min(1, max(0, (time - begin(index)) / pow(factor, index))), index)
    }

    /// The rate that the curve goes down to, with its name in specs; nil where it has none of its own.
    var lastRate: (name: String, value: Double)? {
        switch shape {
        case .exponential(_, _, _, let least): ("minimumRate", least)
        case .inverseTime, .linear, .oneCycle: nil
        case .polynomial(_, let final, _), .cosine(_, let final, _), .cosineRestarts(_, _, _, let final, _):
            ("finalRate", final)
        }
    }

    /// The largest rate that the curve can have, from the optimizer's.
    public func largestRate(from rate: Double) -> Double {
        max(rate, lastRate?.value ?? 0)
    }

    /// The part that is out of range, and what would be right; nil where all is in order.
    var objection: (parameter: String, problem: String)? {
        func number(_ name: String, _ value: Double, _ isRight: (Double) -> Bool, _ expected: String) -> (
            String, String
        )? {
            value.isFinite && isRight(value) ? nil : (name, "\(NumberText.exact(value)): expected \(expected)")
        }
        func count(_ name: String, _ value: Int) -> (String, String)? {
            value >= 1 ? nil : (name, "\(value): expected at least 1 epoch")
        }
        func rate(_ value: Double) -> (String, String)? {
            number("finalRate", value, { $0 >= 0 }, "a finite number ≥ 0")
        }
        let problems: [(String, String)?]
        switch shape {
        case .exponential(let factor, let every, _, let least):
            problems = [
                number("factor", factor, { $0 > 0 && $0 <= 1 }, "0 < factor ≤ 1"), count("every", every),
                number("minimumRate", least, { $0 >= 0 }, "a finite number ≥ 0"),
            ]
        case .inverseTime(let decay, let every, _):
            problems = [number("decay", decay, { $0 >= 0 }, "a finite number ≥ 0"), count("every", every)]
        case .polynomial(let epochs, let final, let power):
            problems = [count("epochs", epochs), rate(final), number("power", power, { $0 > 0 }, "a number above 0")]
        case .cosine(let epochs, let final, _): problems = [count("epochs", epochs), rate(final)]
        case .cosineRestarts(let epochs, let periodFactor, let rateFactor, let final, _):
            problems = [
                count("epochs", epochs),
                number("periodFactor", periodFactor, { $0 >= 1 && $0 <= 1e6 }, "1 ≤ periodFactor ≤ 1000000"),
                number("rateFactor", rateFactor, { $0 > 0 && $0 <= 1 }, "0 < rateFactor ≤ 1"), rate(final),
            ]
        case .linear(let epochs, let share):
            problems = [
                count("epochs", epochs), number("startShare", share, { $0 >= 0 && $0 <= 1 }, "0 ≤ startShare ≤ 1"),
            ]
        case .oneCycle(let epochs, let rise, let start, let final, _):
            problems = [
                epochs >= 2 ? nil : ("epochs", "\(epochs): expected at least 2 epochs"),
                number("riseShare", rise, { $0 > 0 && $0 < 1 }, "0 < riseShare < 1"),
                number("startDivisor", start, { $0 >= 1 }, "a number ≥ 1"),
                number("finalDivisor", final, { $0 >= 1 }, "a number ≥ 1"),
            ]
        }
        if let found = problems.compactMap(\.self).first { return ("\(shape.name).\(found.0)", found.1) }
        guard let warmUp else { return nil }
        let found =
            count("epochs", warmUp.epochs)
            ?? number("startShare", warmUp.startShare, { $0 >= 0 && $0 <= 1 }, "0 ≤ startShare ≤ 1")
        return found.map { ("\(shape.name).warmUp.\($0.0)", $0.1) }
    }
}

extension RateCurve.Shape {
    /// The name that specs use.
    public var name: String {
        switch self {
        case .exponential: "exponential"
        case .inverseTime: "inverseTime"
        case .polynomial: "polynomial"
        case .cosine: "cosine"
        case .cosineRestarts: "cosineRestarts"
        case .linear: "linear"
        case .oneCycle: "oneCycle"
        }
    }
}
