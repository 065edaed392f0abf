internal import Networks

// Each part of a spec reads itself from its node; what it accepts is what `Spec+Writing.swift` writes.

extension SignalSpec {
    init(_ node: SpecNode) throws(SpecError) {
        let entries = try node.mapping([
            "family", "length", "amplitude", "orientation", "blank", "transitions", "levels", "holdOut", "target",
        ])
        guard let familyEntry = entries["family"] else {
            throw node.error("family is missing: expected step, piecewiseConstant or dirac")
        }
        guard let lengthEntry = entries["length"] else { throw node.error("length is missing") }
        let length = try lengthEntry.integer()
        guard (1...SampleSet.maximumLength).contains(length) else {
            throw lengthEntry.error("\(length): expected 1 to \(SampleSet.maximumLength)")
        }
        let amplitude = try entries["amplitude"].map(Amplitudes.init) ?? 1
        let families = ["step", "piecewiseConstant", "dirac"]
        let family = try familyEntry.choice(families, bare: families).name
        let allowed = [
            "step": ["orientation", "blank"], "dirac": ["blank"], "piecewiseConstant": ["transitions", "levels"],
        ]
        for name in ["orientation", "blank", "transitions", "levels"] where !(allowed[family] ?? []).contains(name) {
            if let entry = entries[name] { throw entry.error("signals of family \(family) have no \(name)") }
        }
        let parsed: Family
        switch family {
        case "step":
            parsed = .step(
                StepFunctions(
                    length: length, amplitude: amplitude,
                    orientation: try entries["orientation"]?.word(Orientation.self) ?? .trailingOnes,
                    blank: try entries["blank"]?.boolean() ?? true))
        case "dirac":
            parsed = .dirac(
                Diracs(length: length, amplitude: amplitude, blank: try entries["blank"]?.boolean() ?? false))
        default:
            guard let transitions = entries["transitions"] else {
                throw node.error("transitions is missing: the number of transitions of a piecewiseConstant signal")
            }
            parsed = .piecewiseConstant(
                PiecewiseConstants(
                    length: length, transitions: try transitions.integer(), amplitude: amplitude,
                    levels: try entries["levels"].map(PiecewiseConstants.Levels.init) ?? .alternating))
        }
        self.init(
            parsed, holdOut: try entries["holdOut"].map(HoldOut.init) ?? .none,
            target: try entries["target"]?.word(Target.self) ?? .signal)
    }
}

extension Amplitudes {
    init(_ node: SpecNode) throws(SpecError) {
        if node.isScalar {
            self = .one(try node.number())
        } else if node.isList {
            var values: [Double] = []
            for item in try node.list() { values.append(try item.number()) }
            self = .list(values)
        } else {
            let entries = try node.mapping(["from", "through", "count"])
            guard let from = entries["from"], let through = entries["through"], let count = entries["count"] else {
                throw node.error("expected a number, a list of numbers, or { from, through, count }")
            }
            self = .range(from: try from.number(), through: try through.number(), count: try count.integer())
        }
    }
}

extension PiecewiseConstants.Levels {
    init(_ node: SpecNode) throws(SpecError) {
        let (name, value) = try node.choice(["alternating", "random"], bare: ["alternating"])
        guard name == "random" else {
            self = .alternating
            return
        }
        let entries = try value?.mapping(["count", "seed"]) ?? [:]
        guard let count = entries["count"] else { throw node.error("random levels need { random: { count: … } }") }
        self = .random(count: try count.integer(), seed: try entries["seed"]?.seed() ?? 1)
    }
}

extension HoldOut {
    init(_ node: SpecNode) throws(SpecError) {
        let (name, value) = try node.choice(["none", "random", "gap", "every"], bare: ["none"])
        if name == "none" {
            self = .none
            return
        }
        guard let value else { throw node.error("\(name) needs a value: expected { \(name): … }") }
        switch name {
        case "random":
            let entries = try value.mapping(["share", "seed"])
            guard let share = entries["share"] else { throw value.error("share is missing") }
            self = .random(share: try share.number(), seed: try entries["seed"]?.seed() ?? 1)
        case "gap":
            let bounds = try value.list()
            guard bounds.count == 2 else { throw value.error("expected two positions, [first, last]") }
            let (lower, upper) = (try bounds[0].number(), try bounds[1].number())
            guard lower <= upper else { throw value.error("[\(lower), \(upper)]: expected first ≤ last") }
            self = .gap(lower...upper)
        default:
            self = .every(try value.integer())
        }
    }
}

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
    init(_ node: SpecNode) throws(SpecError) {
        let (name, value) = try node.choice(
            ["squaredError", "hingeResidual", "binaryCrossEntropy", "crossEntropy"],
            bare: ["binaryCrossEntropy", "crossEntropy"])
        switch name {
        case "squaredError": self = .squaredError(try value?.word(Scaling.self) ?? .mean)
        case "hingeResidual": self = .hingeResidual(try value?.word(Scaling.self) ?? .mean)
        default:
            self = name == "crossEntropy" ? .crossEntropy : .binaryCrossEntropy
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
            let entries = try plateau.mapping(["factor", "patience", "threshold", "minimumRate"])
            let standard = Plateau()
            self = .dropOnPlateau(
                Plateau(
                    factor: try entries["factor"]?.number() ?? standard.factor,
                    patience: try entries["patience"]?.integer() ?? standard.patience,
                    threshold: try entries["threshold"]?.number() ?? standard.threshold,
                    minimumRate: try entries["minimumRate"]?.number() ?? standard.minimumRate))
        }
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
