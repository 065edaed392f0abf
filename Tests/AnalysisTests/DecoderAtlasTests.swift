import Analysis
import Exact
import Networks
import Testing

@Suite struct DecoderAtlasTests {
    private func atlas(_ network: Network<Float>, _ steps: StepFunctions) throws -> DecoderAtlas {
        try DecoderAtlas(ExactNetwork(network), on: ExactSamples(steps.samples(), in: Float.self))
    }

    @Test(
        "The canonical decoder: breakpoints 0, H, …, nH, each step decoded from its own code", arguments: [1, 2, 7, 33])
    func canonical(n: Int) throws {
        let steps = StepFunctions(length: n, amplitude: 5)
        let found = try atlas(CanonicalAutoencoder(steps).network(), steps)
        #expect(found.breakpoints.map(\.z) == (0...n).map { Rational(5 * $0) })
        #expect(found.pieces.count == n + 2)
        for theta in 0...n {
            let set = found.decoded[n - theta]
            #expect(set == [try segment(theta == 0 ? nil : Rational(5 * theta), Rational(5 * theta))])
        }
        // Output p is amplitude · clamp(z/H − p + 1, 0, 1) inside the codes.
        for (g, piece) in found.pieces.enumerated().dropFirst().dropLast() {
            #expect(piece.activeUnits == Array(0..<g))
            for p in 1...n {
                let form = piece.outputs[n - p]
                #expect(
                    form.slope == (p == g ? 1 : 0)
                        && form.intercept == (p == g ? Rational(-5 * (p - 1)) : p < g ? 5 : 0))
            }
        }
    }

    @Test("Margin c = 3 at n = 24: 48 breakpoints, plateaus [θ, θ + 3/4] H")
    func margin() throws {
        for amplitude in [1, 5] {
            let steps = StepFunctions(length: 24, amplitude: .one(Double(amplitude)))
            let h = Rational(amplitude)
            let found = try atlas(MarginDecoder(steps, margin: 3).network(), steps)
            let crossings =
                (1...22).map { (Rational($0) + Rational(3) / 4) * h } + [(Rational(23) + Rational(3) / 4) * h]
            #expect(found.breakpoints.map(\.z) == ((0...24).map { Rational($0) * h } + crossings).sorted())
            #expect(found.breakpoints.count == 48 && found.pieces.count == 49)
            for theta in 1..<24 {
                let end = (Rational(theta) + Rational(3) / 4) * h
                #expect(found.decoded[24 - theta] == [try segment(Rational(theta) * h, end)])
            }
            #expect(found.decoded[24] == [try segment(nil, 0)])
            #expect(found.decoded[0] == [try segment(Rational(24) * h, Rational(24) * h)])
        }
        let network: Network<Float> = try MarginDecoder(StepFunctions(length: 129), margin: 1).network()
        #expect(network.layers[2].weight.elements.count { $0 != 0 } == 512)
    }

    @Test("Pieces, active units and decoded sets of random decoders against forward passes", arguments: 0..<200)
    func randomDecoders(seed: Int) throws {
        var stream = RandomStream(seed: UInt64(seed), purpose: .signals, index: 6)
        let network = try RandomDecoder.network(&stream, depth: 1 + seed % 3, coarse: seed % 4 > 0)
        let exact = try ExactNetwork(network)
        let codeLayer = try #require(exact.scalarCodeLayer)
        let samples = RandomDecoder.samples(&stream, inputs: network.inputs)
        let found = try DecoderAtlas(exact, on: ExactSamples(samples, in: Double.self))
        let decoder = try Network(inputs: 1, layers: Array(exact.network.layers[(codeLayer + 1)...]))
        func pass(_ z: Rational) -> ForwardPass<Rational> {
            Backpropagation(decoder).forward(Matrix(rows: 1, columns: 1, elements: [z]))
        }
        #expect(zip(found.breakpoints, found.breakpoints.dropFirst()).allSatisfy { $0.z < $1.z })
        let pieces = found.pieces
        #expect(pieces.count == found.breakpoints.count + 1)
        for piece in pieces {
            let ends = [piece.from, piece.to].compactMap { $0 }
            let inside: Rational
            switch (piece.from, piece.to) {
            case (let from?, let to?): inside = from + (to - from) / 3
            case (let from?, nil): inside = from + 7
            case (nil, let to?): inside = to - 7
            case (nil, nil): inside = 0
            }
            for z in ends + [inside] {
                #expect(pass(z).outputs.elements == piece.outputs.map { $0(z) }, "seed \(seed), z = \(z)")
            }
            let middle = pass(inside)
            var active: [Int] = []
            var unit = 0
            for (l, layer) in decoder.layers.dropLast().enumerated() {
                for k in 0..<layer.outputs {
                    if layer.dense.activation != .identity, middle.preactivations[l][0, k].signum > 0 {
                        active.append(unit)
                    }
                    unit += 1
                }
            }
            #expect(piece.activeUnits == active, "seed \(seed), z = \(inside)")
            for i in 0..<samples.count {
                let isDecoded = middle.outputs.elements == samples.targets.row(i).map { Rational($0) }
                #expect(isDecoded == contains(found.decoded[i], inside), "seed \(seed), sample \(i), z = \(inside)")
            }
        }
        for (i, set) in found.decoded.enumerated() {
            for z in set.flatMap({ [$0.from, $0.to] }).compactMap({ $0 }) {
                #expect(pass(z).outputs.elements == samples.targets.row(i).map { Rational($0) })
            }
        }
    }

    @Test("Random decoders: the codes of samples that are reproduced lie in their decoded sets")
    func decodedCodes() throws {
        var found = 0
        for seed in 0..<400 {
            var stream = RandomStream(seed: UInt64(seed), purpose: .signals, index: 7)
            let network = try RandomDecoder.network(&stream, depth: 1, coarse: true)
            let exact = try ExactNetwork(network)
            try #require(exact.scalarCodeLayer != nil)
            let samples = try ExactSamples(RandomDecoder.samples(&stream, inputs: network.inputs), in: Double.self)
            let atlas = try DecoderAtlas(exact, on: samples)
            for error in try ExactReconstruction(exact, on: samples).errors {
                let isInside = contains(atlas.decoded[error.sample], atlas.codes[error.sample])
                #expect(isInside == (error.wrongOutputs == 0), "seed \(seed), sample \(error.sample)")
                if isInside { found += 1 }
            }
        }
        #expect(found > 20, "too few samples come out right for a meaningful test: \(found)")
    }

    @Test("A network without a scalar code has no atlas")
    func withoutCode() throws {
        let network = try Network<Double>(inputs: 3, layers: [Dense(3)], initialization: .zeros, seed: 1)
        let exact = try ExactNetwork(network)
        let samples = try ExactSamples(StepFunctions(length: 3).samples(), in: Double.self)
        #expect(throws: ExactnessError.self) { try DecoderAtlas(exact, on: samples) }
    }

    private func contains(_ set: [CodeSegment], _ z: Rational) -> Bool {
        set.contains { ($0.from.map { $0 <= z } ?? true) && ($0.to.map { z <= $0 } ?? true) }
    }

    private func segment(_ from: Rational?, _ to: Rational?) throws -> CodeSegment { CodeSegment(from: from, to: to) }
}
