internal import Diagnostics
internal import Networks

// Each part of a spec reads itself from its node; what it accepts is what `Spec+Writing.swift` writes.

extension Activation {
    init(_ node: SpecNode) throws(SpecError) {
        try node.refuseCustom("activation")
        let (name, value) = try node.choice()
        guard let activation = Activation(name: name, parameter: try value?.number()) else {
            throw (value ?? node).error("expected a slope ≥ 0")
        }
        self = activation
    }
}

extension Construction {
    init(_ node: SpecNode) throws(SpecError) {
        let (name, value) = try node.choice()
        if name == "incomplete", let value {
            let entries = try value.mapping()
            var missing: Set<Int> = []
            for position in try entries.required("missing", in: value).list() {
                guard missing.insert(try position.integer()).inserted else {
                    throw position.error("this position is given twice")
                }
            }
            self = .incomplete(missing: missing, excess: try entries["excess"]?.number())
            return
        }
        let margin = try value?.number() ?? 1
        guard margin >= 0, let construction = Construction(name: name, margin: margin) else {
            throw (value ?? node).error("\(NumberText.exact(margin)): expected a margin ≥ 0")
        }
        self = construction
    }
}

extension Loss {
    enum Name: String, CaseIterable { case squaredError, hingeResidual, binaryCrossEntropy, crossEntropy }

    init(_ node: SpecNode) throws(SpecError) {
        try node.refuseCustom("loss")
        let (name, value) = try node.choice(Name.self)
        switch name {
        case .squaredError: self = .squaredError(try value?.word(Scaling.self) ?? .mean)
        case .hingeResidual: self = .hingeResidual(try value?.word(Scaling.self) ?? .mean)
        case .binaryCrossEntropy: self = .binaryCrossEntropy
        case .crossEntropy: self = .crossEntropy(try value?.word(SampleScaling.self) ?? .mean)
        }
    }
}

extension Schedule {
    init(_ node: SpecNode) throws(SpecError) {
        if node.isScalar {
            _ = try node.word()
            self = .constant
        } else if node.isList {
            var changes: [Change] = []
            for item in try node.list() {
                let entries = try item.mapping()
                changes.append(
                    Change(
                        fromEpoch: try entries.required("fromEpoch", in: item).integer(),
                        learningRate: try entries.required("learningRate", in: item).number()))
            }
            self = changes.isEmpty ? .constant : .steps(changes)
        } else {
            self = .dropOnPlateau(try Plateau(try node.mapping().required("dropOnPlateau", in: node)))
        }
    }
}

extension Schedule.Plateau {
    fileprivate init(_ node: SpecNode) throws(SpecError) {
        let entries = try node.mapping()
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
        if node.isScalar {
            self = node.node.text == "full" ? .full : .mini(size: try node.integer(), shuffled: true)
            return
        }
        let entries = try node.mapping()
        self = .mini(
            size: try entries.required("size", in: node).integer(),
            shuffled: try entries["shuffle"]?.boolean() ?? true)
    }
}
