import Analysis
import Exact
import Networks
import Testing

@Suite struct LastLayerGeometryTests {
    private func geometry(_ network: Network<Float>, _ steps: StepFunctions) throws -> LastLayerGeometry {
        try LastLayerGeometry(ExactNetwork(network), on: ExactSamples(steps.samples(), in: Float.self))
    }

    private func rationals(_ numbers: [Int]) -> [Rational] { numbers.map { Rational($0) } }

    @Test("The example for n = 2: points, rows, lines, half-planes, their intersection, and the line of u")
    func example() throws {
        let steps = StepFunctions(length: 2, amplitude: 1)
        let found = try geometry(CanonicalAutoencoder(steps).network(), steps)
        #expect(found.codes == [2, 1, 0])
        #expect(found.activations == ExactMatrix([[2, 1], [1, 0], [0, 0]]))
        #expect(found.preactivations == ExactMatrix([[2, 1], [1, 0], [0, -1]]))
        #expect(found.hyperplanes.map(\.normal) == [[0, 1], [1, -1]])
        #expect(found.hyperplanes.map(\.level) == [1, 1])
        #expect(found.hyperplanes.map(\.squaredDistance) == [1, Rational(1) / 2])
        #expect(found.hyperplanes.map(\.foot) == [[0, 1], [Rational(1) / 2, Rational(-1) / 2]])
        #expect(found.hyperplanes[1].distance == 0.5.squareRoot())
        #expect(found.intersection == .point([2, 1]))
        // H_1: a_2 = 1 holds (2, 1); H_2: a_1 − a_2 = 1 holds (2, 1) and (1, 0); R_1 holds
        // (1, 0) and (0, 0), R_2 holds (0, 0).
        #expect(found.incidences.map(\.isOn) == [true, true, false, true, false, false])
        #expect(found.incidences.map(\.value) == [1, 1, 0, 1, 0, 0])
        #expect(found.incidences.allSatisfy(\.holds) && found.isExact)
        #expect(found.incidences.allSatisfy { $0.squaredDistance == .zero })
        #expect(found.line.direction == [1, 1] && found.line.base == [0, -1])
        #expect(found.line.kinks.map(\.z) == [0, 1] && found.line.kinks.map(\.units) == [[0], [1]])
        #expect(found.line.vertices == [[0, 0], [1, 0]])
        #expect(found.line.firstDirection == [0, 0] && found.line.lastDirection == [1, 1])
        #expect(found.line.image(from: -1, to: 3) == [[0, 0], [0, 0], [1, 0], [3, 2]])
        #expect(found.spacing?.order == [2, 1, 0] && found.spacing?.steps == [1, 1])
        #expect(found.spacing?.secondDifferences == [0] && found.isEquallySpaced == true)
        #expect((0..<2).map(found.freedom) == [1, 0])
        #expect(found.gramMatrix == ExactMatrix([[1, -1], [-1, 2]]))
    }

    @Test(
        "The corrected construction, either orientation: exact, equally spaced, n − j free dimensions", arguments: 1...9
    )
    func canonical(n: Int) throws {
        for (amplitude, orientation) in [(1.0, Orientation.trailingOnes), (5, .leadingOnes), (0.75, .trailingOnes)] {
            let steps = StepFunctions(length: n, amplitude: .one(amplitude), orientation: orientation)
            let found = try geometry(CanonicalAutoencoder(steps).network(), steps)
            let a = try #require(Rational(exactly: amplitude))
            #expect(found.isExact && found.amplitude == a)
            #expect(found.isEquallySpaced == true)
            #expect(found.spacing?.steps == Array(repeating: a, count: n))
            let full = try #require((0..<found.sampleCount).first { found.positions[$0] == Double(n) })
            #expect(found.intersection == .point(Array(found.activations.row(full))))
            for (j, plane) in found.hyperplanes.enumerated() {
                let threshold = orientation == .trailingOnes ? n - j : j + 1
                #expect(plane.squaredNorm == (threshold < n ? 2 : 1))
                #expect(plane.squaredDistance == a * a / (threshold < n ? 2 : 1))
                #expect(plane.meetsOrthant && plane.halfSpaceMeetsOrthant)
                // With one hidden unit and w = 1 the origin is all there is of R.
                #expect(plane.halfSpaceMeetsOrthantBeyondOrigin == (n > 1))
                #expect(found.freedom(of: j) == n - (n - threshold + 1))
            }
        }
    }

