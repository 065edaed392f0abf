/// What a certificate says of the samples: a family with its parameters, or the samples one by one.
struct DataSet {
    enum Family: String, CaseIterable { case step, dirac, piecewiseConstant, listed }
    enum Orientation: String, CaseIterable { case leadingOnes, trailingOnes }

    /// Rows of equal length, one behind another.
    struct Rows {
        var entries: [Dyadic] = []
        var count = 0
        var length = 0
    }

    static let mostEntries = 1 << 22
    static let mostEntriesOfFamily = 1 << 26
    static let greatestLength = 1 << 20

    private(set) var family = Family.listed
    private(set) var length = 0
    private(set) var hash = ""
    private(set) var amplitudes: [Dyadic] = []
    private(set) var orientation = Orientation.leadingOnes
    private(set) var hasBlank = false
    private(set) var transitions = 0
    private(set) var selection: [Int32]?
    private(set) var signals = Rows()
    private(set) var targets = Rows()
    private var listedOutputs = 0

    /// The entries of a target.
    var outputs: Int { family == .listed ? listedOutputs : length }

    init(_ json: inout JSONReader) throws {
        let common = ["family", "length", "sha256"]
        let others = ["amplitudes", "orientation", "blank", "transitions", "samples", "signals", "outputs", "targets"]
        let keys = try json.object(common, optional: others) { json, key in
            switch key {
            case "family": family = try json.word()
            case "length": length = try json.integer(in: 1...Self.greatestLength)
            case "sha256": hash = try json.hash()
            case "amplitudes": try readAmplitudes(&json)
            case "orientation": orientation = try json.word()
            case "blank": hasBlank = try json.boolean()
            case "transitions": transitions = try json.integer(in: 1...Self.greatestLength)
            case "samples": selection = try Self.readSelection(&json)
            case "signals": signals = try Self.readRows(&json)
            case "outputs": listedOutputs = try json.integer(in: 1...Self.greatestLength)
            default: targets = try Self.readRows(&json)
            }
        }
        let rowsFit = signals.length == length && targets.length == outputs && signals.count == targets.count
        let (own, fits): (Set<String>, Bool) =
            switch family {
            case .step: (["amplitudes", "orientation", "blank"], true)
            case .dirac: (["amplitudes", "blank"], true)
            case .piecewiseConstant: (["amplitudes", "transitions"], transitions < length)
            case .listed: (["signals", "outputs", "targets"], rowsFit)
            }
        guard keys.subtracting(family == .listed ? common : common + ["samples"]) == own else {
            throw json.refusal("such data has the keys \(own.sorted())")
        }
        guard fits else { throw json.refusal("length \(length) does not fit transitions, or signals and targets") }
        let (all, last) = (familyCount, Int(selection?.last ?? 0))
        guard last < all else { throw json.refusal("the family has \(all) samples, and none \(last)") }
        let isFamilySmall = family == .listed || saturatingProduct(all, length) <= Self.mostEntriesOfFamily
        guard isFamilySmall, (selection?.count ?? all) * (length + outputs) <= Self.mostEntries else {
            throw json.refusal("the samples' signals and targets, or those before selection, have too many entries")
        }
    }

    /// The samples of the family before selection; too many to matter are `Int.max`.
    var familyCount: Int {
        switch family {
        case .step, .dirac: length * amplitudes.count + (hasBlank ? 1 : 0)
        case .piecewiseConstant: saturatingProduct(Self.binomial(length - 1, transitions), amplitudes.count)
        case .listed: signals.count
        }
    }

    /// The number of choices of k out of n; `Int.max` where it is 2^26 or more.
    private static func binomial(_ n: Int, _ k: Int) -> Int {
        let least = min(k, n - k)
        var choices = 1
        for i in 0..<least {
            choices = choices * (n - i) / (i + 1)
            if choices >= 1 << 26 { return .max }
        }
        return choices
    }

    private mutating func readAmplitudes(_ json: inout JSONReader) throws {
        try json.array(1...1 << 20) { json, index in
            let amplitude = try json.dyadic()
            guard amplitude.mantissa > 0, index == 0 || amplitudes[index - 1].rank < amplitude.rank else {
                throw json.refusal("amplitudes are greater than 0, and each is greater than the one before")
            }
            amplitudes.append(amplitude)
        }
    }

    private static func readSelection(_ json: inout JSONReader) throws -> [Int32] {
        var indices: [Int32] = []
        try json.array(1...mostEntries) { json, _ in
            let index = Int32(truncatingIfNeeded: try json.integer(in: 0...mostEntriesOfFamily))
            guard index > indices.last ?? -1 else { throw json.refusal("the samples' indices must increase") }
            indices.append(index)
        }
        return indices
    }

    private static func readRows(_ json: inout JSONReader) throws -> Rows {
        var rows = Rows()
        rows.count = try json.array(1...mostEntries) { json, row in
            let length = try json.array(1...greatestLength) { json, _ in
                guard rows.entries.count < mostEntries else { throw json.refusal("the samples have too many entries") }
                rows.entries.append(try json.dyadic())
            }
            if row == 0 { rows.length = length }
            guard length == rows.length else { throw json.refusal("\(length) numbers stand below \(rows.length)") }
        }
        return rows
    }
}

/// The product of positive numbers, or `Int.max` where it is greater.
func saturatingProduct(_ factors: Int...) -> Int {
    factors.reduce(1) { $0.multipliedReportingOverflow(by: $1).overflow ? .max : $0 * $1 }
}
