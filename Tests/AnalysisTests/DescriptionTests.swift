import Analysis
import Exact
import Networks
import Testing

/// Values with arrays print as one short line.
@Suite struct DescriptionTests {
    @Test("Measures, atlases, geometries and exact values leave their arrays out")
    func oneLine() throws {
        let network = try CanonicalAutoencoder(StepFunctions(length: 20)).network(as: Double.self)
        let samples = try StepFunctions(length: 20).samples()
        let measures = Measures(of: network, on: samples)
        #expect(
            "\(measures)"
                == "largest error 0 (0 of its scale), 21 of 21 samples within 1 %, code r² = 1.000, "
                + "0 dead hidden units and 0 dead outputs, 20 of 20 gaps between codes with a kink")
        let exact = try ExactNetwork(network)
        let exactSamples = try ExactSamples(samples, in: Double.self)
        #expect("\(exact)".hasSuffix(" parameters, in rational numbers"))
        #expect("\(exactSamples)" == "21 samples of length 20 and 20 targets, in rational numbers")
        #expect("\(try ExactReconstruction(exact, on: exactSamples))" == "exact on 21 samples")
        #expect(
            "\(try DecoderAtlas(exact, on: exactSamples))".hasSuffix("21 of 21 samples decoded exactly from some code"))
        #expect("\(try LastLayerGeometry(exact, on: exactSamples))".hasSuffix("420 of 420 incidences hold"))
        #expect("\(exactSamples.signals)" == "21 × 20 matrix")
        let small = ExactMatrix([[Rational(1), .zero], [.zero, Rational(-2)]])
        #expect("\(small)" == "2 × 2 [1, 0; 0, -2]")
    }
}
