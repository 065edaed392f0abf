internal import Diagnostics
internal import Networks

// A schedule in a spec: constant, a list of changes, or one of the formulas by its name.

extension Schedule {
    /// The names of the schedules that have keys.
    static let names = ["steps", "dropOnPlateau"] + curveNames

    /// The names of the formulas of the epoch.
    static let curveNames = [
        "exponential", "inverseTime", "polynomial", "cosine", "cosineRestarts", "linear", "oneCycle",
    ]

    init(_ node: SpecNode) throws(SpecError) {
        if node.isScalar {
            _ = try node.word()
            self = .constant
            return
        }
        if node.isList {
            let changes = try node.list()
            self = try Self.steps(changes, delay: 0)
            return
        }
        let found = try node.mapping()
        guard let name = Self.names.first(where: { found[$0] != nil }), let value = found[name] else {
            throw node.missing("dropOnPlateau")
        }
        let entries = try value.mapping()
        let library = try entries.call(of: name, in: LibraryCalls.schedules)?.value ?? [:]
        switch name {
        case "steps":
            var delay = 0
            if case .count(let found) = library["delay"] { delay = found }
            self = try Self.steps(try entries.required("changes", in: value).list(), delay: delay)
        case "dropOnPlateau": self = .dropOnPlateau(try Plateau(entries, library))
        default: self = .curve(try RateCurve(name, CurveReader(value, entries, library)))
        }
    }

    /// Changes from epochs on; `delay` is what the library of `like` counts more.
    private static func steps(_ items: [SpecNode], delay: Int) throws(SpecError) -> Schedule {
        var changes: [Change] = []
        for item in items {
            let entries = try item.mapping()
            let epoch = try entries.required("fromEpoch", in: item).integer()
            let (later, isTooLarge) = epoch.addingReportingOverflow(delay)
            if isTooLarge { throw item.error(at: "fromEpoch", "\(epoch): expected less") }
            changes.append(
                Change(
                    fromEpoch: later, learningRate: try entries.required("learningRate", in: item).number()))
        }
        return changes.isEmpty ? .constant : .steps(changes)
    }

    var node: Node {
        switch self {
        case .constant:
            return "constant"
        case .steps(let changes):
            return .list(
                changes.map {
                    .flow([("fromEpoch", Node($0.fromEpoch)), ("learningRate", Node($0.learningRate))])
                })
        case .dropOnPlateau(let plateau):
            let threshold: Node = .flow([(plateau.thresholdForm.rawValue, Node(plateau.threshold))])
            let pairs: [(String, Node)] = [
                ("dialect", Node(plateau.dialect.rawValue)), ("factor", Node(plateau.factor)),
                ("patience", Node(plateau.patience)), ("threshold", threshold),
                ("minimumRate", Node(plateau.minimumRate)),
            ]
            return .flow([("dropOnPlateau", .flow(pairs))])
        case .curve(let curve): return .flow([(curve.shape.name, .flow(curve.pairs))])
        }
    }
}

extension Schedule.Plateau {
    fileprivate init(
        _ entries: SpecNode.Entries, _ library: LibraryCalls.ScheduleValues
    ) throws(SpecError) {
        var usual = Dialect.heaviside
        if case .word(let word) = library["dialect"], let found = Dialect(rawValue: word) {
            usual = found
            if let dialect = entries["dialect"] { throw dialect.error("like and dialect: expected one of them") }
        }
        self.init(dialect: try entries["dialect"]?.word(Dialect.self) ?? usual)
        if let entry = entries["factor"] { factor = try entry.number() }
        if let entry = entries["patience"] { patience = try entry.integer() }
        if let entry = entries["threshold"] {
            let (form, value) = try entry.number(as: ThresholdForm.self)
            (threshold, thresholdForm) = (value, form ?? thresholdForm)
        }
        if let entry = entries["minimumRate"] { minimumRate = try entry.number() }
    }
}

/// The numbers of a curve: as the spec names them, or as the library of `like` has them, or the standard ones.
private struct CurveReader {
    let node: SpecNode
    let entries: SpecNode.Entries
    let library: LibraryCalls.ScheduleValues

    init(_ node: SpecNode, _ entries: SpecNode.Entries, _ library: LibraryCalls.ScheduleValues) {
        (self.node, self.entries, self.library) = (node, entries, library)
    }

    func number(_ name: String, _ standard: Double?) throws(SpecError) -> Double {
        if let entry = entries[name] { return try entry.number() }
        if case .number(let value) = library[name] { return value }
        guard let standard else { throw node.missing(name) }
        return standard
    }

