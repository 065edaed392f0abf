extension [Rational] {
    /// The scalar product Σ x_k y_k of vectors of the same length.
    package func dot(_ other: [Rational]) -> Rational {
        precondition(count == other.count, "vectors of different lengths")
        return zip(self, other).reduce(.zero) { $1.0.isZero || $1.1.isZero ? $0 : $0 + $1.0 * $1.1 }
    }
}
