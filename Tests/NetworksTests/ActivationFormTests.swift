import Diagnostics
import Foundation
import Networks
import Testing

/// What is said of forms of activations: where they fall, where they are silent, how far rounding goes.
@Suite struct ActivationFormTests {
    private static let forms: [ActivationForm] =
        ActivationForm.Kind.allCases.map { ActivationForm($0) } + [
            ActivationForm(.softplus, ["threshold": 0.5]), ActivationForm(.softplus, ["beta": 3, "threshold": 2]),
            ActivationForm(.softplus, ["beta": 0.037]), ActivationForm(.softplus, ["beta": 2.5]),
            ActivationForm(.hardSigmoid, ["slope": 0.2]), ActivationForm(.hardSigmoid, ["slope": 3]),
            ActivationForm(.elu, ["alpha": 0]), ActivationForm(.elu, ["alpha": 0.3]),
            ActivationForm(.celu, ["alpha": 0.3]), ActivationForm(.leakyReLU, ["slope": 0]),
        ]

    private static let places: [Double] = {
        var stream = RandomStream(seed: 5, purpose: .signals, index: 31)
        let near = [-3.0, -2.5, -0.5, 0, 1.0 / 6, 0.5, 2.0 / 3, 3, 6]
        return (0..<4000).map { k in
            let centre = near[k % near.count]
            return k % 2 == 0 ? stream.uniform(in: -40...10) : centre + stream.uniform(in: -1e-5...1e-5)
        } + near
    }()

    @Test("A form that is said never to fall does not, and one that falls says so")
    func monotone() {
        for form in Self.forms {
            // The kinks and thresholds that places has, from either side, a rounding aside.
            let values = Self.places.sorted().map { form.value(at: $0) }
            let falls = zip(values, values.dropFirst()).contains { $0 - $1 > 1e-14 * max(1, abs($0)) }
            #expect(form.isMonotone == !falls, "\(form)")
        }
    }

    @Test("Values stay in the range, and are silent below the end that is named, and not above it")
    func silence() {
        for form in Self.forms {
            for u in Self.places {
                let a = form.value(at: u)
                #expect(form.range.contains(a), "\(form) at \(u)")
                guard let end = form.silentBelow, abs(u - end) > 1e-12 else { continue }
                let isSilent = a == 0 && form.derivative(at: u, activation: a) == 0
                #expect(isSilent == (u < end), "\(form) at \(u)")
            }
        }
    }

    @Test("Computed in float32, a value is off by a share of itself and by what is said, and less would be too little")
    func rounding() {
        let unit = Double(Float.ulpOfOne)
        var most: [ActivationForm.Kind: Double] = [:]
        for form in Self.forms where form.isMonotone {
            var needed = 0.0
            for place in Self.places {
                let u = Float(place)
                let (found, exact) = (Double(form.value(at: u)), form.value(at: Double(u)))
                needed = max(needed, (abs(found - exact) - 16 * unit * abs(exact)) / unit)
            }
            #expect(needed <= form.absoluteRounding, "\(form): \(needed)")
            most[form.kind, default: 0] = max(most[form.kind] ?? 0, needed)
        }
        #expect((most[.hardSigmoid] ?? 0) > 0.1)
    }

    @Test("No number may be infinite but the threshold that nothing reaches, none may be NaN, and nothing traps")
    func problems() {
        for kind in ActivationForm.Kind.allCases {
            for parameter in kind.parameters {
                for value in [Double.infinity, -.infinity, .nan, -1e300] {
                    let form = ActivationForm(kind, [parameter.name: value])
                    let isRight =
                        parameter.range.contains(value) || (parameter.name == "threshold" && value == .infinity)
                    #expect((form.problem == nil) == isRight, "\(kind) \(parameter.name) \(value)")
                    #expect(Activation(form).problem == nil || !isRight)
                    _ = (form.range, form.kinks, form.silentBelow, form.absoluteRounding, form.description)
                }
            }
        }
        #expect(ActivationForm("elu(alpha=inf)") == nil && ActivationForm("elu(alpha=nan)") == nil)
    }
}
