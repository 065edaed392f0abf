internal import Exact
internal import Networks

/// A formula for the derivative of the loss by one parameter: `dW3 = sum_i (y_i - x_i) * (w2 * z_i + b2)^T`.
///
/// The article *The derivation checker* describes the notation.
public struct GradientFormula: Sendable, Hashable {
    /// What the formula is a derivative of.
    public let setting: FormulaSetting
    /// The parameter: "W3".
    public let parameter: String
    /// The letters on the left where the formula is for one entry: `dW3[u,v]`; none where it is for the whole parameter.
    let indices: [FormulaIndex]
    let expression: FormulaExpression

    /// Reads one formula, without a comment; the error says in which column and what was expected.
    public init(_ text: String, setting: FormulaSetting = FormulaSetting()) throws(FormulaError) {
        try self.init(text[...], setting: setting)
    }

    init(_ text: Substring, setting: FormulaSetting) throws(FormulaError) {
        let vocabulary = FormulaVocabulary(setting)
        var parser = FormulaParser(try FormulaLexer.tokens(of: text), vocabulary: vocabulary)
        let target = try parser.target()
        let count = vocabulary.shape(ofParameter: target.parameter)?.indexed.count ?? 0
        guard target.indices.isEmpty || target.indices.count == count else {
            throw FormulaError(
                column: target.column, "d\(target.parameter) with \(target.indices.count) indices",
                expected: ["no index", "no index, or one", "no index, or two"][count])
        }
        self.init(
            setting: setting, parameter: target.parameter, indices: target.indices,
            expression: try parser.wholeExpression())
    }

    private init(
        setting: FormulaSetting, parameter: String, indices: [FormulaIndex], expression: FormulaExpression
    ) {
        self.setting = setting
        self.parameter = parameter
        self.indices = indices
        self.expression = expression
    }

    /// The same left side with another right side.
    func with(_ expression: FormulaExpression) -> GradientFormula {
        GradientFormula(setting: setting, parameter: parameter, indices: indices, expression: expression)
    }

    /// The formula as text, with no more parentheses than it takes.
    public var text: String { "\(target) = \(expression)" }

    /// "dW3", or "dW3[u,v]".
    var target: String {
        "d" + parameter
            + (indices.isEmpty ? "" : "[" + indices.map(\.description).joined(separator: ",") + "]")
    }
}
