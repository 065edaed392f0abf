internal import Exact
internal import Networks

extension DerivationCheck {
    /// Where a formula differs from the derivative on given networks.
    struct Departure {
        /// The first difference; nil where there is none.
        private(set) var difference: DerivationAnswer.Difference?
        /// Whether the formula gives the transpose on every network.
        private(set) var isTransposed: Bool

        init(_ checked: CheckedFormula, on networks: [DerivationNetwork]) throws(FormulaError) {
            let vocabulary = FormulaVocabulary(checked.formula.setting)
            isTransposed = checked.isShapedAsTranspose
            var first: (network: DerivationNetwork, value: Matrix<Rational>, truth: Matrix<Rational>)?
            var budget = FormulaBudget()
            for network in networks {
                let value = try checked.value(on: network, budget: &budget)
                let truth = checked.truth(on: network)
                if isTransposed, value.transposed() != truth { isTransposed = false }
                if first == nil, value != truth { first = (network, value, truth) }
            }
            guard let first else {
                isTransposed = false
                return
            }
            // Where the formula has the transpose's shape, its entries are compared with the transpose's.
            let isTurned = !checked.isShapedAsDerivative
            let value = isTurned ? first.value.transposed() : first.value
            let place = value.elements.indices.first { value.elements[$0] != first.truth.elements[$0] }
            let shape = vocabulary.shape(ofParameter: checked.formula.parameter) ?? .scalar
            let wanted = checked.formula.setting.layout == .numerator ? shape.transposed : shape
            difference = DerivationAnswer.Difference(
                shape: isTurned ? "\(wanted.transposed) in place of \(wanted)" : nil,
                entry: place.map { Self.entry(checked.formula.parameter, $0, of: value) },
                byFormula: place.map { value.elements[$0].description },
                byDifferentiation: place.map { first.truth.elements[$0].description },
                network: first.network.sizeText(vocabulary),
                onlyAtKinks: first.network.isAtKink)
        }

        /// The entry's name, such as "dW3[1,2]", counted from 1.
        private static func entry(_ parameter: String, _ place: Int, of matrix: Matrix<Rational>) -> String {
            let (i, j) = (place / matrix.columns + 1, place % matrix.columns + 1)
            if matrix.elements.count == 1 { return "d\(parameter)" }
            if matrix.columns == 1 { return "d\(parameter)[\(i)]" }
            return matrix.rows == 1 ? "d\(parameter)[\(j)]" : "d\(parameter)[\(i),\(j)]"
        }
    }
}
