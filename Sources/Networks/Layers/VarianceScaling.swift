public import Diagnostics

/// Weights whose variance follows from the width of their layer, as libraries draw them.
///
/// The variance is scale / fan, where the fan is the number of a unit's inputs, of the layer's outputs, or the mean of
/// both. A uniform distribution ends at ±√(3 · variance). A truncated normal one is cut at so many deviations of the
/// normal distribution before the cut, which is made wider so that the variance after the cut is the one above
/// (``keepsVariance``), or is not, so that it is smaller: 0.7737 of it for a cut at 2.
///
/// The numbers drawn are those of Heaviside's generator, not of a library's: the distribution is the same.
///
/// Source: formulas and draws of the libraries; `Tests/Dialects` holds bounds and deviations of 10⁶ draws of each.
public struct VarianceScaling: Sendable, Hashable {
    /// What the variance is divided by.
    public enum Fan: String, Sendable, Hashable, CaseIterable {
        /// The inputs of a unit.
        case inputs
        /// The outputs of the layer.
        case outputs
        /// The mean of both.
        case average
    }

    /// The distribution.
    public enum Distribution: String, Sendable, Hashable, CaseIterable {
        /// Uniform.
        case uniform
        /// Normal.
        case normal
        /// Normal within two deviations.
        case truncatedNormal
    }

    /// The numerator of the variance.
    public var scale: Double
    /// Its denominator.
    public var fan: Fan
    /// The distribution.
    public var distribution: Distribution
    /// Whether a truncated normal distribution has the variance after its cut.
    public var keepsVariance: Bool
    /// Whether biases are drawn as the weights are; they are 0 otherwise.
    public var hasBiases: Bool

    /// Weights of variance scale / fan, by default with biases 0.
    public init(
        scale: Double = 1, fan: Fan = .inputs, distribution: Distribution = .truncatedNormal,
        keepsVariance: Bool = true, hasBiases: Bool = false
    ) {
        (self.scale, self.fan, self.distribution) = (scale, fan, distribution)
        (self.keepsVariance, self.hasBiases) = (keepsVariance, hasBiases)
    }

    /// The numbers that the scale may be.
    public static let scales = NumberRange(above: 0, below: 1e12)

    /// The deviation of a normal distribution of variance 1 after a cut at ±2: √(1 − 4 φ(2) / (2 Φ(2) − 1)).
    static let cutDeviation = 0.8796256610342398

    /// The deviation of the distribution, for a truncated one before its cut.
    func deviation(fanIn: Int, fanOut: Int) -> Double {
        let divisor =
            switch fan {
            case .inputs: Double(fanIn)
            case .outputs: Double(fanOut)
            case .average: Double(fanIn + fanOut) / 2
            }
        let deviation = (scale / divisor).squareRoot()
        return distribution == .truncatedNormal && keepsVariance ? deviation / Self.cutDeviation : deviation
    }

    /// A number of a distribution.
    func draw(deviation: Double, from stream: inout RandomStream) -> Double {
        switch distribution {
        case .uniform:
            let bound = 3.0.squareRoot() * deviation
            return stream.uniform(in: -bound...bound)
        case .normal: return stream.normal() * deviation
        case .truncatedNormal:
            // The next of the stream that lies within the cut: one of 22 does not.
            while true {
                let number = stream.normal()
                if number.magnitude <= 2 { return number * deviation }
            }
        }
    }

    /// The largest number that is drawn, for a unit with so many inputs in a layer of so many outputs; nil for none.
    public func bound(inputs: Int, outputs: Int) -> Double? {
        let deviation = deviation(fanIn: inputs, fanOut: outputs)
        return switch distribution {
        case .uniform: 3.0.squareRoot() * deviation
        case .normal: nil
        case .truncatedNormal: 2 * deviation
        }
    }

    /// The deviation of the numbers drawn, for a unit with so many inputs in a layer of so many outputs.
    public func standardDeviation(inputs: Int, outputs: Int) -> Double {
        let deviation = deviation(fanIn: inputs, fanOut: outputs)
        return distribution == .truncatedNormal ? Self.cutDeviation * deviation : deviation
    }
}
