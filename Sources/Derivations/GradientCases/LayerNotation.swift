public import Networks

/// Homework 1's names for what a stack of layers computes, in plain text or in TeX; layers count from 1, and z^(0) is
/// x.
///
/// Homework 1 calls the preactivation s and the activation z; the rest of Heaviside calls them u and a.
public struct LayerNotation: Sendable, Hashable {
    /// How names are written.
    public enum Style: Sendable, Hashable {
        /// "s1", "∂ℓ/∂W1".
        case text
        /// `s^{(1)}`, `\frac{\partial \ell}{\partial W^{(1)}}`.
        case tex
    }

    /// The number of layers; the activations of the last layer are called ŷ.
    public let depth: Int
    /// How names are written.
    public let style: Style

    /// Creates names for a stack of `depth` layers.
    public init(depth: Int, style: Style) {
        self.depth = depth
        self.style = style
    }

    /// The preactivation s^(L).
    public func preactivation(_ layer: Int) -> String { indexed("s", layer) }
    /// The activation z^(L): x for 0, ŷ for the last layer.
    public func activation(_ layer: Int) -> String {
        layer == 0 ? "x" : layer == depth ? output : indexed("z", layer)
    }
    /// The weight W^(L).
    public func weight(_ layer: Int) -> String { indexed("W", layer) }
    /// The bias b^(L).
    public func bias(_ layer: Int) -> String { indexed("b", layer) }
    /// The derivative δ^(L) = ∂ℓ/∂s^(L).
    public func delta(_ layer: Int) -> String { indexed(style == .tex ? #"\delta"# : "δ", layer) }
    /// The output ŷ.
    public var output: String { style == .tex ? #"\hat y"# : "ŷ" }
    /// The loss ℓ.
    public var loss: String { style == .tex ? #"\ell"# : "ℓ" }

    /// The derivative ∂a/∂b.
    public func derivative(_ a: String, by b: String) -> String {
        style == .tex ? #"\frac{\partial \#(a)}{\partial \#(b)}"# : "∂\(a)/∂\(b)"
    }

    /// The shape "rows × columns".
    public func shape(_ rows: Int, _ columns: Int) -> String {
        style == .tex ? #"\#(rows) \times \#(columns)"# : "\(rows) × \(columns)"
    }

    /// The affine map W^(L) z^(L−1) + b^(L).
    public func affine(_ layer: Int, hasBias: Bool) -> String {
        "\(weight(layer)) \(activation(layer - 1))" + (hasBias ? " + \(bias(layer))" : "")
    }

    /// The activation of a preactivation, such as "ReLU(s1)".
    public func applied(_ activation: Activation, _ layer: Int) -> String {
        "\(name(of: activation))(\(preactivation(layer)))"
    }

    /// The name of an activation, such as "ReLU", "σ" or "I".
    public func name(of activation: Activation) -> String {
        style == .tex ? activation.symbol.tex : activation.symbol.text
    }

    /// The formula of a loss, for N samples of d outputs; sums run over both.
    public func formula(of loss: Loss) -> String {
        let isTeX = style == .tex
        let sum = isTeX ? #"\sum "# : "Σ "
        func scale(_ scaling: Loss.Scaling) -> String {
            switch scaling {
            case .sum: ""
            case .halfSum: isTeX ? #"\tfrac12 "# : "½ "
            case .mean: isTeX ? #"\tfrac{1}{Nd} "# : "1/(N d) "
            case .halfMean: isTeX ? #"\tfrac{1}{2Nd} "# : "1/(2 N d) "
            case .meanOverSamples: isTeX ? #"\tfrac1N "# : "1/N "
            case .halfMeanOverSamples: isTeX ? #"\tfrac{1}{2N} "# : "1/(2 N) "
            }
        }
        func factor(_ reduction: Loss.Reduction) -> String {
            switch reduction {
            case .sum: ""
            case .meanOverSamples: isTeX ? #"\tfrac1N "# : "1/N "
            case .meanOverElements: scale(.mean)
            }
        }
        switch loss {
        case .squaredError(let scaling):
            return scale(scaling) + sum + (isTeX ? #"(\hat y_k - y_k)^2"# : "(ŷ_k − y_k)²")
        case .hingeResidual(let scaling):
            let (s, positive) = (indexed("s", depth), isTeX ? #"\max(0, "# : "max(0, ")
            return scale(scaling) + sum
                + (isTeX
                    ? #"r_k^2,\ r = \#(s) - y \text{ where } y > 0,\ \#(positive)\#(s)) \text{ elsewhere}"#
                    : "r_k², r = \(s) − y where y > 0, \(positive)\(s)) elsewhere")
        case .binaryCrossEntropy:
            return isTeX
                ? #"-\tfrac{1}{Nd} \sum [y_k \log\hat y_k + (1 - y_k) \log(1 - \hat y_k)]"#
                : "−1/(N d) Σ [y_k log ŷ_k + (1 − y_k) log(1 − ŷ_k)]"
        case .crossEntropy(let scaling):
            return (scaling == .sum ? "" : isTeX ? #"\tfrac1N "# : "1/N ") + sum
                + (isTeX ? #"y_k [\log\sum_j \exp\hat y_j - \hat y_k]"# : "y_k [log Σ_j exp ŷ_j − ŷ_k]")
        case .binaryCrossEntropyForm(let form):
            return "−" + factor(form.reduction)
                + (isTeX
                    ? #"\sum [y_k \log\hat y_k + (1 - y_k) \log(1 - \hat y_k)]"#
                    : "Σ [y_k log ŷ_k + (1 − y_k) log(1 − ŷ_k)]")
        case .custom(let custom):
            let factor = factor(custom.function.reduction)
            let name = custom.function.name
            return factor + sum
                + (isTeX ? #"\mathrm{\#(name.filter { $0.isLetter || $0.isNumber })}(\hat y, y)"# : "\(name)(ŷ, y)")
        }
    }

    private func indexed(_ symbol: String, _ layer: Int) -> String {
        style == .tex ? "\(symbol)^{(\(layer))}" : "\(symbol)\(layer)"
    }
}
