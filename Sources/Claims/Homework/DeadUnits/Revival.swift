internal import Networks
internal import Plots

/// One unit that starts dead, trained with ReLU and with leaky ReLU.
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

    /// Whether the ReLU's preactivation kept its bits and stayed below 0.
    var reluNeverActs: Bool { relu.count > 400 && Set(relu.map(\.y)).count == 1 && relu[0].y < 0 }
    /// Whether the trained leaky unit has a positive preactivation on every sample.
    var leakyActsOnAll: Bool {
        leaky[0].y < 0 && DeadUnitRun.data.allSatisfy { finalLeaky.a[0] * $0 + finalLeaky.b[0] > 0 }
    }
    /// The first step at which it has one on some sample.
    var leakyFirstActs: Int? { leaky.first { $0.y > 0 }.map { Int($0.x) } }

    var chart: Chart {
        Chart(
            "A dead unit",
            description: "The leaky unit rises above 0 within ten steps; the ReLU stays where it is, below 0.",
            x: Axis("step", domain: 0...100), y: Axis("largest a x + b on the data", domain: -0.4...1),
            marks: [
                .line(leaky, Series("leaky ReLU, α = 0.1", .slot(1))), .line(relu, Series("ReLU", .slot(2))),
            ], labels: .key)
    }
}
