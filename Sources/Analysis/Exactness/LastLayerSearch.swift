internal import Exact

/// The search for multipliers that refute a last layer, or for a proof that there are none.
struct LastLayerSearch {
    /// `[samples × units]`, with a column of ones where the last layer has a bias.
    let activations: ExactMatrix
    /// `[samples × outputs]`, none negative.
    let targets: ExactMatrix

    static let longestElimination = 6_500
    static let longestSimplex = 3_000
    static let mostSimplexSamples = 41

    /// A bound on the bits of a determinant of the activations, taken as integers.
    private var bits: Int { min(activations.rows, activations.columns) * activations.integerBits }

    init(activations: ExactMatrix, targets: ExactMatrix, hasBias: Bool) {
        let ones = ExactMatrix(
            rows: activations.rows, columns: 1, elements: Array(repeating: .one, count: activations.rows))
        self.activations = hasBias ? activations.appending(columns: ones) : activations
        self.targets = targets
    }

    /// The output that a combination of samples with Σ m_i a^(i) = 0 refutes, with the sign of its multipliers.
    private func refuted(_ combination: [(sample: Int, multiplier: Rational)]) -> (output: Int, sign: Rational)? {
        for j in 0..<targets.columns {
            let sum = combination.reduce(Rational.zero) { $0 + $1.multiplier * targets[$1.sample, j] }
            if sum.isZero { continue }
            let isWitness = combination.allSatisfy { sample, multiplier in
                targets[sample, j].signum > 0 || multiplier.signum * sum.signum <= 0
            }
            if isWitness { return (j, Rational(-sum.signum)) }
        }
        return nil
    }

    private func obstruction(
        _ combination: [(sample: Int, multiplier: Rational)], _ origin: LastLayerObstruction.Origin
    ) -> LastLayerObstruction? {
        guard let (output, sign) = refuted(combination) else { return nil }
        var multipliers = [Rational](repeating: .zero, count: targets.rows)
        for (sample, multiplier) in combination { multipliers[sample] = multiplier * sign }
        return LastLayerObstruction(
            output: output, multipliers: OutputConstraints.integers(multipliers), origin: origin)
    }

    /// Two samples of one code, or three neighbours by code over which every activation is affine, whose targets no
    /// affine function can give.
    func affineNeighbours(codes: [Rational]?) -> LastLayerObstruction? {
        guard let codes else { return nil }
        let order = codes.indices.sorted { codes[$0] < codes[$1] }
        for (a, b) in zip(order, order.dropFirst()) where codes[a] == codes[b] {
            if let found = obstruction([(a, .one), (b, -.one)], .sameActivations(a, b)) { return found }
        }
        for ((a, b), c) in zip(zip(order, order.dropFirst()), order.dropFirst(2)) {
            let (left, right) = (codes[b] - codes[a], codes[c] - codes[b])
            guard left.signum > 0, right.signum > 0 else { continue }
            let isAffine = zip(zip(activations.row(a), activations.row(b)), activations.row(c)).allSatisfy {
                $0.1 * (left + right) == $0.0 * right + $1 * left
            }
            let combination = [(a, -right), (b, left + right), (c, -left)]
            if isAffine, let found = obstruction(combination, .affine(a, b, c)) { return found }
        }
        return nil
    }

    /// The answer from the left null space where it has dimension at most 1; nil where it does not decide.
    func byNullSpace() -> LastLayerAnswer? {
        guard bits <= Self.longestElimination else { return nil }
        var basis = activations.leftNullSpace
        if basis.isEmpty { return .possible }
        let isLine = basis.count == 1
        // For step functions the combinations that leave the blank out decide.
        if let blank = (0..<targets.rows).first(where: { targets.row($0).allSatisfy(\.isZero) }),
            let pivot = basis.first(where: { !$0[blank].isZero })
        {
            for v in basis where v != pivot && !v[blank].isZero {
                basis.append(zip(v, pivot).map { $0 * pivot[blank] - $1 * v[blank] })
            }
        }
        for v in basis {
            let combination = v.indices.filter { !v[$0].isZero }.map { ($0, v[$0]) }
            if let found = obstruction(combination, .nullVector(isOnly: isLine)) { return .impossible(found) }
        }
        return isLine ? .possible : nil
    }

    /// The answer of the simplex method, output by output; nil where there are too many samples or the numbers are too
    /// long.
    func bySimplex() -> LastLayerAnswer? {
        guard activations.rows <= Self.mostSimplexSamples, bits <= Self.longestSimplex else { return nil }
        // Units that depend on others change neither the answer nor the witness.
        let basis = activations.columnBasis
        for j in 0..<targets.columns {
            let constraints = OutputConstraints(
                activations: basis, targets: (0..<targets.rows).map { targets[$0, j] })
            if case .infeasible(let multipliers) = constraints.decide() {
                return .impossible(LastLayerObstruction(output: j, multipliers: multipliers, origin: .simplex))
            }
        }
        return .possible
    }
}
