// swift-format-ignore-file
// Block 1 of Sources/Analysis/Analysis.docc/Analysis.md: edit it there, then run Scripts/snippets.
import Analysis
import Networks

extension Snippets {
    static func analysis1() throws {
        let steps = try StepFunctions(length: 9, amplitude: 5).samples()
        let network: Network<Float> = try CanonicalAutoencoder(StepFunctions(length: 9, amplitude: 5)).network()
        let measures = Measures(of: network, on: steps)
        print(measures.error.maxRelative, measures.code?.r2 ?? 0)
        _ = (steps, network, measures)
    }
}
