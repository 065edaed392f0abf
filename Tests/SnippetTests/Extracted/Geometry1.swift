// swift-format-ignore-file
// Block 1 of Sources/Analysis/Analysis.docc/Geometry.md: edit it there, then run Scripts/snippets.
import Analysis
import Networks

extension Snippets {
    static func geometry1() throws {
        let steps = StepFunctions(length: 3, amplitude: 1)
        let network = try CanonicalAutoencoder(steps).network(as: Float.self)
        let geometry = try LastLayerGeometry(ExactNetwork(network), on: ExactSamples(steps.samples(), in: Float.self))
        print(geometry.isExact, geometry.hyperplanes.map(\.distance), geometry.isEquallySpaced ?? false)
        _ = (steps, network, geometry)
    }
}
