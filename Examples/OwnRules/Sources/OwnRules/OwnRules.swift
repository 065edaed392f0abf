import Analysis
import Networks

/// Trains an autoencoder of step functions with a loss, an activation and an optimizer of its own.
@main
struct OwnRules {
    /// All step functions of length 9 and amplitude 1.
    let steps: SampleSet
    /// 9 numbers → a code of two numbers → 32 swish units → 9 numbers.
    var network: Network<Double>
    /// How the network is trained: what is our own stands where a built-in would.
    var recipe = Training(
        loss: Loss(Huber(width: 0.5)), optimizer: Optimizer(Lion(), learningRate: 1e-3),
        schedule: .steps([.init(fromEpoch: 4_000, learningRate: 1e-4)]))

    init(seed: UInt64 = 1) throws {
        steps = try StepFunctions(length: 9).samples()
        network = try Network(inputs: 9, initialization: .glorot(.uniform), seed: seed) {
            Dense(2)
            Dense(32, activation: Activation(Swish()))
            Dense(9)
        }
    }

    static func main() throws {
        var example = try OwnRules()
        print("swish:", GradientCheck(of: Swish()))
        print("all:  ", try GradientCheck(of: example.network, on: example.steps, loss: example.recipe.loss))
        let outcome = try example.train(epochs: 5_000) { observation in
            print("epoch \(observation.epoch): loss \(observation.loss)")
        }
        let measures = Measures(of: example.network, on: example.steps)
        print(outcome)
        print("worst error over the amplitude:", measures.error.maxRelative)
    }

    /// Trains, with the losses of some epochs on the way.
    mutating func train(
        epochs: Int, observer: ((Observation<Double>) -> Void)? = nil
    ) throws -> TrainingOutcome<Double> {
        try recipe.fit(
            &network, to: steps, epochs: epochs, observing: .logSpaced(perDecade: 1), observer: observer)
    }
}
