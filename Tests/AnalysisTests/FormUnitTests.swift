import Networks
import Testing

@testable import Analysis

/// Dead units whose activation is a library's: where they are flat, and what reaches the layers above.
@Suite struct FormUnitTests {
    private static func column(_ values: [Double]) -> Matrix<Double> {
        Matrix(rows: values.count, columns: 1, elements: values)
    }

    private func samples(_ values: [Double]) -> SampleSet {
        SampleSet(
            signals: Self.column(values),
            parameters: values.map { _ in SignalParameters(position: nil, amplitude: 1, transitions: [], levels: [0]) },
            targets: Self.column(values))
    }

    /// One input → a unit with this bias and one that acts → 1.
    private func network(_ activation: Activation, bias: Double) throws -> Network<Float> {
        try Network(
            inputs: 1,
            layers: [
                Layer(
                    dense: Dense(2, activation: activation), weight: Matrix(rows: 2, columns: 1, elements: [1, 0.5]),
                    bias: [Float(bias), 2]),
                Layer(dense: Dense(1), weight: Matrix(rows: 1, columns: 2, elements: [1, 0.25]), bias: [0]),
            ])
    }

    private func verdicts(_ network: Network<Float>, _ data: SampleSet, _ training: Training) -> [DeadUnit] {
        DeadUnit.verdicts(
            on: network, samples: data, activity: Measures(of: network, on: data).activity, training: training,
            state: nil)
    }

    @Test("A unit in the flat part on the left is dead, for ever under gradient descent; one beside it is not")
    func flatParts() throws {
        let data = samples([-1, 0.5, 1])
        let training = Training(loss: .squaredError(.mean), optimizer: .sgd(learningRate: 0.01))
        for (activation, end) in [
            (Activation(ActivationForm(.relu6)), 0.0), (Activation(ActivationForm(.hardSigmoid)), -3),
            (Activation(ActivationForm(.hardSigmoid, ["slope": 0.2])), -2.5),
            (Activation(ActivationForm(.elu, ["alpha": 0])), 0), (.leakyReLU(slope: 0), 0),
            (Activation(ActivationForm(.leakyReLU, ["slope": 0, "slopeAtKink": 0.5])), 0),
            (Activation(ActivationForm(.relu, ["slopeAtKink": 0.5])), 0), (.relu, 0),
        ] {
            // The largest preactivation is 1 more than the bias.
            var dead = try network(activation, bias: end - 1.125)
            #expect(verdicts(dead, data, training).map(\.reasons) == [[.noGradient]], "\(activation)")
            let before = dead.layers[0].weight.elements[0]
            _ = try training.fit(&dead, to: data, epochs: 50)
            #expect(dead.layers[0].weight.elements[0] == before, "\(activation)")
            #expect(verdicts(dead, data, training).map(\.index) == [0], "\(activation)")
            #expect(try verdicts(network(activation, bias: end - 0.875), data, training).isEmpty, "\(activation)")
        }
        for activation in [Activation.hardTanh, .leakyReLU(slope: 0.1), Activation(ActivationForm(.elu))] {
            #expect(try verdicts(network(activation, bias: -9), data, training).isEmpty, "\(activation)")
        }
    }

    @Test("A hard sigmoid so near to its end that rounding decides is not said to be dead for ever")
    func rounding() throws {
        let data = samples([-1, 0.5, 1])
        let training = Training(loss: .squaredError(.mean), optimizer: .sgd(learningRate: 0.01))
        let activation = Activation(ActivationForm(.hardSigmoid, ["slope": 0.2]))
        let found = try verdicts(network(activation, bias: -3.5 - 4e-7), data, training)
        #expect(found.count == 1 && found.allSatisfy { $0.verdict == .revivable && $0.reasons == [.rounding] })
    }

    @Test("What a layer gives lies between the ends that are said, for every form, also where it falls")
    func reach() throws {
        var stream = RandomStream(seed: 3, purpose: .signals, index: 40)
        for form in [
            ActivationForm(.softplus, ["threshold": 0.5]), ActivationForm(.softplus, ["beta": 2, "threshold": 1]),
            ActivationForm(.softplus, ["beta": 0.05]), ActivationForm(.hardSigmoid), ActivationForm(.relu6),
            ActivationForm(.hardSigmoid, ["slope": 0.2]), ActivationForm(.elu, ["alpha": 0.5]),
            ActivationForm(.elu, ["alpha": 0.3]), ActivationForm(.celu),
            ActivationForm(.gelu), ActivationForm(.silu),
        ] {
            for _ in 0..<200 {
                let ends = [stream.uniform(in: -4...4), stream.uniform(in: -4...4)].map { Double(Float($0)) }
                func layer(_ bias: Double) -> Layer<Float> {
                    Layer(
                        dense: Dense(1, activation: Activation(form)),
                        weight: Matrix(rows: 1, columns: 1, elements: [1]), bias: [Float(bias)])
                }
                let box = ParameterBox(weights: [1], bias: ends[1], slack: 0)
                let start = try Network(inputs: 1, layers: [layer(ends[0])]).converted(to: Double.self).layers[0]
                let reached = ReachableInputs(Self.column([0])).above(
                    start, motions: [.within([box], .momentumFades)], isOff: [false],
                    precision: Double(Float.ulpOfOne))
                for k in 0...20 {
                    let bias = ends[0] + (ends[1] - ends[0]) * Double(k) / 20
                    let a = Double(Activation(form).value(at: Float(bias)))
                    #expect(reached.lower[0, 0] <= a && a <= reached.upper[0, 0], "\(form) at \(bias)")
                }
            }
        }
    }
}