    @Test("The naive solution: the blank lies on the last H and not in its R", arguments: 2...8)
    func naive(n: Int) throws {
        let steps = StepFunctions(length: n, amplitude: 5)
        let found = try geometry(NaiveSolution(steps).network(), steps)
        let wrong = found.incidences.filter { !$0.holds }
        #expect(wrong.map(\.sample) == [n] && wrong.map(\.output) == [n - 1])
        #expect(wrong.first?.isOn == false && wrong.first?.value == 5 && wrong.first?.excess == 5)
        #expect(wrong.first?.squaredDistance == Rational(25) / 2)
        #expect(!found.isExact && found.isEquallySpaced == true)
        if n == 2 { #expect(found.activations == ExactMatrix([[5, 0], [10, 5], [15, 10]])) }
    }

    @Test("Random networks: values, incidences and the line against forward passes", arguments: 0..<60)
    func random(seed: Int) throws {
        var stream = RandomStream(seed: UInt64(seed), purpose: .signals, index: 21)
        let (n, width) = (1 + stream.index(below: 5), 1 + stream.index(below: 5))
        let steps = StepFunctions(length: n, amplitude: .one(Double(1 + seed % 3)))
        var network = try Network<Double>(
            inputs: n,
            layers: [
                Dense(1, activation: seed % 4 == 0 ? .relu : .identity),
                Dense(width, activation: .relu, bias: seed % 5 > 0),
                Dense(n, activation: .relu, bias: seed % 2 == 0),
            ], initialization: .zeros, seed: 1)
        for l in 0..<3 {
            network.layers[l].weight.elements = network.layers[l].weight.elements.map { _ in
                Double(stream.index(below: 9) - 4) / 2
            }
            network.layers[l].bias = network.layers[l].bias?.map { _ in Double(stream.index(below: 9) - 4) / 2 }
        }
        let samples = try steps.samples()
        let found = try LastLayerGeometry(ExactNetwork(network), on: ExactSamples(samples, in: Double.self))
        let pass = Backpropagation(network.converted(to: Rational.self)).forward(samples.signals.map { Rational($0) })
        #expect(found.codes == pass.activations[0].elements)
        #expect(found.preactivations.elements == pass.preactivations[1].elements)
        #expect(found.activations.elements == pass.activations[1].elements)
        #expect(found.values.elements == pass.preactivations[2].elements)
        #expect(found.hasOutputBias == (seed % 2 == 0))
        for incidence in found.incidences {
            let (target, output) = (
                samples.targets[incidence.sample, incidence.output], pass.outputs[incidence.sample, incidence.output]
            )
            #expect(incidence.isOn == (target > 0))
            #expect(incidence.holds == (output == Rational(target)))
            let plane = found.hyperplanes[incidence.output]
            let point = Array(found.activations.row(incidence.sample))
            #expect(incidence.value == plane.value(at: point))
            // The nearest point of H, or of R's boundary, lies there, and its distance is the one that is told.
            guard let squared = incidence.squaredDistance, !squared.isZero else { continue }
            let factor = incidence.excess / plane.squaredNorm
            let nearest = zip(point, plane.normal).map { $0 - factor * $1 }
            #expect(plane.value(at: nearest) == (incidence.isOn ? found.amplitude : 0))
            #expect(zip(point, nearest).reduce(Rational.zero) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } == squared)
        }
        for (z, i) in zip(found.codes, 0...) {
            #expect(found.line.point(at: z) == Array(found.preactivations.row(i)))
            #expect(found.line.image(at: z) == Array(found.activations.row(i)))
        }
    }

    @Test("The image is affine between kinks, and continues beyond them in the stated directions", arguments: 0..<40)
    func image(seed: Int) throws {
        var stream = RandomStream(seed: UInt64(seed), purpose: .signals, index: 22)
        let width = 1 + stream.index(below: 6)
        func draw() -> Rational { Rational(stream.index(below: 9) - 4) / 2 }
        let line = PreactivationLine(direction: (0..<width).map { _ in draw() }, base: (0..<width).map { _ in draw() })
        #expect(zip(line.kinks, line.kinks.dropFirst()).allSatisfy { $0.z < $1.z })
        #expect(line.kinks.reduce(0) { $0 + $1.units.count } == line.direction.count { !$0.isZero })
        for (a, b) in zip(line.kinks, line.kinks.dropFirst()) {
            let (p, q) = (line.image(at: a.z), line.image(at: b.z))
            #expect(line.image(at: (a.z + b.z) / 2) == zip(p, q).map { ($0 + $1) / 2 })
        }
        if let first = line.kinks.first, let last = line.kinks.last {
            #expect(line.image(at: first.z - 3) == zip(line.vertices[0], line.firstDirection).map { $0 + 3 * $1 })
            #expect(line.image(at: last.z + 3) == zip(line.image(at: last.z), line.lastDirection).map { $0 + 3 * $1 })
        }
        let part = line.image(from: -1, to: 1)
        #expect(part.count == 2 + line.kinks.count { -1 < $0.z && $0.z < 1 })
        #expect(part.first == line.image(at: -1) && part.last == line.image(at: 1))
    }

    @Test("Steps are equal iff the code is affine in θ, held-out positions included")
    func spacing() throws {
        let even = try #require(CodeSpacing(codes: [7, 1, 3], positions: [4, 1, 2]))
        #expect(even.order == [1, 2, 0] && even.steps == [2, 2] && even.isEqual)
        let uneven = try #require(CodeSpacing(codes: [8, 1, 3], positions: [4, 1, 2]))
        #expect(uneven.steps == [2, Rational(5) / 2] && !uneven.isEqual)
        #expect(uneven.secondDifferences == [Rational(1) / 2])
        #expect(uneven.extremes.least == 2 && uneven.extremes.most == Rational(5) / 2)
        #expect(CodeSpacing(codes: [1, 2], positions: [0, 1])?.isEqual == true)
        #expect(CodeSpacing(codes: [1], positions: [0]) == nil)
        #expect(CodeSpacing(codes: [1, 2], positions: [1, 1]) == nil)
    }

    @Test("Which hyperplanes and half-spaces meet the orthant, against a search over its points")
    func orthant() {
        // Enough points to find one wherever there is one: the axes and the origin, finely and far out.
        let steps = (0...40).map { Rational($0) / 4 }
        let axes = steps.flatMap { [[$0, .zero], [.zero, $0]] }
        let inside = steps.flatMap { x in steps.map { [x, $0] } }
        for (w1, w2) in [(1, 1), (1, -1), (-1, -2), (0, 1), (0, -1), (0, 0), (-1, 0)] {
            for bias in -2...2 {
                for amplitude in [1, 2] {
                    let plane = OutputHyperplane(
                        normal: rationals([w1, w2]), bias: Rational(bias), amplitude: Rational(amplitude))
                    let label = "w = (\(w1), \(w2)), c = \(bias), A = \(amplitude)"
                    #expect(plane.meetsOrthant == axes.contains { plane.value(at: $0) == plane.amplitude }, "\(label)")
                    let within = inside.filter { plane.value(at: $0).signum <= 0 }
                    #expect(plane.halfSpaceMeetsOrthant == !within.isEmpty, "\(label)")
                    #expect(
                        plane.halfSpaceMeetsOrthantBeyondOrigin == within.contains { $0 != [0, 0] }, "\(label)")
                }
            }
        }
    }

