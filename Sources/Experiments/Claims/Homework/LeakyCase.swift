internal import Exact
internal import Networks
internal import Plots

/// One leaky unit u σ(a x + b) with a x + b < 0, in rationals, on one sample.
struct LeakyCase: CustomStringConvertible {
    let a: Rational
    let b: Rational
    let u: Rational
    let x: Rational
    /// α, a binary fraction.
    let slope: Rational

    /// Draws a unit whose preactivation is negative, at x and at 0.
    init(_ random: inout ClaimRandom) {
        (a, u, x) = (random.rational(), random.rational(), random.rational())
        b = -(a * x).magnitude - random.positive()
        slope = Rational(mantissa: random.integer(in: 1...7), exponent: -4)
    }

    private init(a: Rational, b: Rational, u: Rational, x: Rational, slope: Rational) {
        (self.a, self.b, self.u, self.x, self.slope) = (a, b, u, x, slope)
    }

    var description: String { "α = \(slope), a = \(a), b = \(b), u = \(u), x = \(x)" }
    func at(_ x: Rational) -> LeakyCase { LeakyCase(a: a, b: b, u: u, x: x, slope: slope) }
    func withOutgoing(_ u: Rational) -> LeakyCase { LeakyCase(a: a, b: b, u: u, x: x, slope: slope) }
    func withSlope(_ slope: Rational) -> LeakyCase { LeakyCase(a: a, b: b, u: u, x: x, slope: slope) }

    /// l' times the derivatives of f, by the library: those of ½ (f − y)² with y = f − l'.
    func gradient(lossSlope: Rational = .one) throws -> (a: Rational, b: Rational, u: Rational) {
        let units = HiddenUnits(a: [a], b: [b], u: [u], activation: .leakyReLU(slope: slope.doubleValue))
        let output = u * slope * (a * x + b)
        let gradient = try units.gradient(on: [x], targets: [output - lossSlope])
        return (gradient.a[0], gradient.b[0], gradient.u[0])
    }
}

/// One unit that begins dead, trained with ReLU and with leaky ReLU.
struct Revival {
    private let relu: [PlotPoint]
    private let leaky: [PlotPoint]
    private let finalLeaky: HiddenUnits<Double>

    init() throws {
        func train(_ activation: Activation) throws -> ([PlotPoint], HiddenUnits<Double>) {
            let start = HiddenUnits(a: [-0.5], b: [0.3], u: [2.0], activation: activation)
            var (network, points) = (try start.network(), [PlotPoint]())
            let samples = SampleSet(numbers: DeadUnitRun.data, targets: DeadUnitRun.data)
            try Training(loss: .squaredError(.mean), optimizer: .sgd(learningRate: 0.02)).fit(
                &network, to: samples, epochs: 400, observing: .every(1)
            ) { observation in
                let units = HiddenUnits(observation.network)
                points.append(PlotPoint(Double(observation.epoch), units.preactivation(of: 0, on: DeadUnitRun.data)))
            }
            return (points, HiddenUnits(network))
        }
        relu = try train(.relu).0
        (leaky, finalLeaky) = try train(.leakyReLU(slope: 0.1))
    }

    /// Whether the ReLU's preactivation kept its bits below 0.
    var reluNeverActs: Bool { relu.count > 400 && Set(relu.map(\.y)).count == 1 && relu[0].y < 0 }
    /// Whether the trained leaky unit is on its right piece on every sample.
    var leakyActsOnAll: Bool {
        leaky[0].y < 0 && DeadUnitRun.data.allSatisfy { finalLeaky.a[0] * $0 + finalLeaky.b[0] > 0 }
    }
    /// The first step at which it is on one.
    var leakyFirstActs: Int? { leaky.first { $0.y > 0 }.map { Int($0.x) } }

    var chart: Chart {
        Chart(
            "A dead unit", x: Axis("step"), y: Axis("largest a x + b on the data"),
            marks: [
                .line(leaky, Series("leaky ReLU, α = 0.1", .slot(1))), .line(relu, Series("ReLU", .slot(2))),
                .rule(.horizontal(0)),
            ])
    }
}
