import Analysis
import Networks
import Testing

@Suite struct CodePlaneTests {
    private func codes(_ rows: [(Double, Double)]) -> Matrix<Double> {
        Matrix(rows: rows.count, columns: 2, elements: rows.flatMap { [$0.0, $0.1] })
    }

    private func isNear(_ found: [Double], _ expected: [Double]) -> Bool {
        found.count == expected.count && zip(found, expected).allSatisfy { abs($0 - $1) < 1e-12 }
    }

    @Test("An affine code is read without error, for any affine map")
    func affine() throws {
        // z = (2 θ + c + 7, θ − c − 1), so that θ = (z₁ + z₂ − 6)/3 and c = (z₁ − 2 z₂ − 9)/3.
        let steps = StepFunctions(length: 6, amplitude: .list([1, 2, 4]), blank: false)
        let samples = try steps.samples()
        let rows = try steps.parameters().map { sample -> (Double, Double) in
            let (θ, c) = (sample.position ?? 0, sample.amplitude)
            return (2 * θ + c + 7, θ - c - 1)
        }
        let plane = try #require(
            CodePlane(codes: codes(rows), positions: samples.positions, amplitudes: samples.amplitudes))
        let (position, amplitude) = (try #require(plane.position), try #require(plane.amplitude))
        #expect(isNear(position.weights + [position.intercept], [1.0 / 3, 1.0 / 3, -2]))
        #expect(isNear(amplitude.weights + [amplitude.intercept], [1.0 / 3, -2.0 / 3, -3]))
        for readout in [position, amplitude] {
            #expect(abs(readout.r2 - 1) < 1e-12 && readout.maxDeviation < 1e-12)
        }
        #expect(abs(position([20, 1]) - 5) < 1e-12)
    }

    @Test("The least-squares plane of four points, by hand")
    func byHand() throws {
        // 2 z₁ + 2 z₂ − ½ is off by ±½.
        let readout = try #require(
            AffineReadout(of: [0, 1, 1, 4], from: codes([(0, 0), (1, 0), (0, 1), (1, 1)])))
        #expect(isNear(readout.weights + [readout.intercept], [2, 2, -0.5]))
        #expect(abs(readout.r2 - 8.0 / 9) < 1e-15 && abs(readout.maxDeviation - 0.5 / 4) < 1e-15)
    }

    @Test("Constant or duplicate units add nothing; a value that no unit depends on has r² = 0")
    func degenerate() throws {
        // Over x = 1, 2, 3, 5 the line is 27/35 x + 22/35, and misses by 2/5, 6/35, 37/35 and 17/35.
        let values = [1.0, 2, 4, 4]
        // The last two are a copy and a constant but for rounding.
        let others: [[Double]] = [
            [3, 3, 3, 3], [2, 4, 6, 10], [0.1, 0.2, 0.3, 0.5 + 1e-14], [0.1, 0.1, 0.1, 0.1.nextUp],
        ]
        for other in others {
            let readout = try #require(AffineReadout(of: values, from: codes(Array(zip([1, 2, 3, 5], other)))))
            #expect(isNear(readout.weights + [readout.intercept], [27.0 / 35, 0, 22.0 / 35]))
            #expect(abs(readout.maxDeviation - 37.0 / 35 / 3) < 1e-12)
        }
        let blind = try #require(AffineReadout(of: values, from: codes(Array(repeating: (4, 4), count: 4))))
        #expect(blind.weights == [0, 0] && blind.r2 == 0 && blind.intercept == 2.75 && blind.maxDeviation == 1.75 / 3)
    }

    @Test("r² and deviation do not change under an invertible map of the code", arguments: 0..<50)
    func invariance(seed: Int) throws {
        var stream = RandomStream(seed: UInt64(seed), purpose: .signals, index: 21)
        let points = (0..<12).map { _ in (stream.uniform(in: -1...1), stream.uniform(in: -1...1)) }
        let values = points.map { _ in stream.uniform(in: 0...9) }
        let (a, b) = (stream.uniform(in: 0.5...2), stream.uniform(in: -3...3))
        let mapped = points.map { z -> (Double, Double) in (100 + a * z.0 + b * z.1, z.0 - 1000 * z.1) }
        let readout = try #require(AffineReadout(of: values, from: codes(points)))
        let other = try #require(AffineReadout(of: values, from: codes(mapped)))
        #expect(abs(readout.r2 - other.r2) < 1e-9 && abs(readout.maxDeviation - other.maxDeviation) < 1e-9)
        #expect(readout.r2 > 0 && readout.r2 < 1)
        // No small change of a weight makes the sum of squares less.
        func squares(_ shift: (Double, Double, Double)) -> Double {
            zip(points, values).reduce(0) { sum, sample in
                let (z, value) = sample
                let error = readout([z.0, z.1]) + shift.0 * z.0 + shift.1 * z.1 + shift.2 - value
                return sum + error * error
            }
        }
        for shift in [(1e-3, 0.0, 0.0), (-1e-3, 0, 0), (0, 1e-3, 0), (0, -1e-3, 0), (0, 0, 1e-3), (0, 0, -1e-3)] {
            #expect(squares(shift) > squares((0, 0, 0)), "seed \(seed)")
        }
    }

    @Test("A single value and non-numbers have no readout; one amplitude leaves the position")
    func undefined() throws {
        #expect(AffineReadout(of: [2, 2], from: codes([(0, 0), (1, 0)])) == nil)
        #expect(AffineReadout(of: [], from: codes([])) == nil)
        #expect(AffineReadout(of: [1, 2], from: codes([(0, 0), (.nan, 0)])) == nil)
        #expect(AffineReadout(of: [1, .infinity], from: codes([(0, 0), (1, 0)])) == nil)
        #expect(AffineReadout(of: [1, 2], from: codes([(-1e300, 0), (1e300, 0)])) == nil)
        let samples = try StepFunctions(length: 3).samples()
        for width in [1, 3] {
            let codes = Matrix<Double>(rows: 4, columns: width, repeating: 1)
            #expect(CodePlane(codes: codes, positions: samples.positions, amplitudes: samples.amplitudes) == nil)
        }
        let same = Matrix<Double>(rows: 4, columns: 2, repeating: 1)
        let plane = CodePlane(codes: same, positions: samples.positions, amplitudes: samples.amplitudes)
        #expect(plane?.position?.r2 == 0 && plane?.amplitude == nil)
    }

    @Test(
        "The construction's codes are position and amplitude; the blank's, (1, 0), does not count",
        arguments: [2, 3, 9])
    func construction(n: Int) throws {
        let steps = StepFunctions(length: n, amplitude: .range(from: 1, through: 5, count: 9))
        let samples = try steps.samples()
        let network: Network<Float> = try PositionAmplitudeAutoencoder(steps).network()
        let measures = Measures(of: network, on: samples)
        #expect(measures.error.maxAbsolute == 0 && measures.codes == nil && measures.code == nil)
        let plane = try #require(measures.codePlane)
        #expect(plane.position?.r2 == 1 && plane.amplitude?.r2 == 1)
        #expect(isNear(plane.position?.weights ?? [], n == 2 ? [-1, 0] : [1, 0]))
        #expect(isNear(plane.amplitude?.weights ?? [], [0, 1]))
        #expect(plane.codes.rows == samples.count)
        let scalar: Network<Float> = try CanonicalAutoencoder(StepFunctions(length: 4)).network()
        #expect(try Measures(of: scalar, on: StepFunctions(length: 4).samples()).codePlane == nil)
    }
}
