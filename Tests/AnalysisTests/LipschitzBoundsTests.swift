import Analysis
import Networks
import Testing

@Suite struct LipschitzBoundsTests {
    @Test("A matrix has its spectral norm, from both sides")
    func linear() throws {
        let network = try Network<Double>(
            inputs: 2,
            layers: [
                Layer(
                    dense: Dense(2, bias: false), weight: Matrix(rows: 2, columns: 2, elements: [3, 0, 4, 5]), bias: nil
                )
            ])
        let bounds = try #require(LipschitzBounds(of: network, at: Matrix(rows: 1, columns: 2, elements: [0, 0])))
        // A^T A has the eigenvalues 45 and 5.
        #expect(abs(bounds.upper - 45.0.squareRoot()) <= 1e-14 && abs(bounds.lower - 45.0.squareRoot()) <= 1e-14)
    }

    @Test("Two layers: the norms and the activation's constant multiply, and no slope is larger", arguments: 1...20)
    func product(seed: UInt64) throws {
        let network = try Network<Float>(inputs: 3, initialization: .uniform(-2...2), seed: seed) {
            Dense(6, activation: .sigmoid)
            Dense(2, activation: .leakyReLU(slope: 2))
        }
        var stream = RandomStream(seed: seed, purpose: .signals, index: 11)
        let inputs = Matrix(rows: 30, columns: 3, elements: (0..<90).map { _ in stream.normal() })
        let bounds = try #require(LipschitzBounds(of: network, at: inputs))
        let norms = network.converted(to: Double.self).layers.map { $0.weight.singularValues()?.first ?? .nan }
        #expect(abs(bounds.upper - norms[0] * 0.25 * norms[1] * 2) <= 1e-12 * bounds.upper)
        #expect(bounds.lower > 0 && bounds.lower <= bounds.upper)
    }

    @Test("Samples on a kink are skipped; a jump has no constant")
    func edges() throws {
        func network(_ activation: Activation) throws -> Network<Double> {
            try Network(
                inputs: 1,
                layers: [
                    Layer(
                        dense: Dense(1, activation: activation), weight: Matrix(rows: 1, columns: 1, elements: [2.0]),
                        bias: [-2])
                ])
        }
        let kink = Matrix(rows: 1, columns: 1, elements: [1.0])
        let (relu, tanh, jump) = (try network(.relu), try network(.tanh), try network(.hardThreshold))
        #expect(
            LipschitzBounds(of: relu, at: kink)
                == LipschitzBounds(of: relu, at: Matrix(rows: 0, columns: 1, elements: [])))
        #expect(LipschitzBounds(of: relu, at: kink)?.lower == 0)
        #expect(LipschitzBounds(of: relu, at: Matrix(rows: 1, columns: 1, elements: [2.0]))?.lower == 2)
        #expect(LipschitzBounds(of: tanh, at: kink)?.lower == 2)
        #expect(LipschitzBounds(of: jump, at: kink) == nil)
        let hardTanh = try network(.hardTanh)
        for (x, slope) in [(0.5, 0.0), (1, 2), (1.5, 0), (2, 0)] {
            let found = LipschitzBounds(of: hardTanh, at: Matrix(rows: 1, columns: 1, elements: [x]))
            #expect(found?.lower == slope && found?.upper == 2)
        }
    }
}
