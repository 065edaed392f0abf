internal import Diagnostics
internal import Networks

/// Gradient descent for f(x) = Σ u_j σ(a_j x + b_j) with weight decay on some parameters only, which the library's
/// optimizers do not offer.
struct PartialDecay: CustomStringConvertible {
    /// Which parameters decay.
    enum Decayed: String, CaseIterable {
        case both = "a and b"
        case a = "a only"
        case b = "b only"
    }

    let decayed: Decayed
    /// The first unit's a and b at the start.
    let (a, b): (Double, Double)
    /// The interval of the samples.
    let range: ClosedRange<Double>

    var description: String {
        let text = [a, b, range.lowerBound, range.upperBound].map { NumberText.number($0) }
        return "\(decayed.rawValue) decayed, a = \(text[0]), b = \(text[1]), x in [\(text[2]), \(text[3])]"
    }

    /// The learning rate.
    static let rate = 0.05
    /// The weight decay.
    static let decay = 0.01

    /// The number of updates after which the first unit acts on a sample; nil where it does not within `steps`. A
    /// second unit is alive.
    func revival(within steps: Int = 3000) throws -> Int? {
        let span = range.upperBound - range.lowerBound
        let data = (0..<4).map { range.lowerBound + span * Double($0) / 3 }
        let targets = data.map { 0.5 * $0 + 0.25 }
        var units = HiddenUnits(a: [a, 0.5], b: [b, 0.75], u: [0.75, 0.5])
        for step in 0...steps {
            if units.preactivation(of: 0, on: data) > 0 { return step }
            let gradient = try units.gradient(on: data, targets: targets)
            func moved(_ w: [Double], _ g: [Double], _ decays: Bool) -> [Double] {
                zip(w, g).map { $0 - Self.rate * ($1 / 4 + (decays ? Self.decay * $0 : 0)) }
            }
            units = HiddenUnits(
                a: moved(units.a, gradient.a, decayed != .b), b: moved(units.b, gradient.b, decayed != .a),
                u: moved(units.u, gradient.u, false))
        }
        return nil
    }
}
