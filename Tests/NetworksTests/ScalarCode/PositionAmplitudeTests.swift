import Exact
import Networks
import Testing

@Suite struct PositionAmplitudeTests {
    /// The steps of every position 0 … n with these amplitudes, with their codes.
    private func steps<S: Scalar>(
        _ n: Int, _ orientation: Orientation, _ amplitudes: [S]
    ) -> (signals: Matrix<S>, codes: [[S]]) {
        let steps = StepRows(n, orientation, amplitudes)
        return (steps.signals, zip(steps.positions, steps.amplitudes).map { [$0 == 0 ? 1 : S($0), $1] })
    }

    private func network<S: Scalar>(
        _ n: Int, _ orientation: Orientation, _ amplitudes: Amplitudes, as type: S.Type = S.self
    ) throws -> Network<S> {
        try PositionAmplitudeAutoencoder(StepFunctions(length: n, amplitude: amplitudes, orientation: orientation))
            .network()
    }

    @Test(
        "Exact in rational numbers, thirds included, with the code (θ, c), and (1, 0) for the blank",
        arguments: 2...16, Orientation.allCases)
    func exact(n: Int, orientation: Orientation) throws {
        let network: Network<Rational> = try network(n, orientation, .list([1, 5]))
        #expect(network.layers.map(\.outputs) == [n, 2, n, n])
        let amplitudes = [(1, 1), (4, 3), (5, 2), (13, 4), (14, 3), (5, 1)].map { Rational($0) / Rational($1) }
        let (signals, codes) = steps(n, orientation, amplitudes)
        let pass = Backpropagation(network).forward(signals)
        #expect(pass.outputs == signals)
        #expect(pass.activations[1].elements == codes.flatMap { $0 })
        #expect(network.codeLayer == (n == 2 ? 0 : 1))
    }

    private func amplitudes(from least: Double, through largest: Double, count: Int) -> [Double] {
        var stream = RandomStream(seed: 7, purpose: .signals, index: 3)
        return [least, largest] + (2..<count).map { _ in stream.uniform(in: least...largest) }
    }

    private func checkBits<S: TrainableScalar>(_ orientation: Orientation, as type: S.Type) throws {
        for (least, largest) in [(1.0, 5.0), (0.3, 2.1), (1000.1, 1e6)] {
            let network: Network<S> = try network(33, orientation, .list([least, largest]))
            let values = amplitudes(from: least, through: largest, count: 200).map { S($0) }
            let (signals, codes) = steps(33, orientation, values)
            let pass = Backpropagation(network).forward(signals)
            #expect(pass.outputs == signals)
            #expect(pass.activations[1].elements == codes.flatMap { $0 })
            #expect(network.forward(signals).outputs == signals, "through BLAS")
        }
    }

    @Test("The same bits come out in floating point, for 200 amplitudes of all bits", arguments: Orientation.allCases)
    func floatingPoint(orientation: Orientation) throws {
        try checkBits(orientation, as: Float.self)
        try checkBits(orientation, as: Double.self)
    }

    @Test(
        "Just below the amplitudes that are served every θ ≥ 2 fails, just above every θ < n", arguments: 2...9,
        Orientation.allCases)
    func outside(n: Int, orientation: Orientation) throws {
        let network: Network<Rational> = try network(n, orientation, .list([1, 5]))
        let small = Rational(1) / Rational(1000)
        for (amplitude, fails) in [(1 - small, 2...n), (5 + small, 1...(n - 1))] {
            let signals = steps(n, orientation, [amplitude]).signals
            let outputs = Backpropagation(network).forward(signals).outputs
            #expect((0...n).filter { outputs.row($0) != signals.row($0) } == Array(fails))
        }
    }

    @Test("The range of amplitudes: down to a power of two, up to the largest")
    func served() throws {
        for (amplitudes, range): (Amplitudes, ClosedRange<Double>) in [
            (5, 4...5), (.list([1, 5]), 1...5), (.range(from: 0.3, through: 2.1, count: 4), 0.25...2.1),
        ] {
            let autoencoder = PositionAmplitudeAutoencoder(StepFunctions(length: 4, amplitude: amplitudes))
            #expect(try autoencoder.served() == range)
        }
    }

    @Test("Amplitudes and lengths out of range are refused by name")
    func refusals() throws {
        for amplitudes: Amplitudes in [0, -1, .list([]), .list([1, 1]), .list([1, .infinity]), .list([.nan])] {
            #expect {
                let _: Network<Float> = try network(4, .trailingOnes, amplitudes)
            } throws: { error in
                guard case NetworkError.value("signals.amplitude", _) = error else { return false }
                return true
            }
        }
        for length in [-1, 0, 1] {
            #expect {
                let _: Network<Float> = try network(length, .trailingOnes, 1)
            } throws: { error in
                guard case NetworkError.value("signals.length", _) = error else { return false }
                return true
            }
        }
        #expect(throws: NetworkError.self) { let _: Network<Float> = try network(1 << 14, .trailingOnes, 1) }
        for amplitude in [1e-40, 1e-50, 1e40] {
            #expect(throws: NetworkError.self) {
                let _: Network<Float> = try network(4, .trailingOnes, .one(amplitude))
            }
            let _: Network<Double> = try network(4, .trailingOnes, .one(amplitude))
        }
        #expect(throws: NetworkError.self) { let _: Network<Rational> = try network(4, .trailingOnes, 5e-324) }
    }
}
