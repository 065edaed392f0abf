import Exact
import Networks
import Testing

@testable import Derivations

/// The derivatives that formulas are compared with, against an interpolation of the loss that knows nothing of them.
@Suite struct DerivationTruthTests {
    typealias Parameters = [String: [[Rational]]]

    /// The loss of a drawn network by the equations of the papers, and the sign of each preactivation behind a ReLU.
    private struct Loss {
        let setting: FormulaSetting
        /// Samples, and targets where they are not the samples.
        let inputs: [[Rational]]
        let targets: [[Rational]]

        func value(_ p: Parameters) -> (loss: Rational, signs: [Int]) {
            var signs: [Int] = []
            func product(_ matrix: [[Rational]], _ vector: [Rational]) -> [Rational] {
                matrix.map { row in
                    var sum = Rational.zero
                    for (a, b) in zip(row, vector) { sum += a * b }
                    return sum
                }
            }
            func plus(_ a: [Rational], _ b: [[Rational]]) -> [Rational] { zip(a, b).map { $0 + $1[0] } }
            func relu(_ u: [Rational]) -> [Rational] {
                signs += u.map(\.signum)
                return u.map { $0.signum > 0 ? $0 : .zero }
            }
            var total = Rational.zero
            for (x, target) in zip(inputs, targets) {
                let output: [Rational]
                if setting.model == .homework {
                    let z = relu(plus(product(p["W1"] ?? [], x), p["b1"] ?? []))
                    output = plus(product(p["W2"] ?? [], z), p["b2"] ?? [])
                } else {
                    let z = plus(product(p["w1"] ?? [], x), p["b1"] ?? [])
                    let u2 = plus(product(p["w2"] ?? [], z), p["b2"] ?? [])
                    let a2 = setting.model == .relu ? relu(u2) : u2
                    let u3 = product(p["W3"] ?? [], a2)
                    output = setting.model == .relu ? relu(u3) : u3
                }
                for (y, t) in zip(output, target) { total += (y - t) * (y - t) }
            }
            switch setting.scaling {
            case .sum: break
            case .halfSum: total /= 2
            case .mean: total /= Rational(inputs.count * targets[0].count)
            case .halfMean: total /= Rational(2 * inputs.count * targets[0].count)
            case .meanOverSamples: total /= Rational(inputs.count)
            case .halfMeanOverSamples: total /= Rational(2 * inputs.count)
            }
            return (total, signs)
        }
    }

    @Test(
        "Each derivative is the slope of a parabola through three values of the loss",
        arguments: FormulaSetting.Model.allCases, Networks.Loss.Scaling.allCases)
    func interpolation(model: FormulaSetting.Model, scaling: Networks.Loss.Scaling) throws {
        for width in FormulaSetting.Width.allCases {
            var setting = FormulaSetting()
            (setting.model, setting.chosenScaling, setting.width) = (model, scaling, width)
            var draws = DerivationDraws(setting, seed: 3, stream: 9)
            let networks = draws.networks()
            #expect(networks.count == (model == .linear ? 12 : 15))
            for network in networks.prefix(3) {
                let parameters = Dictionary(
                    uniqueKeysWithValues: FormulaVocabulary(setting).parameters.map { parameter in
                        (parameter.name, network.values[parameter.name]?.nested ?? [])
                    })
                let x = try #require(network.samples["x"] ?? network.values["x"].map { [$0] })
                let y = try #require(network.samples["x"] ?? network.values["y"].map { [$0] })
                let loss = Loss(setting: setting, inputs: x.map(\.elements), targets: y.map(\.elements))
                let signs = loss.value(parameters).signs
                #expect(model == .linear || Set(signs) == [-1, 1])
                for (name, rows) in parameters {
                    for i in rows.indices {
                        for j in rows[i].indices {
                            // A step that changes no mask; between two such points none changes either.
                            var step = Rational(1)
                            var (above, below) = (parameters, parameters)
                            while true {
                                above[name]?[i][j] = rows[i][j] + step
                                below[name]?[i][j] = rows[i][j] - step
                                if loss.value(above).signs == signs, loss.value(below).signs == signs { break }
                                step /= 2
                            }
                            let slope = (loss.value(above).loss - loss.value(below).loss) / (2 * step)
                            #expect(network.gradients[name]?[i, j] == slope, "\(setting.text): \(name)[\(i),\(j)]")
                        }
                    }
                }
            }
        }
    }