    @Test("A row of zeros has no hyperplane; hyperplanes may have nothing or a flat in common")
    func degenerate() throws {
        let none = OutputHyperplane(normal: [0, 0], amplitude: 1)
        #expect(none.squaredDistance == nil && none.distance == nil && none.foot == nil)
        func planes(_ rows: [[Int]]) -> [OutputHyperplane] {
            rows.map { OutputHyperplane(normal: rationals($0), amplitude: 1) }
        }
        #expect(HyperplaneIntersection(of: planes([[1, 0], [2, 0]]), dimension: 2) == .empty)
        #expect(HyperplaneIntersection(of: planes([[1, 0], [0, 0]]), dimension: 2) == .empty)
        #expect(HyperplaneIntersection(of: planes([[1, 0]]), dimension: 2) == .flat(dimension: 1, through: [1, 0]))
        #expect(HyperplaneIntersection(of: planes([[1, 0], [1, 1], [2, 1]]), dimension: 2) == .empty)
        #expect(
            HyperplaneIntersection(of: planes([[2, 0], [1, 1]]), dimension: 2)
                == .point([Rational(1) / 2, Rational(1) / 2]))
        let long = OutputHyperplane(normal: [1, Rational(mantissa: 1, exponent: -2100)], amplitude: 1)
        #expect(HyperplaneIntersection(of: [long, long], dimension: 2) == nil)
        #expect(HyperplaneIntersection(of: [long], dimension: 2) != nil)
        // 200 · 600 · 200 operations are too many, 2 · 600 · 2 are not.
        #expect(
            HyperplaneIntersection(
                of: planes(Array(repeating: Array(repeating: 1, count: 200), count: 600)), dimension: 200) == nil)
        #expect(HyperplaneIntersection(of: planes(Array(repeating: [1, 1], count: 600)), dimension: 2) != nil)
        let steps = StepFunctions(length: 2, amplitude: 1)
        var network: Network<Float> = try CanonicalAutoencoder(steps).network()
        network.layers[2].weight.elements = [0, 0, 1, -1]
        let found = try geometry(network, steps)
        #expect(found.incidence(sample: 0, output: 0).squaredDistance == nil)
        #expect(found.incidence(sample: 1, output: 0).holds)
        // Two rows that make the full step's point a multiple of the next one's: no H passes through both.
        network.layers[1].bias = [0, 0]
        #expect(try geometry(network, steps).freedom(of: 1) == nil)
    }

    @Test("An output bias moves H, and counts as a free dimension")
    func outputBias() throws {
        let steps = StepFunctions(length: 2, amplitude: 1)
        var layers = CanonicalAutoencoder.layers(length: 2)
        layers[2].hasBias = true
        var network = try Network<Float>(inputs: 2, layers: layers, initialization: .zeros, seed: 1)
        let canonical: Network<Float> = try CanonicalAutoencoder(steps).network()
        for l in 0..<3 { network.layers[l].weight = canonical.layers[l].weight }
        network.layers[1].bias = canonical.layers[1].bias
        network.layers[2].bias = [-1, Float(0.5)]
        let found = try geometry(network, steps)
        #expect(found.hyperplanes.map(\.level) == [2, Rational(1) / 2])
        #expect(found.values == ExactMatrix([[0, Rational(3) / 2], [-1, Rational(3) / 2], [-1, Rational(1) / 2]]))
        #expect(found.intersection == .point([Rational(5) / 2, 2]))
        #expect((0..<2).map(found.freedom) == [2, 1])
    }

    @Test("Networks of another shape and targets of other values are refused, with what is expected")
    func refused() throws {
        func message(_ layers: [Dense], _ steps: StepFunctions = StepFunctions(length: 3)) -> String {
            do {
                let network = try Network<Float>(inputs: 3, layers: layers, initialization: .zeros, seed: 1)
                _ = try geometry(network, steps)
                return ""
            } catch { return "\(error)" }
        }
        let relu = Dense(3, activation: .relu)
        #expect(message([Dense(1), relu]).hasPrefix("network: 2 layers: expected a code of 1 unit"))
        #expect(message([Dense(2), relu, relu]).hasPrefix("layers.0: a code of 2 units"))
        #expect(message([Dense(1), relu, Dense(3)]).hasPrefix("layers.2.activation: this is identity"))
        #expect(message([Dense(1), Dense(3), relu]).hasPrefix("layers.1.activation: this is identity"))
        #expect(message([Dense(1), relu, Dense(2, activation: .relu)]).hasPrefix("samples: signals of 3"))
        let two = StepFunctions(length: 3, amplitude: .list([1, 2]))
        #expect(
            message([Dense(1), relu, relu], two)
                == "samples: targets of 3 values: expected 0 and one positive amplitude")
        #expect(message([Dense(4, activation: .relu), Dense(1), relu, relu]).isEmpty)
    }
}
