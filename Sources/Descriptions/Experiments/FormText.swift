internal import Diagnostics
internal import Networks

/// What another library computes, in formulas: activations, losses, starts and schedules.
struct FormText {
    private let form: ActivationForm
    private let values: [String: Double]

    init(_ form: ActivationForm) {
        self.form = form
        values = Dictionary(form.values) { first, _ in first }
    }

    /// The formula of an activation, with its derivatives at kinks.
    func sentence(of u: String) -> String {
        let formula =
            switch form.kind {
            case .relu: "max(0, \(u))"
            case .leakyReLU: "\(u) where it is positive, else \(number("slope")) \(u)"
            case .relu6: "\(u) cut at 0 and 6"
            case .hardTanh: "\(u) cut at −1 and 1"
            case .hardSigmoid: "\(number("slope")) \(u) + ½ cut at 0 and 1"
            case .softplus: softplus(u)
            case .elu: "\(u) where it is positive, else \(scaled("alpha", "(exp(\(u)) − 1)"))"
            case .celu:
                "\(u) where it is positive, else "
                    + scaled("alpha", "(exp(\(u)\(number("alpha") == "1" ? "" : " / \(number("alpha"))")) − 1)")
            case .silu: "\(u) / (1 + exp(−\(u)))"
            case .gelu: "\(u) Φ(\(u)), Φ being the normal distribution"
            case .geluTanh: "½ \(u) (1 + tanh(√(2/π) (\(u) + 0.044715 \(u)³)))"
            }
        return formula + kinks
    }

    /// A parameter, also at its standard value.
    private func value(_ name: String) -> Double {
        let parameters = form.kind.parameters
        return values[name] ?? parameters.first { $0.name == name }?.standard ?? parameters.first.map { value($0.name) }
            ?? 0
    }

    private func number(_ name: String) -> String { NumberText.exact(value(name)) }

    private func scaled(_ name: String, _ term: String) -> String {
        value(name) == 1 ? term : "\(number(name)) \(term)"
    }

    private func softplus(_ u: String) -> String {
        let beta = value("beta")
        let inner = beta == 1 ? u : "\(number("beta")) \(u)"
        let smooth = "log(1 + exp(\(inner)))" + (beta == 1 ? "" : " / \(number("beta"))")
        guard let threshold = values["threshold"] else { return smooth }
        return "\(smooth), and \(u) where \(inner) > \(NumberText.exact(threshold))"
    }

    private var kinks: String {
        switch form.kind {
        case .relu, .leakyReLU, .elu, .celu: ", with the derivative \(number("slopeAtKink")) at 0"
        case .relu6, .hardTanh, .hardSigmoid:
            ", with the derivative \(number("slopeAtLowerKink")) at the lower end and \(number("slopeAtUpperKink")) at the upper"
        case .softplus, .silu, .gelu, .geluTanh: ""
        }
    }

    /// What a binary cross-entropy computes.
    static func loss(_ form: BinaryCrossEntropyForm) -> String {
        let divisor =
            switch form.reduction {
            case .sum: ""
            case .meanOverSamples: " / N"
            case .meanOverElements: " / (N d)"
            }
        guard form.argument == .probabilities else {
            return "L = Σ (max(u, 0) − u y + log(1 + exp(−|u|)))\(divisor), u being the last preactivation: the "
                + "cross-entropy of its sigmoid, which no bound cuts."
        }
        let added = form.addedToProbability == 0 ? "" : " + \(NumberText.exact(form.addedToProbability))"
        var sentence = "L = −Σ (y log(p\(added)) + (1 − y) log(1 − p\(added)))\(divisor), p being the output"
        if form.leastProbability > 0 {
            let least = NumberText.exact(form.leastProbability)
            sentence += ", cut to [\(least), 1 − \(least)], outside of which the derivative is 0"
        }
        if let least = form.leastLogarithm { sentence += ", each logarithm at least \(NumberText.exact(least))" }
        if form.leastVariance > 0 {
            sentence += "; the derivative by p is (p − y) / max(p (1 − p), \(NumberText.exact(form.leastVariance)))"
        }
        return sentence
            + (form.isBounded
                ? ". Where p rounds to 0 or 1, the derivative by u is 0."
                : form.bounds.isEmpty
                    ? ". Where p rounds to 0 and y > 0, or to 1 and y < 1, L is infinite and the derivative by u is NaN: "
                        + "no bound keeps them finite."
                    : ". The bounds are so small that they may be lost in rounding where p rounds to 0 or 1: then L is "
                        + "infinite, and the derivative by u is NaN.")
    }

