internal import Exact
internal import Networks

/// Random data and units of which the first is dead, in rationals.
struct DeadUnitCase: CustomStringConvertible {
    let data: [Rational]
    let targets: [Rational]
    let units: HiddenUnits<Rational>

    init(_ random: inout ClaimRandom) {
        let count = random.integer(in: 1...6)
        data = random.vector(count)
        targets = random.vector(count)
        units = .dead(on: data, &random)
    }

    var description: String { "\(units), x = \(data)" }

    /// Whether a small change of a, b or u of the dead unit, in either direction, leaves the loss as it is.
    var lossIsConstant: Bool {
        let loss = units.loss(on: data, targets: targets)
        // Less than the distance from 0 over 1 + the largest |x|: the unit stays dead.
        let reach = data.map(\.magnitude).reduce(Rational.one) { max($0, $1) } + 1
        let step = units.preactivation(of: 0, on: data).magnitude / (2 * reach)
        return [step, -step].allSatisfy { step in
            (0..<3).allSatisfy { part in
                var (a, b, u) = (units.a, units.b, units.u)
                if part == 0 { a[0] += step } else if part == 1 { b[0] += step } else { u[0] += step }
                return HiddenUnits(a: a, b: b, u: u).loss(on: data, targets: targets) == loss
            }
        }
    }
}

/// What becomes of a dead unit when only some parameters decay, as the claim says it.
struct DecayCase: CustomStringConvertible {
    let run: PartialDecay
    /// The number of updates after which it acts; nil where it stays dead.
    let updates: Int?

    var description: String { run.description }

    static let all: [DecayCase] = [
        DecayCase(run: PartialDecay(decayed: .both, a: -2, b: 1, range: 1...2), updates: nil),
        DecayCase(run: PartialDecay(decayed: .both, a: 0.5, b: -1, range: -1...1), updates: nil),
        DecayCase(run: PartialDecay(decayed: .a, a: -2, b: 1, range: 1...2), updates: 1386),
        DecayCase(run: PartialDecay(decayed: .a, a: -2, b: -0.5, range: 1...2), updates: nil),
        DecayCase(run: PartialDecay(decayed: .b, a: 0.5, b: -1, range: -1...1), updates: 1386),
        DecayCase(run: PartialDecay(decayed: .b, a: -2, b: 1, range: 1...2), updates: nil),
    ]
}

/// A dead unit above an affine layer that other units move.
enum TrainableBelow {
    /// Trains x → 2 affine → 6 ReLU → 1 by SGD, the first ReLU 0.05 below acting on the data.
    static func run(_ random: inout ClaimRandom) throws -> DeadUnitRun {
        let samples = SampleSet(numbers: DeadUnitRun.data, targets: DeadUnitRun.targets)
        var network = try Network<Double>(
            inputs: 1, layers: [Dense(2), Dense(6, activation: .relu), Dense(1, bias: false)],
            initialization: .uniform(-1...1), seed: random.next())
        let hidden = Backpropagation(network).forward(samples.signals).preactivations[1]
        let highest = (0..<hidden.rows).map { hidden[$0, 0] }.max() ?? 0
        network.layers[1].bias?[0] -= highest + 0.05
        return try DeadUnitRun(.sgd(learningRate: 0.02), start: network, samples: samples)
    }
}
