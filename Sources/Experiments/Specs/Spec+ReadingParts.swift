internal import Networks

// Each part of a spec reads itself from its node; what it accepts is what `Spec+Writing.swift` writes.

extension Dense {
    init(_ node: SpecNode) throws(SpecError) {
        let entries = try node.mapping(["dense", "activation", "bias", "frozen", "nonNegative", "fixed"])
        guard let width = entries["dense"] else {
            throw node.error("expected a layer such as { dense: 129, activation: relu }")
        }
        let outputs = try width.integer()
        guard (1...Network<Float>.maximumWidth).contains(outputs) else {
            throw width.error("\(outputs) units: expected 1 to \(Network<Float>.maximumWidth)")
        }
        self.init(
            outputs, activation: try entries["activation"].map(Activation.init) ?? .identity,
            bias: try entries["bias"]?.boolean() ?? true, frozen: try entries["frozen"]?.boolean() ?? false,
            nonNegative: try entries["nonNegative"]?.boolean() ?? false,
            fixed: try entries["fixed"]?.word(FixedWeights.self))
    }
}

extension Activation {
    init(_ node: SpecNode) throws(SpecError) {
        let bare = Self.standard.filter { $0.parameter == nil }.map(\.name)
        let (name, value) = try node.choice(Self.names, bare: bare)
        guard let activation = Activation(name: name, parameter: try value?.number()) else {
            throw (value ?? node).error("expected a slope ≥ 0")
        }
        self = activation
    }
}

extension Construction {
    init(_ node: SpecNode) throws(SpecError) {
        let (name, value) = try node.choice(Self.bareNames + ["marginDecoder", "incomplete"], bare: Self.bareNames)
        if name == "incomplete" {
            guard let value else { throw node.error("expected positions: { incomplete: { missing: [5] } }") }
            let entries = try value.mapping(["missing", "excess"])
            guard let positions = entries["missing"] else {
                throw value.error("missing is missing: expected positions")
            }
            var missing: Set<Int> = []
            for position in try positions.list() {
                guard missing.insert(try position.integer()).inserted else {
                    throw position.error("this position is given twice")
                }
            }
            self = .incomplete(missing: missing, excess: try entries["excess"]?.number())
            return
        }
        if name == "marginDecoder", value == nil { throw node.error("expected a margin: { marginDecoder: 3 }") }
        let margin = try value?.number() ?? 1
        guard margin >= 0, let construction = Construction(name: name, margin: margin) else {
            throw (value ?? node).error("\(margin): expected a margin ≥ 0")
        }
        self = construction
    }
}

extension Loss {
    private enum Name: String, CaseIterable { case squaredError, hingeResidual, binaryCrossEntropy, crossEntropy }

    init(_ node: SpecNode) throws(SpecError) {
        let (name, value) = try node.choice(Name.self, bare: [.binaryCrossEntropy, .crossEntropy])
        switch name {
        case .squaredError: self = .squaredError(try value?.word(Scaling.self) ?? .mean)
        case .hingeResidual: self = .hingeResidual(try value?.word(Scaling.self) ?? .mean)
        case .binaryCrossEntropy: self = .binaryCrossEntropy
        case .crossEntropy: self = .crossEntropy
        }
    }
}

extension Schedule {
    init(_ node: SpecNode) throws(SpecError) {
        if node.isScalar {
            _ = try node.choice(["constant"])
            self = .constant
        } else if node.isList {
            var changes: [Change] = []
            for item in try node.list() {
                let entries = try item.mapping(["fromEpoch", "learningRate"])
                guard let epoch = entries["fromEpoch"], let rate = entries["learningRate"] else {
                    throw item.error("expected { fromEpoch: …, learningRate: … }")
                }
                changes.append(Change(fromEpoch: try epoch.integer(), learningRate: try rate.number()))
            }
            self = changes.isEmpty ? .constant : .steps(changes)
        } else {
            guard let plateau = try node.mapping(["dropOnPlateau"])["dropOnPlateau"] else {
                throw node.error("expected a list of { fromEpoch, learningRate }, or { dropOnPlateau: … }")
            }
            self = .dropOnPlateau(try Plateau(plateau))
        }
    }
}

extension Schedule.Plateau {
    fileprivate init(_ node: SpecNode) throws(SpecError) {
        let entries = try node.mapping(["dialect", "factor", "patience", "threshold", "minimumRate"])
        self.init(dialect: try entries["dialect"]?.word(Dialect.self) ?? .heaviside)
        if let entry = entries["factor"] { factor = try entry.number() }
        if let entry = entries["patience"] { patience = try entry.integer() }
        if let entry = entries["threshold"] {
            let (form, value) = try entry.number(as: ThresholdForm.self)
            (threshold, thresholdForm) = (value, form ?? thresholdForm)
        }
        if let entry = entries["minimumRate"] { minimumRate = try entry.number() }
    }
}

extension SpecNode {
    /// A number, whose form may be named: 0.1, or { absolute: 0.1 }. The form is nil for a number alone.
    func number<Form: RawRepresentable & CaseIterable>(
        as forms: Form.Type
    ) throws(SpecError) -> (form: Form?, value: Double) where Form.RawValue == String {
        if isScalar { return (nil, try number()) }
        let (form, value) = try choice(forms)
        guard let value else { throw error("expected a number, or { \(form.rawValue): … }") }
        return (form, try value.number())
    }
}

extension Batching {
    init(_ node: SpecNode) throws(SpecError) {
        if node.isScalar, try node.string() == "full" {
            self = .full
            return
        }
        let entries = node.isScalar ? ["size": node] : try node.mapping(["size", "shuffle"])
        guard let size = entries["size"] else { throw node.error("expected full, a size, or { size, shuffle }") }
        let value = try size.integer()
        guard value >= 1 else { throw size.error("\(value) samples: expected at least 1, or full") }
        self = .mini(size: value, shuffled: try entries["shuffle"]?.boolean() ?? true)
    }
}
