import Networks
import Testing

@testable import Analysis

/// What stands in the way of a network: counted on networks where it is known.
@Suite struct ObstaclesTests {
    private func obstacles(_ network: Network<Double>, _ samples: SampleSet) -> Obstacles? {
        Obstacles(network, on: samples, measures: Measures(of: network, on: samples))
    }

    @Test("The canonical network has no obstacle but its conditioning")
    func canonical() throws {
        let steps = StepFunctions(length: 16, amplitude: 1)
        let samples = try steps.samples()
        let found = try #require(obstacles(CanonicalAutoencoder(steps).network(), samples))
        #expect(found.gaps == 16 && found.gapsWithoutKink == 0 && found.deadOutputs == 0 && found.inversions == 0)
        #expect(found.activationsRank == 16 && found.outputs == 16)
        // Kinks at the codes, H = 1: the values of the laws.
        #expect(abs((found.signalsCondition ?? 0) / 437.7 - 1) < 1e-3)
        #expect(abs((found.activationsCondition ?? 0) / 1.057e5 - 1) < 1e-3)
    }

    @Test("Each obstacle is counted")
    func counted() throws {
        let steps = StepFunctions(length: 6, amplitude: 1)
        let samples = try steps.samples()
        var network: Network<Double> = try CanonicalAutoencoder(steps).network()
        // Positions 2 and 3 change places: the code falls once.
        network.layers[0].weight[0, 3] = -1
        #expect(obstacles(network, samples)?.inversions == 1)
        network = try CanonicalAutoencoder(steps).network()
        // Two units of one kink: a gap without, and a rank below the number of outputs.
        let bias = network.layers[1].bias ?? []
        network.layers[1].bias?[2] = bias[1]
        var found = try #require(obstacles(network, samples))
        #expect(found.gapsWithoutKink == 1 && found.activationsRank == 5 && found.activationsCondition == nil)
        network = try CanonicalAutoencoder(steps).network()
        for k in 0..<6 { network.layers[2].weight[4, k] = -1 }
        found = try #require(obstacles(network, samples))
        #expect(found.deadOutputs == 1)
        // Equal codes count.
        network.layers[0].weight = network.layers[0].weight.map { _ in 0 }
        #expect(obstacles(network, samples)?.inversions == 6)
    }

    @Test("Fewer samples need a smaller rank")
    func heldOut() throws {
        let steps = StepFunctions(length: 16, amplitude: 1)
        let samples = try HoldOut.every(2).split(steps.samples()).training
        let found = try #require(obstacles(CanonicalAutoencoder(steps).network(), samples))
        #expect(samples.count < 12)
        // The blank is a row of zeros.
        #expect(found.signalsRank == samples.count - 1 && found.activationsRank == samples.count - 1)
        #expect(found.signalsCondition == nil && found.outputs == 16)
    }

    @Test("Networks without a scalar code have none of these")
    func others() throws {
        let samples = try StepFunctions(length: 6).samples()
        let network = try Network<Double>(inputs: 6, initialization: .uniform(-1...1), seed: 1) {
            Dense(2)
            Dense(6, activation: .relu)
            Dense(6, activation: .relu)
        }
        #expect(obstacles(network, samples) == nil)
    }
}
