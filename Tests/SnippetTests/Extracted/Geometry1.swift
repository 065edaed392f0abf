// swift-format-ignore-file
// Block 1 of Sources/Analysis/Analysis.docc/Geometry.md: edit it there, then run Scripts/snippets.
import Analysis
import Networks

extension Snippets {
    static func geometry1() throws {
        let steps = try StepFunctions(length: 9, amplitude: 5).samples()
        let network: Network<Float> = try CanonicalAutoencoder(StepFunctions(length: 9, amplitude: 5)).network()
        let geometry = try LastLayerGeometry(ExactNetwork(network), on: ExactSamples(steps, in: Float.self))
        print(geometry.isExact, geometry.hyperplanes.map(\.distance), geometry.isEquallySpaced ?? false)
        _ = (steps, network, geometry)
    }
}
