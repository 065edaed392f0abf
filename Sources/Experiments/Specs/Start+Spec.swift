internal import Networks

// Where the parameters start, in a spec: what its reader accepts is what its writer writes.

extension Spec.Start {
    private enum Name: String, CaseIterable {
        case uniform, glorot, he, fanIn, varianceScaling, zeros, file, lifted, construction
    }

    /// Reads a start; some libraries look at the activation of the layers.
    init(_ node: SpecNode, network: [Dense]) throws(SpecError) {
        if node.node["like"] != nil || node.node["call"] != nil {
            self = .drawn(try Self.library(node, network))
            return
        }
        let (name, found) = try node.choice(Name.self)
        guard let value = found else {
            self = .drawn(name == .fanIn ? .fanIn : .zeros)
            return
        }
        switch name {
        case .zeros: self = .drawn(.zeros)
        case .fanIn: self = .drawn(.fanIn)
        case .uniform: self = .drawn(.uniform(try value.pair()))
        case .glorot: self = .drawn(.glorot(try value.word(Initialization.Distribution.self)))
        case .he: self = .drawn(.he(try value.word(Initialization.Distribution.self)))
        case .varianceScaling: self = .drawn(.varianceScaling(try VarianceScaling(value)))
        case .file where value.isScalar: self = .file(try value.file())
        case .file:
            let entries = try value.mapping()
            self = .file(
                try entries.required("path", in: value).file(), layout: try entries["layout"]?.word(WeightLayout.self))
        case .lifted:
            let entries = try value.mapping()
            let amplitude = try entries.required("amplitude", in: value).number()
            self = .lifted(file: try entries.required("file", in: value).file(), amplitude: amplitude)
        case .construction: self = .construction(try Construction(value))
        }
    }

    /// The start of a library.
    private static func library(_ node: SpecNode, _ network: [Dense]) throws(SpecError) -> Initialization {
        let entries = try node.mapping()
        if let other = node.node.entries?.map(\.key).first(where: { !["like", "call"].contains($0) }) {
            throw (entries[other] ?? node).error("like and \(other): expected one of them")
        }
        guard let found = try entries.call(of: LibraryCalls.startName, in: LibraryCalls.starts) else {
            throw node.missing("like")
        }
        // scikit-learn looks at the activation of the hidden layers.
        guard found.library == "sklearn", entries["call"] == nil, network.first?.activation == .sigmoid else {
            return found.value
        }
        return LibraryCalls.starts.first { $0.call == LibraryCalls.logistic }?.value ?? found.value
    }

    var node: Node {
        switch self {
        case .drawn(.uniform(let range)):
            .flow([("uniform", .list([Node(range.lowerBound), Node(range.upperBound)]))])
        case .drawn(.glorot(let distribution)): .flow([("glorot", Node(distribution.rawValue))])
        case .drawn(.he(let distribution)): .flow([("he", Node(distribution.rawValue))])
        case .drawn(.varianceScaling(let form)): .flow([("varianceScaling", form.node)])
        case .drawn(.fanIn): "fanIn"
        case .drawn(.zeros): "zeros"
        case .file(let path, nil): .flow([("file", Node(quoted: path))])
        case .file(let path, let layout?):
            .flow([("file", .flow([("path", Node(quoted: path)), ("layout", Node(layout.rawValue))]))])
        case .lifted(let path, let amplitude):
            .flow([
                (
                    "lifted",
                    .flow([("file", Node(quoted: path)), ("amplitude", Node(amplitude))])
                )
            ])
        case .construction(let construction): .flow([("construction", construction.node)])
        }
    }
}

extension VarianceScaling {
    /// Where biases start.
    enum Biases: String, CaseIterable {
        /// All 0.
        case zeros
        /// As the weights.
        case drawn
    }

    fileprivate init(_ node: SpecNode) throws(SpecError) {
        let entries = try node.mapping()
        self.init(
            scale: try entries["scale"]?.number() ?? 1, fan: try entries["fan"]?.word(Fan.self) ?? .inputs,
            distribution: try entries["distribution"]?.word(Distribution.self) ?? .truncatedNormal,
            keepsVariance: try entries["keepsVariance"]?.boolean() ?? true,
            hasBiases: try entries["biases"]?.word(Biases.self) == .drawn)
    }

    fileprivate var node: Node {
        .flow([
            ("scale", Node(scale)), ("fan", Node(fan.rawValue)), ("distribution", Node(distribution.rawValue)),
            ("keepsVariance", Node(keepsVariance)),
            ("biases", Node((hasBiases ? Biases.drawn : .zeros).rawValue)),
        ])
    }
}
