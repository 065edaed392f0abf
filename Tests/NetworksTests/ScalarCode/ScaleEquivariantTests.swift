import Exact
import Networks
import Testing

@Suite struct ScaleEquivariantTests {
    static let all = Orientation.allCases.flatMap { orientation in
        ScaleEquivariantAutoencoder.allCases.map { ($0, orientation) }
    }

    @Test("Exact in rational numbers, thirds and tiny ones included, with the code (c, cθ)", arguments: 1...16, all)
    func exact(n: Int, kind: (ScaleEquivariantAutoencoder, Orientation)) throws {
        let network: Network<Rational> = try kind.0.network(length: n, orientation: kind.1)
        #expect(network.layers.map(\.outputs) == [2, n, n] && network.layers.allSatisfy { $0.bias == nil })
        #expect(network.layers.map(\.dense) == ScaleEquivariantAutoencoder.layers(length: n))
        let amplitudes = [(1, 1), (4, 3), (1, 1_000_000), (5, 2), (7, 1), (1_000_000, 7)].map {
            Rational($0) / Rational($1)
        }
        let steps = StepRows(n, kind.1, amplitudes)
        let pass = Backpropagation(network).forward(steps.signals)
        #expect(pass.outputs == steps.signals)
        #expect(
            pass.activations[0].elements == zip(steps.amplitudes, steps.positions).flatMap { [$0, $0 * Rational($1)] })
        #expect(network.codeLayer == (n == 1 ? 1 : 0))
    }

    private func checkBits<S: TrainableScalar>(
        _ autoencoder: ScaleEquivariantAutoencoder, _ orientation: Orientation, _ amplitudes: [S], isExact: Bool = true
    ) throws {
        let network: Network<S> = try autoencoder.network(length: 33, orientation: orientation)
        let steps = StepRows(33, orientation, amplitudes)
        #expect((Backpropagation(network).forward(steps.signals).outputs == steps.signals) == isExact)
        if isExact { #expect(network.forward(steps.signals).outputs == steps.signals, "through BLAS") }
    }

    /// Amplitudes of all bits, and the ends of the range.
    private func amplitudes<S: TrainableScalar & BinaryFloatingPoint>(_ least: S, _ largest: S) -> [S] {
        var stream = RandomStream(seed: 7, purpose: .signals, index: 3)
        return [least, largest, 0.1, S(1) / 3] + (0..<50).map { _ in S(stream.uniform(in: 0...1000)) }
    }

    @Test("The canonical network gives the same bits in floating point for amplitudes of few bits", arguments: all)
    func fewBits(kind: (ScaleEquivariantAutoencoder, Orientation)) throws {
        // 33 times a number of 18 bits has 24.
        let floats: [Float] = [1, 0.75, 5, 262_143, 0x1p-149, 0x1.FFFFp-100, 0x1.FFFFp100]
        try checkBits(kind.0, kind.1, floats)
        try checkBits(kind.0, kind.1, floats.map { Double($0) } + [0x1.FFFFFFFFFFFp0, 0x1p-1074, 0x1p1000])
    }

    @Test(
        "The network with midpoints is exact for amplitudes of any bits, down to the smallest number",
        arguments: Orientation.allCases)
    func allBits(orientation: Orientation) throws {
        let floats = amplitudes(Float.leastNonzeroMagnitude, 4e36)
        let doubles = amplitudes(Double.leastNonzeroMagnitude, 2e306)
        try checkBits(.midpoint, orientation, floats)
        try checkBits(.midpoint, orientation, doubles)
        // What the canonical one is not for.
        try checkBits(.canonical, orientation, floats, isExact: false)
        try checkBits(.canonical, orientation, doubles, isExact: false)
    }

    @Test("At the length that is documented for single precision no rounding of cθ changes an output")
    func longest() throws {
        let n = 2048
        let network: Network<Float> = try ScaleEquivariantAutoencoder.midpoint.network(
            length: n, orientation: .leadingOnes)
        for amplitude: Float in [0.1, 1 / 3, 0x1.FFFFFEp0] {
            let signals = [1, 2, 1024, 2046, 2047, 2048].map { (θ: Int) -> [Float] in
                Array(repeating: amplitude, count: θ) + [Float](repeating: 0, count: n - θ)
            }
            let rows = Matrix<Float>(rows: signals.count, columns: n, elements: signals.flatMap { $0 })
            #expect(network.forward(rows).outputs == rows)
        }
    }

    @Test("The functions are homogeneous, not on steps only: f(s x) = s f(x) for s ≥ 0", arguments: all)
    func homogeneous(kind: (ScaleEquivariantAutoencoder, Orientation)) throws {
        let network: Network<Rational> = try kind.0.network(length: 7, orientation: kind.1)
        var stream = RandomStream(seed: 3, purpose: .signals, index: 8)
        let signals = Matrix(
            rows: 20, columns: 7,
            elements: (0..<140).map { _ in Rational(stream.index(below: 41) - 8) / Rational(3) })
        let outputs = Backpropagation(network).forward(signals).outputs
        #expect(Set(outputs.elements).count > 5)
        for factor in [Rational(0), Rational(1) / Rational(3), Rational(22) / Rational(7)] {
            #expect(
                Backpropagation(network).forward(signals.map { factor * $0 }).outputs == outputs.map { factor * $0 })
        }
    }

    @Test("The canonical network is the corrected three layers, lifted from any amplitude", arguments: [1, 2, 9])
    func canonical(n: Int) throws {
        for orientation in Orientation.allCases {
            let expected: Network<Double> = try ScaleEquivariantAutoencoder.canonical.network(
                length: n, orientation: orientation)
            for amplitude in [0.75, 5] {
                let steps = StepFunctions(length: n, amplitude: .one(amplitude), orientation: orientation)
                let network: Network<Double> = try CanonicalAutoencoder(steps).network()
                #expect(try network.lifted(fromAmplitude: amplitude, orientation: orientation) == expected)
            }
        }
    }

    @Test("Lengths that are out of range are refused", arguments: [-1, 0, 1 << 14, .max])
    func refusals(length: Int) {
        for autoencoder in ScaleEquivariantAutoencoder.allCases {
            #expect(throws: NetworkError.self) {
                let _: Network<Float> = try autoencoder.network(length: length, orientation: .trailingOnes)
            }
        }
    }

    @Test("Names are read and written")
    func names() {
        for autoencoder in ScaleEquivariantAutoencoder.allCases {
            let construction = Construction.scaleEquivariant(autoencoder)
            #expect(Construction(name: construction.name) == construction)
            #expect(Construction.bareNames.contains(construction.name))
            #expect(construction.layers(length: 4) == ScaleEquivariantAutoencoder.layers(length: 4))
        }
    }
}
