import Testing

@testable import Networks

/// Noise that is added to signals.
@Suite struct AdditiveNoiseTests {
    private let clean: SampleSet

    init() throws { clean = try StepFunctions(length: 40, amplitude: 5).samples() }

    @Test("Each copy of a signal has noise of its own, of the deviation asked for; targets have none")
    func statistics() throws {
        let noise = AdditiveNoise(deviation: 0.25, seed: 7, copies: 30)
        let noisy = try noise.added(to: clean)
        let copies = (noisy.labels["copy"] ?? []).compactMap(\.self)
        #expect(noisy.count == 41 * 30 && copies == (0..<1230).map { Double($0 % 30) })
        var (sum, squares, fourth) = (0.0, 0.0, 0.0)
        for i in 0..<noisy.count {
            #expect(Array(noisy.targets.row(i)) == Array(clean.signals.row(i / 30)))
            #expect(noisy.positions[i] == clean.positions[i / 30] && noisy.amplitudes[i] == clean.amplitudes[i / 30])
            for (x, y) in zip(noisy.signals.row(i), noisy.targets.row(i)) {
                let z = (x - y) / 0.25
                (sum, squares, fourth) = (sum + z, squares + z * z, fourth + z * z * z * z)
            }
        }
        // Moments of 49,200 normal numbers, each within five of its standard deviations.
        let count = Double(noisy.count * 40)
        #expect(abs(sum / count) < 5 / count.squareRoot())
        #expect(abs(squares / count - 1) < 5 * (2 / count).squareRoot())
        #expect(abs(fourth / count - 3) < 5 * (96 / count).squareRoot())
        #expect(Set(noisy.signals.elements).count > noisy.signals.elements.count - 5)
        #expect(!noisy.isAutoencoding && noisy.isReconstructing)
        #expect(noisy.description == "1,230 samples of length 40, to be output without their noise")
    }

    @Test("The seed tells the noise: not the length of the set, not the copies that follow, not what is held out")
    func seed() throws {
        let noise = AdditiveNoise(deviation: 0.25, seed: 7)
        let first = try noise.added(to: clean)
        #expect(try noise.added(to: clean) == first)
        #expect(try AdditiveNoise(deviation: 0.25, seed: 8).added(to: clean).signals != first.signals)
        let half = try noise.added(to: clean.selecting(Array(0..<20)))
        #expect(half.signals.elements[...] == first.signals.elements.prefix(800))
        // The first numbers of the stream of sample 3.
        var stream = RandomStream(seed: 7, purpose: .noise, index: 3)
        for j in 0..<40 { #expect(first.signals[3, j] == clean.signals[3, j] + 0.25 * stream.normal()) }
    }

    @Test("Noisy targets are the noisy signals; other targets stay")
    func targets() throws {
        let noisy = try AdditiveNoise(deviation: 1, target: .noisy).added(to: clean)
        #expect(noisy.isAutoencoding && noisy.targets == noisy.signals)
        let found = try AdditiveNoise(deviation: 1, copies: 2).added(to: clean.targetingParameters())
        #expect(!found.isReconstructing && found.targets.columns == 2 && found.targets[5, 0] == clean.positions[2])
    }

    @Test("A partition keeps the copies of a signal together")
    func partition() throws {
        let parts = try HoldOut.every(3).partition(clean, test: .random(share: 0.2, seed: 3)).repeated(4)
        #expect(parts.training.count + parts.heldOut.count + parts.test.count == 41 * 4)
        let noisy = try AdditiveNoise(deviation: 1, copies: 4).added(to: clean)
        let split = parts.split(noisy)
        let positions = [split.training, split.heldOut, split.test].map {
            Set(($0?.positions ?? []).compactMap(\.self))
        }
        #expect(positions.reduce(0) { $0 + $1.count } == 41)
        #expect(positions[0].union(positions[1]).union(positions[2]).count == 41)
    }

    @Test("Deviations and numbers of copies that make no sense are refused at their key")
    func refusals() {
        let bad: [(AdditiveNoise, String)] = [
            (AdditiveNoise(deviation: 0), "noise.deviation"), (AdditiveNoise(deviation: -1), "noise.deviation"),
            (AdditiveNoise(deviation: .nan), "noise.deviation"),
            (AdditiveNoise(deviation: .infinity), "noise.deviation"),
            (AdditiveNoise(deviation: 1, copies: 0), "noise.copies"),
            (AdditiveNoise(deviation: 1, copies: .max), "noise.copies"),
            (AdditiveNoise(deviation: 1, copies: 1 << 20), "noise.copies"),
        ]
        for (noise, place) in bad {
            let error = #expect(throws: SignalError.self) { try noise.added(to: clean) }
            #expect(error?.place == place)
        }
    }
}
