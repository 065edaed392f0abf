// swift-format-ignore-file
// Block 1 of Sources/Networks/Networks.docc/LinearCode.md: edit it there, then run Scripts/snippets.
import Networks

extension Snippets {
    static func linearCode1() throws {
        let steps = try StepFunctions(length: 129, amplitude: 5).samples()
        var network = try Network<Double>(
            inputs: 129, layers: CanonicalAutoencoder.layers(length: 129), initialization: .uniform(-0.05...0.05), seed: 1)
        try Training(
            loss: .hingeResidual(.mean), optimizer: .slopeNewton(), codeLinearity: CodeLinearity(projection: 0.9),
            kinkRepair: KinkRepair()
        ).fit(&network, to: steps, epochs: 12)
        _ = (steps, network)
    }
}