    /// What a start draws.
    static func start(_ form: VarianceScaling) -> String {
        let fan =
            switch form.fan {
            case .inputs: "inputs"
            case .outputs: "outputs"
            case .average: "((inputs + outputs) / 2)"
            }
        let variance = "of variance \(NumberText.exact(form.scale)) / \(fan)"
        let words =
            switch form.distribution {
            case .uniform: "uniform, \(variance)"
            case .normal: "normal, \(variance)"
            case .truncatedNormal:
                "normal within two deviations, \(variance) "
                    + (form.keepsVariance ? "after the cut" : "before the cut, and 0.7737 of it after")
            }
        return "\(form.hasBiases ? "Weights and biases are" : "Weights are") \(words)"
            + (form.hasBiases ? "." : "; biases are 0.")
    }

    /// The rates of a curve.
    static func rates(_ curve: RateCurve, rate: String) -> [String] {
        func exact(_ value: Double) -> String { NumberText.exact(value) }
        func steps(_ every: Int, _ isStaircase: Bool) -> String {
            let quotient = every == 1 ? "k" : "k/\(every)"
            return isStaircase && every > 1 ? "⌊\(quotient)⌋" : quotient
        }
        func down(to final: Double) -> String {
            final == 0 ? "\(rate) " : "\(exact(final)) + (\(rate) − \(exact(final))) "
        }
        let formula =
            switch curve.shape {
            case .exponential(let factor, let every, let isStaircase, let least):
                "\(rate) · \(exact(factor))^(\(steps(every, isStaircase)))"
                    + (least > 0 ? ", but not below \(exact(least))" : "")
            case .inverseTime(let decay, let every, let isStaircase):
                "\(rate) / (1 + \(exact(decay)) · \(steps(every, isStaircase)))"
            case .polynomial(let epochs, let final, let power):
                "\(down(to: final))(1 − k/\(epochs))\(power == 1 ? "" : "^\(exact(power))"), and \(exact(final)) "
                    + "from k = \(epochs) on"
            case .cosine(let epochs, let final, let isMirrored):
                "\(down(to: final))(1 + cos(π k/\(epochs))) / 2"
                    + (isMirrored
                        ? ", which rises again after k = \(epochs)" : ", and \(exact(final)) from k = \(epochs) on")
            case .cosineRestarts(let epochs, let periodFactor, let rateFactor, let final, let scalesRate):
                "\(down(to: final))(1 + cos(π j/T)) / 2 in epoch j of a period of T epochs; the first has \(epochs)"
                    + (periodFactor == 1
                        ? ", and all others" : ", and each \(exact(periodFactor)) times those of the last")
                    + (rateFactor == 1
                        ? ""
                        : scalesRate
                            ? "; each begins at \(exact(rateFactor)) times the rate at which the last began"
                            : "; each begins \(exact(rateFactor)) times as high above the end")
            case .linear(let epochs, let share):
                "\(rate) (\(exact(share)) + \(exact(1 - share)) k/\(epochs)), and \(rate) from k = \(epochs) on"
            case .oneCycle(let epochs, let rise, let start, let final, let isEarly):
                "\(rate) / \(exact(start)) at first, rises by a cosine to \(rate) at \(exact(rise)) of \(epochs) epochs, and "
                    + "falls to the first one / \(exact(final))" + (isEarly ? "; both ends come an epoch early" : "")
            }
        guard let warmUp = curve.warmUp else { return ["η in epoch k is \(formula)."] }
        return [
            "η rises linearly from \(exact(warmUp.startShare)) of \(rate) for \(NumberText.plural(warmUp.epochs, "epoch")).",
            "In epoch k after them η is \(formula).",
        ]
    }
}
