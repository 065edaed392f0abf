/// A parsed certificate: its description of the data and the network, and its claims about them.
struct Certificate {
    private enum Format: String, CaseIterable { case one = "heaviside-certificate-1" }
    private enum Arithmetic: String, CaseIterable { case real }

    let bytes: [UInt8]
    let data: DataSet
    let network: NetworkDescription
    let claims: [Claim]

    init(_ bytes: [UInt8]) throws {
        self.bytes = bytes
        var json = JSONReader(bytes, bytes.indices, file: "certificate")
        var data: DataSet?
        var network: NetworkDescription?
        var claims: [Claim] = []
        try json.object(["format", "arithmetic", "data", "network", "claims"]) { json, key in
            switch key {
            case "format": let _: Format = try json.word()
            case "arithmetic": let _: Arithmetic = try json.word()
            case "data": data = try DataSet(&json)
            case "network": network = try NetworkDescription(&json)
            default: try json.array(1...16) { json, _ in claims.append(try Claim(&json)) }
            }
        }
        try json.expectEnd()
        guard let data, let network, network.inputs == data.length, network.layers.last?.outputs == data.outputs else {
            throw json.refusal("the network's inputs and outputs are not as many as the entries of signals and targets")
        }
        (self.data, self.network, self.claims) = (data, network, claims)
    }

    /// Throws unless every claim is in the form that the samples require.
    func checkClaims(_ samples: Samples) throws {
        for (index, claim) in zip(0..., claims) {
            func require(_ condition: Bool, _ what: String) throws {
                guard condition else { throw Verdict.unreadable("certificate, claims[\(index)]: \(what)") }
            }
            switch claim {
            case .reproduces: break
            case .misses(let sample, let output, _, _):
                try require(sample < samples.count && output < samples.outputs, "there is no such sample or output")
            case .noLastLayer(let output, let multipliers):
                try require(output < samples.outputs, "there is no such output")
                try require(multipliers.count == samples.count, "there must be one multiplier for each sample")
                try require(network.layers.last?.activation == .relu, "the last activation must be relu")
                let isNegative = (0..<samples.count).contains { samples.target($0, output).isNegative }
                try require(!isNegative, "no target of output \(output) may be negative")
            }
        }
    }
}
