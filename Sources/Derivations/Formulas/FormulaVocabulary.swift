/// The names that a formula may use in a setting, with their shapes.
struct FormulaVocabulary: Sendable {
    /// The parameters by which a formula can differentiate, in the order of the layers.
    let parameters: [(name: String, shape: FormulaShape)]
    /// The names with a value for each sample, such as `x_i`.
    let samples: [String: FormulaShape]
    /// All other values: parameters and, in a network for one sample, what it computes.
    let values: [String: FormulaShape]
    /// The sizes, such as `n`.
    let sizes: [String: Extent]
    /// The names of the sizes in the order in which messages list them.
    let sizeNames: [(name: String, extent: Extent)]
    /// The preactivations of the layers with ReLU, in the order of the layers; empty in the linear model.
    let preactivations: [Preactivation]

    /// What a ReLU is applied to: a column, for each sample or, in a network for one sample, once.
    struct Preactivation: Sendable {
        let name: String
        /// What ReLU makes of it, where that is not the output.
        let activation: String?
        /// The number of its entries.
        let extent: Extent
        /// Whether each sample has its own.
        let isSampled: Bool
    }

    init(_ setting: FormulaSetting) {
        let column = FormulaShape(.signal, .one)
        switch setting.model {
        case .linear, .relu:
            let width: Extent = setting.width == .free ? .hidden : .signal
            let hidden = FormulaShape(width, .one)
            parameters = [
                ("W3", FormulaShape(.signal, width)), ("w2", hidden), ("b2", hidden),
                ("w1", FormulaShape(.one, .signal)), ("b1", .scalar),
            ]
            samples = ["x": column, "y": column, "z": .scalar, "u2": hidden, "a2": hidden, "u3": column]
            values = Dictionary(uniqueKeysWithValues: parameters.map { ($0.name, $0.shape) })
            sizeNames = [("n", .signal), ("N", .samples)] + (setting.width == .free ? [("m", .hidden)] : [])
            preactivations =
                setting.model == .linear
                ? []
                : [
                    Preactivation(name: "u2", activation: "a2", extent: width, isSampled: true),
                    Preactivation(name: "u3", activation: nil, extent: .signal, isSampled: true),
                ]
        case .homework:
            let units = FormulaShape(.units, .one)
            let outputs = FormulaShape(.outputs, .one)
            parameters = [
                ("W2", FormulaShape(.outputs, .units)), ("b2", outputs), ("W1", FormulaShape(.units, .inputs)),
                ("b1", units),
            ]
            samples = [:]
            values = Dictionary(uniqueKeysWithValues: parameters.map { ($0.name, $0.shape) }).merging(
                [
                    "x": FormulaShape(.inputs, .one), "s1": units, "z1": units, "s2": outputs, "y_hat": outputs,
                    "y": outputs,
                ], uniquingKeysWith: { first, _ in first })
            sizeNames = [("d_x", .inputs), ("d_s1", .units), ("d_s2", .outputs)]
            preactivations = [Preactivation(name: "s1", activation: "z1", extent: .units, isSampled: false)]
        }
        sizes = Dictionary(uniqueKeysWithValues: sizeNames.map { ($0.name, $0.extent) })
    }

    func shape(ofParameter name: String) -> FormulaShape? { parameters.first { $0.name == name }?.shape }

    /// Every name as formulas write it, for messages.
    var names: [String] {
        parameters.map(\.name) + samples.keys.sorted().map { $0 + "_i" }
            + values.keys.filter { shape(ofParameter: $0) == nil }.sorted() + sizeNames.map(\.name)
    }
}
