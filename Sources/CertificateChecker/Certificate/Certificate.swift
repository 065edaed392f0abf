/// A certificate in its form: what it says of the data and the network, and what it claims of them.
struct Certificate {
    private enum Format: String { case one = "heaviside-certificate-1" }
    private enum Arithmetic: String { case real }

    let data: DataSet
    let network: NetworkDescription
    let claims: [Claim]

    init(_ bytes: [UInt8]) throws {
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

    /// Throws unless every claim is in its form for the samples.
    func checkClaims(_ samples: Samples) throws {
        for (index, claim) in zip(0..., claims) {
            let problem: String?
            switch claim {
            case .reproduces: problem = nil
            case .misses(let sample, let output, _, _):
                problem = sample < samples.count && output < samples.outputs ? nil : "there is no such sample or output"
            case .noLastLayer(let output, let multipliers):
                if output >= samples.outputs || multipliers.count != samples.count {
                    problem =
                        "there is no such output, or there is not one multiplier for each of \(samples.count) samples"
                } else if network.layers.last?.activation != .relu {
                    problem = "the last layer's activation must be relu"
                } else {
                    let negative = (0..<samples.count).first { samples.target($0, output).isNegative }
                    problem = negative.map { "sample \($0) has a negative target, which relu never reaches" }
                }
            }
            if let problem { throw Refusal.unreadable("certificate, claims[\(index)]: \(problem)") }
        }
    }
}
