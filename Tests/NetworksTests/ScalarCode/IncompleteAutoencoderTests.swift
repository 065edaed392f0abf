import Exact
import Networks
import Testing

@Suite struct IncompleteAutoencoderTests {
    private func outputs(
        _ n: Int, _ missing: Set<Int>, excess: Double?, _ orientation: Orientation
    ) throws -> (signals: Matrix<Rational>, outputs: Matrix<Rational>, positions: [Int]) {
        let steps = StepFunctions(length: n, amplitude: 5, orientation: orientation)
        let samples = try steps.samples()
        let network: Network<Rational> = try IncompleteAutoencoder(steps, missing: missing, excess: excess).network()
        let signals = samples.signals.map { Rational($0) }
        return (
            signals, Backpropagation(network).forward(signals).outputs, samples.positions.map { Int($0 ?? 0) }
        )
    }

    private static let cases: [(Int, Set<Int>)] = [(2, [1]), (8, [5]), (9, [1, 2, 3, 6, 8]), (7, []), (6, [1, 3, 5])]

    @Test("Exact at the known positions; off by the excess in every output at the others", arguments: cases)
    func excess(n: Int, missing: Set<Int>) throws {
        for orientation in Orientation.allCases {
            for excess in [0, 0.5, 1000] {
                let (signals, outputs, positions) = try outputs(n, missing, excess: excess, orientation)
                for (i, position) in positions.enumerated() {
                    let error = missing.contains(position) ? Rational(5 * excess) : 0
                    #expect(outputs.row(i).elementsEqual(signals.row(i).map { $0 + error }))
                }
            }
        }
    }

    @Test("Without an excess: affine between the known neighbours, from kinks at known codes only", arguments: cases)
    func law(n: Int, missing: Set<Int>) throws {
        for orientation in Orientation.allCases {
            let (_, outputs, positions) = try outputs(n, missing, excess: nil, orientation)
            for (i, position) in positions.enumerated() {
                var (a, b) = (position, position)
                while missing.contains(a) { a -= 1 }
                while missing.contains(b) { b += 1 }
                let share = a == b ? 0 : Rational(position - a) / Rational(b - a)
                let row = Array(outputs.row(i))
                let ordered = orientation == .leadingOnes ? row : row.reversed()
                #expect(ordered == (1...n).map { $0 <= a ? 5 : $0 <= b ? 5 * share : 0 })
            }
            let steps = StepFunctions(length: n, orientation: orientation)
            let network: Network<Double> = try IncompleteAutoencoder(steps, missing: missing).network()
            for unit in missing { #expect((0..<n).allSatisfy { network.layers[2].weight[$0, unit] == 0 }) }
        }
    }

    @Test("An excess of 0 is the canonical network")
    func canonical() throws {
        let steps = StepFunctions(length: 9, amplitude: 5)
        let network: Network<Float> = try IncompleteAutoencoder(steps, missing: [4, 5], excess: 0).network()
        #expect(try network == CanonicalAutoencoder(steps).network())
    }

    @Test("Positions without known neighbours, and an excess that is not a number ≥ 0, are refused")
    func refused() {
        let steps = StepFunctions(length: 4)
        for (missing, excess) in [
            ([0], 1.0), ([4], 1), ([-1], 1), ([2], -1), ([2], .infinity), ([2], .nan), ([2], 1e39),
        ] {
            #expect(throws: NetworkError.self) {
                let _: Network<Float> =
                    try IncompleteAutoencoder(steps, missing: Set(missing), excess: excess).network()
            }
        }
    }
}
