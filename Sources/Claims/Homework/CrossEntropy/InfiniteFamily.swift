internal import Exact

/// The family f_0 = 0, f_m(t) = 2t − 1/m: a counterexample with infinitely many functions.
enum InfiniteFamily {
    static func value(_ m: Int, at t: Rational) -> Rational { 2 * t - .one / Rational(m) }

    /// max over m = 0 … most: the lines rise with m, so that the last is the largest.
    static func supremum(_ t: Rational, through most: Int) -> Rational { max(.zero, value(most, at: t)) }

    /// Whether f_0 alone is largest: the largest of the others is less.
    static func isUniqueMaximiser(at t: Rational, through most: Int) -> Bool { value(most, at: t) < .zero }
}