    @Test("The draws have the sizes and kinks that they promise", arguments: 1...6 as ClosedRange<UInt64>)
    func draws(seed: UInt64) throws {
        var setting = FormulaSetting()
        (setting.model, setting.width) = (.relu, .free)
        for length in [nil, 2, 7] {
            var draws = DerivationDraws(setting, length: length, seed: seed, stream: 0)
            for network in draws.networks() {
                let n = try #require(network.sizes[.signal])
                let hidden = try #require(network.sizes[.hidden])
                let samples = try #require(network.sizes[.samples])
                #expect(Set([n, hidden, samples]).count == 3 && n >= 2 && hidden >= 2 && samples >= 2)
                #expect(length == nil || n == length)
                let hiddenSigns = Set((network.samples["u2"] ?? []).flatMap { $0.elements.map(\.signum) })
                let outputSigns = Set((network.samples["u3"] ?? []).flatMap { $0.elements.map(\.signum) })
                let isAtKink = hiddenSigns.contains(0) && outputSigns.contains(0)
                #expect(network.isAtKink == isAtKink, "seed \(seed), n \(n)")
                if !isAtKink { #expect(hiddenSigns == [-1, 1] && outputSigns == [-1, 1], "seed \(seed), n \(n)") }
                for (name, gradient) in network.gradients {
                    #expect(gradient.elements.contains { !$0.isZero }, "seed \(seed), n \(n): \(name)")
                }
            }
        }
        (setting.model, setting.width) = (.linear, .square)
        var draws = DerivationDraws(setting, seed: seed, stream: 0)
        for network in draws.networks() { #expect(network.sizes[.hidden] == network.sizes[.signal]) }
    }

    @Test("Every requested network is drawn, at every length", arguments: 2...12)
    func complete(length: Int) {
        for model in FormulaSetting.Model.allCases {
            var setting = FormulaSetting()
            setting.model = model
            var draws = DerivationDraws(setting, length: length, seed: UInt64(length), stream: 0)
            #expect(draws.networks().count == (model == .linear ? 12 : 15), "\(model)")
        }
    }

    @Test("A request that cannot be met gives no network")
    func impossible() {
        var setting = FormulaSetting()
        setting.model = .relu
        var draws = DerivationDraws(setting, seed: 1, stream: 0)
        // One preactivation cannot be above 0 and below.
        #expect(draws.drawn(.init(sizes: .init(signal: 1, samples: 1, width: 1))) == nil)
        #expect(draws.drawn(.init(sizes: .init(signal: 2, samples: 3, width: 4))) != nil)
    }

    @Test("Some networks are larger, some have large numbers, some small ones", arguments: 1...4 as ClosedRange<UInt64>)
    func kinds(seed: UInt64) throws {
        for (model, length) in [(.linear, nil), (.relu, nil), (.relu, 9), (.homework, nil)]
            as [(FormulaSetting.Model, Int?)]
        {
            var setting = FormulaSetting()
            (setting.model, setting.width) = (model, .free)
            var draws = DerivationDraws(setting, length: length, seed: seed, stream: 0)
            let networks = draws.networks()
            let larger = networks.filter { network in
                let sizes = network.sizes.filter { $0.key != .one }.values
                return Set(sizes).count == 3 && sizes.allSatisfy((6...12).contains)
            }
            #expect(larger.count == 2)
            for (magnitude, range) in [
                (.large, Rational(mantissa: 1, exponent: 20)...Rational(mantissa: 6, exponent: 24)),
                (.small, Rational(mantissa: 1, exponent: -24)...Rational(mantissa: 6, exponent: -20)),
            ] as [(DerivationNetwork.Magnitude, ClosedRange<Rational>)] {
                let own = networks.filter { $0.magnitude == magnitude }
                #expect(own.count == 2)
                let parameters = FormulaVocabulary(setting).parameters.map(\.name)
                for name in parameters {
                    let numbers = own.compactMap { $0.values[name]?.elements }.joined()
                    #expect(numbers.allSatisfy { range.contains($0.magnitude) }, "\(name)")
                    #expect(Set(numbers.map(\.signum)) == [-1, 1], "\(name)")
                }
            }
        }
    }
}
