internal import Networks

/// One update, by an optimizer of the library, of a network whose second output is dead on the only sample.
///
/// The network is the exact one for n = 4 with the weights of output 2 negated, so that its preactivation is −1 where
/// it should be 1, and those of output 3 doubled, so that there is something to learn. The sample is the full step.
struct DeadOutputUpdate: CustomStringConvertible {
    /// What distinguishes the update.
    let name: String
    /// The optimizer.
    let optimizer: Optimizer
    /// The value that each moment of the optimizer has for every weight of the dead output.
    let moment: Double
    /// The computation path of the gradient.
    let path: ComputationPath

    var description: String { "\(name), \(path.rawValue) path" }

    /// Optimizers that do not move a weight whose gradient is 0.
    static let still = [
        ("plain gradient descent", Optimizer.sgd(learningRate: 0.25), 0.0),
        ("RMSProp", .rmsProp(learningRate: 0.25), 1.0),
        ("Adam without a first moment", .adam(learningRate: 0.25), 0.0),
        ("momentum without velocity", .momentum(0.5, learningRate: 0.25), 0.0),
    ].flatMap(onBothPaths)

    /// Optimizers that move it all the same.
    static let moving = [
        ("momentum with velocity", Optimizer.momentum(0.5, learningRate: 0.25), 1.0),
        ("Nesterov's gradient with velocity", .nesterov(0.5, learningRate: 0.25), 1.0),
        ("Adam with a first moment", .adam(learningRate: 0.25), 1.0),
        ("weight decay", .sgd(learningRate: 0.25, weightDecay: 0.5), 0.0),
    ].flatMap(onBothPaths)

    private static func onBothPaths(_ name: String, _ optimizer: Optimizer, _ moment: Double) -> [DeadOutputUpdate] {
        [ComputationPath.reference, .dense].map {
            DeadOutputUpdate(name: name, optimizer: optimizer, moment: moment, path: $0)
        }
    }

    /// The changes of the weights of the dead output and of the doubled one.
    func changes() throws -> (dead: [Double], doubled: [Double]) {
        let steps = StepFunctions(length: 4)
        var network: Network<Double> = try CanonicalAutoencoder(steps).network()
        for k in 0..<4 {
            network.layers[2].weight[1, k] *= -1
            network.layers[2].weight[2, k] *= 2
        }
        let before = network.layers[2].weight
        let full = try steps.samples().selecting([0])
        let training = Training(loss: .squaredError(.sum), optimizer: optimizer, path: path)
        var checkpoint = try training.fit(&network, to: full, epochs: 0).checkpoint
        for m in checkpoint.moments.indices {
            for k in 0..<4 { checkpoint.moments[m].layers[2].weight[1, k] = moment }
        }
        try training.fit(&network, to: full, epochs: 1, from: checkpoint)
        func change(_ j: Int) -> [Double] { zip(network.layers[2].weight.row(j), before.row(j)).map { $0 - $1 } }
        return (change(1), change(2))
    }
}
