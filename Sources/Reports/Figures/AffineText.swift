internal import Diagnostics
internal import Foundation

/// An affine function in words: "2.5 θ − 0.5", without terms of no size and without factors of 1.
struct AffineText {
    /// The formula; "0" where nothing is left.
    let formula: String
    /// Whether the formula has every digit of every number, also of those that are left out.
    let isExact: Bool

    /// Puts Σ weight · symbol + intercept into words.
    ///
    /// - Parameters:
    ///   - terms: the weights with their symbols, and the largest absolute value of what the symbol stands for.
    ///   - intercept: the constant. A term, and the constant, is left out where it is below 10⁻⁹ of the largest one.
    init(_ terms: [(weight: Double, symbol: String, size: Double)], intercept: Double) {
        let all =
            terms.map { (weight: $0.weight, symbol: $0.symbol, share: abs($0.weight) * $0.size) }
            + [(weight: intercept, symbol: "", share: abs(intercept))]
        let largest = all.map(\.share).max() ?? 0
        var text = ""
        for term in all where term.share > 1e-9 * largest {
            let number = NumberText.number(abs(term.weight))
            let size = term.symbol.isEmpty ? number : number == "1" ? term.symbol : "\(number) \(term.symbol)"
            text += text.isEmpty ? (term.weight < 0 ? "−" : "") + size : " \(term.weight < 0 ? "−" : "+") \(size)"
        }
        formula = text.isEmpty ? "0" : text
        isExact = all.allSatisfy { term in
            term.share > 1e-9 * largest
                ? Double(NumberText.number(abs(term.weight)).replacing(",", with: "").replacing("−", with: "-"))
                    == abs(term.weight) : term.weight == 0
        }
    }
}