    func count(_ name: String, _ standard: Int?) throws(SpecError) -> Int {
        if let entry = entries[name] { return try entry.integer() }
        if case .count(let value) = library[name] { return value }
        guard let standard else { throw node.missing(name) }
        return standard
    }

    func flag(_ name: String) throws(SpecError) -> Bool {
        if let entry = entries[name] { return try entry.boolean() }
        if case .flag(let value) = library[name] { return value }
        return false
    }

    /// Whether a key has a word, which the library may say.
    func isWord(_ word: String, at name: String) throws(SpecError) -> Bool {
        if let entry = entries[name] { return try entry.word() == word }
        return library[name] == .word(word)
    }

    func warmUp() throws(SpecError) -> RateCurve.WarmUp? {
        guard let node = entries.known("warmUp") else { return nil }
        let entries = try node.mapping()
        return RateCurve.WarmUp(
            epochs: try entries.required("epochs", in: node).integer(),
            startShare: try entries["startShare"]?.number() ?? 0)
    }
}

extension RateCurve {
    fileprivate init(_ name: String, _ read: CurveReader) throws(SpecError) {
        let shape: Shape
        switch name {
        case "exponential":
            shape = .exponential(
                factor: try read.number("factor", nil), every: try read.count("every", 1),
                isStaircase: try read.flag("staircase"), minimumRate: try read.number("minimumRate", 0))
        case "inverseTime":
            shape = .inverseTime(
                decay: try read.number("decay", nil), every: try read.count("every", 1),
                isStaircase: try read.flag("staircase"))
        case "polynomial":
            shape = .polynomial(
                epochs: try read.count("epochs", nil), finalRate: try read.number("finalRate", 0),
                power: try read.number("power", 1))
        case "cosine":
            shape = .cosine(
                epochs: try read.count("epochs", nil), finalRate: try read.number("finalRate", 0),
                isMirrored: try read.isWord("mirrored", at: "afterEnd"))
        case "cosineRestarts":
            shape = .cosineRestarts(
                epochs: try read.count("epochs", nil), periodFactor: try read.number("periodFactor", 1),
                rateFactor: try read.number("rateFactor", 1), finalRate: try read.number("finalRate", 0),
                scalesRate: try read.isWord("rate", at: "rateFactorOf"))
        case "linear":
            shape = .linear(
                epochs: try read.count("epochs", nil), startShare: try read.number("startShare", 0))
        default:
            shape = .oneCycle(
                epochs: try read.count("epochs", nil), riseShare: try read.number("riseShare", 0.3),
                startDivisor: try read.number("startDivisor", 25),
                finalDivisor: try read.number("finalDivisor", 10_000), isEarly: try read.flag("endsEarly"))
        }
        self.init(shape, warmUp: try read.warmUp())
    }

    /// What a spec says of it.
    fileprivate var pairs: [(String, Node)] {
        var pairs: [(String, Node)]
        switch shape {
        case .exponential(let factor, let every, let isStaircase, let least):
            pairs = [
                ("factor", Node(factor)), ("every", Node(every)), ("staircase", Node(isStaircase)),
                ("minimumRate", Node(least)),
            ]
        case .inverseTime(let decay, let every, let isStaircase):
            pairs = [("decay", Node(decay)), ("every", Node(every)), ("staircase", Node(isStaircase))]
        case .polynomial(let epochs, let final, let power):
            pairs = [("epochs", Node(epochs)), ("finalRate", Node(final)), ("power", Node(power))]
        case .cosine(let epochs, let final, let isMirrored):
            pairs = [
                ("epochs", Node(epochs)), ("finalRate", Node(final)),
                ("afterEnd", isMirrored ? "mirrored" : "final"),
            ]
        case .cosineRestarts(let epochs, let periodFactor, let rateFactor, let final, let scalesRate):
            pairs = [
                ("epochs", Node(epochs)), ("periodFactor", Node(periodFactor)), ("rateFactor", Node(rateFactor)),
                ("rateFactorOf", scalesRate ? "rate" : "height"), ("finalRate", Node(final)),
            ]
        case .linear(let epochs, let share): pairs = [("epochs", Node(epochs)), ("startShare", Node(share))]
        case .oneCycle(let epochs, let rise, let start, let final, let isEarly):
            pairs = [
                ("epochs", Node(epochs)), ("riseShare", Node(rise)), ("startDivisor", Node(start)),
                ("finalDivisor", Node(final)), ("endsEarly", Node(isEarly)),
            ]
        }
        if let warmUp {
            pairs.append(
                (
                    "warmUp",
                    .flow([("epochs", Node(warmUp.epochs)), ("startShare", Node(warmUp.startShare))])
                ))
        }
        return pairs
    }
}
