extension Layer: CustomStringConvertible {
    /// One line: "129 → 1 relu"; the parameters are left out.
    public var description: String {
        "\(inputs) → \(dense.unitWords)" + (bias == nil ? " without a bias" : "")
    }
}

extension Dense {
    /// The units in a few words: "129 relu", "8 × 16 convolution relu", "33 skip".
    var unitWords: String {
        var words = ["\(outputs)"]
        switch structure {
        case .full: break
        case .convolution(let own), .transposedConvolution(let own):
            words = ["\(own.channels) × \(outputs / max(1, own.channels))", structure.name]
        case .toeplitz, .diagonal, .averagePooling: words.append(structure.name)
        }
        if activation != .identity { words.append(activation.name) }
        if skip != nil { words.append("skip") }
        return words.joined(separator: " ")
    }
}
