internal import Exact
internal import Networks

/// A formula for the derivative of the loss with respect to one parameter: `dW3 = sum_i (y_i - x_i) * (w2 * z_i +
/// b2)^T`.
///
/// The article *The derivation checker* describes the notation.
public struct GradientFormula: Sendable, Hashable {
    /// The network, loss and layout that the formula is about.
    public let setting: FormulaSetting
    /// The name of the parameter, such as "W3".
    public let parameter: String
    /// The index letters on the left where the formula gives one entry, as in `dW3[u,v]`; empty for the whole
    /// parameter.
    let indices: [FormulaIndex]
    let expression: FormulaExpression

    /// Parses one formula without a comment.
    ///
    /// - Throws: ``FormulaError`` with the column and what was expected there.
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

    /// The formula with another right side.
    func with(_ expression: FormulaExpression) -> GradientFormula {
        GradientFormula(setting: setting, parameter: parameter, indices: indices, expression: expression)
    }

    /// The formula as text, with as few parentheses as possible.
    public var text: String { "\(target) = \(expression)" }

    /// The left side, such as "dW3" or "dW3[u,v]".
    var target: String {
        "d" + parameter
            + (indices.isEmpty ? "" : "[" + indices.map(\.description).joined(separator: ",") + "]")
    }
}
