import Networks

/// The Huber loss: ½ r² for |r| ≤ width, width (|r| − ½ width) beyond, r = ŷ − y.
///
/// A few large errors weigh less than in the squared error.
///
/// Source: P. J. Huber, Robust estimation of a location parameter, 1964.
struct Huber: ElementwiseLoss {
    let name = "Huber"
    var width = 1.0

    /// Training does not begin with a loss that has a problem.
    var problem: String? { width > 0 ? nil : "its width is \(width): expected a positive number" }

    /// It needs nothing but arithmetic and comparisons, so that exact fractions can serve, too.
    var isRational: Bool { true }

    func value<S: Scalar>(output: S, target: S) -> S {
        let (size, width) = (abs(output - target), S(width))
        return size <= width ? size * size / 2 : width * (size - width / 2)
    }

    func derivative<S: Scalar>(output: S, target: S) -> S {
        let (r, width) = (output - target, S(width))
        return min(max(r, -width), width)
    }
}
