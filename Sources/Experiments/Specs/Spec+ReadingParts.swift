internal import Diagnostics
internal import Networks

// Each part of a spec reads itself from its node; what it accepts is what `Spec+Writing.swift` writes.

extension Activation {
    init(_ node: SpecNode) throws(SpecError) {
        try node.refuseCustom("activation")
        let (name, value) = try node.choice()
        if let value, !value.isScalar || name != "leakyReLU", let kind = ActivationForm.Kind(rawValue: name) {
            let entries = try value.mapping()
            var given = try entries.call(of: name, in: LibraryCalls.activations)?.value ?? [:]
            for parameter in kind.parameters {
                if let entry = entries[parameter.name] { given[parameter.name] = try entry.number() }
            }
            self.init(ActivationForm(kind, given))
            if let problem { throw value.error(problem) }
            return
        }
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
        if let value, !value.isScalar, name != .hingeResidual {
            let entries = try value.mapping()
            let row = try entries.call(of: name.rawValue, in: LibraryCalls.losses)
            guard name == .binaryCrossEntropy else {
                guard let row else { throw value.missing("like") }
                self = row.value
                return
            }
            var form = row?.value.binaryCrossEntropy ?? BinaryCrossEntropyForm()
            try form.read(entries)
            if let (part, problem) = form.objection { throw value.error(at: part, problem) }
            self.init(form)
            return
        }
        switch name {
        case .squaredError: self = .squaredError(try value?.word(Scaling.self) ?? .mean)
        case .hingeResidual: self = .hingeResidual(try value?.word(Scaling.self) ?? .mean)
        case .binaryCrossEntropy: self = .binaryCrossEntropy
        case .crossEntropy: self = .crossEntropy(try value?.word(SampleScaling.self) ?? .mean)
        }
    }

    /// The form of a binary cross-entropy; nil for other losses.
    var binaryCrossEntropy: BinaryCrossEntropyForm? {
        switch self {
        case .binaryCrossEntropy: BinaryCrossEntropyForm()
        case .binaryCrossEntropyForm(let form): form
        case .squaredError, .hingeResidual, .crossEntropy, .custom: nil
        }
    }
}

extension BinaryCrossEntropyForm {
    /// The keys of the bounds, which act on probabilities.
    static let boundKeys = ["leastProbability", "addedToProbability", "leastLogarithm", "leastVariance"]

    fileprivate mutating func read(_ entries: SpecNode.Entries) throws(SpecError) {
        if let entry = entries["of"] { argument = try entry.word(Argument.self) }
        if let entry = entries["reduction"] { reduction = try entry.word(Loss.Reduction.self) }
        if argument == .logits, let bound = Self.boundKeys.compactMap({ entries[$0] }).first {
            throw bound.error("it bounds probabilities only: expected of: probabilities beside it")
        }
        if let entry = entries["leastProbability"] { leastProbability = try entry.number() }
        if let entry = entries["addedToProbability"] { addedToProbability = try entry.number() }
        if let entry = entries["leastLogarithm"] { leastLogarithm = try entry.number() }
        if let entry = entries["leastVariance"] { leastVariance = try entry.number() }
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
