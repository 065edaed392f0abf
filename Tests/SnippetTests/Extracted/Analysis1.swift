// swift-format-ignore-file
// Block 1 of Sources/Analysis/Analysis.docc/Analysis.md: edit it there, then run Scripts/snippets.
import Analysis
import Networks

extension Snippets {
    static func analysis1() throws {
        let steps = try StepFunctions(length: 33, amplitude: 5).samples()
        let network = try Network<Float>(
            inputs: 33, layers: CanonicalAutoencoder.layers(length: 33), initialization: .uniform(0...0.05), seed: 1)
        let measures = Measures(of: network, on: steps)     // of a network that is not trained yet
        print(measures.error.maxRelative, measures.code?.r2 ?? 0)
        _ = (steps, network, measures)
    }
}
