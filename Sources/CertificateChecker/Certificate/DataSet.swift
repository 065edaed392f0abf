/// A certificate's description of the samples: step functions by their parameters, or the samples one by one.
struct DataSet {
    enum Family: String, CaseIterable { case step, listed }
    enum Orientation: String, CaseIterable { case leadingOnes, trailingOnes }

    /// Rows of equal length, one after another.
    struct Rows {
        var entries: [Dyadic] = []
        var count = 0
        var length = 0
    }

    static let mostEntries = 1 << 22
    static let greatestLength = 1 << 13

    private(set) var family = Family.listed
    private(set) var length = 0
    private(set) var hash = ""
    private(set) var amplitude = Dyadic.zero
    private(set) var orientation = Orientation.leadingOnes
    private(set) var hasBlank = false
    private(set) var signals = Rows()
    private(set) var targets = Rows()
    private var listedOutputs = 0

    /// The number of entries of a target.
    var outputs: Int { family == .listed ? listedOutputs : length }
    /// The number of samples.
    var count: Int { family == .listed ? signals.count : length + (hasBlank ? 1 : 0) }

    init(_ json: inout JSONReader) throws {
        let common = ["family", "length", "sha256"]
        let (ofSteps, ofRows) = (["amplitude", "orientation", "blank"], ["signals", "outputs", "targets"])
        let keys = try json.object(common, optional: ofSteps + ofRows) { json, key in
            switch key {
            case "family": family = try json.word()
            case "length": length = try json.integer(in: 1...Self.greatestLength)
            case "sha256": hash = try json.hash()
            case "amplitude":
                amplitude = try json.dyadic()
                guard amplitude.mantissa > 0 else { throw json.refusal("an amplitude must be greater than 0") }
            case "orientation": orientation = try json.word()
            case "blank": hasBlank = try json.boolean()
            case "signals": signals = try Self.readRows(&json)
            case "outputs": listedOutputs = try json.integer(in: 1...Self.greatestLength)
            default: targets = try Self.readRows(&json)
            }
        }
        let own = family == .step ? ofSteps : ofRows
        guard keys.subtracting(common) == Set(own) else {
            throw json.refusal("data of this family has the keys \(own)")
        }
        let rowsFit = signals.length == length && targets.length == outputs && signals.count == targets.count
        guard family == .step || rowsFit else {
            throw json.refusal("the numbers or lengths of signals and targets do not agree")
        }
        guard count * (length + outputs) <= Self.mostEntries else {
            throw json.refusal("the samples have more than \(Self.mostEntries) entries")
        }
    }

    private static func readRows(_ json: inout JSONReader) throws -> Rows {
        var rows = Rows()
        rows.count = try json.array(1...mostEntries) { json, row in
            let length = try json.array(1...greatestLength) { json, _ in
                guard rows.entries.count < mostEntries else {
                    throw json.refusal("the samples have more than \(mostEntries) entries")
                }
                rows.entries.append(try json.dyadic())
            }
            if row == 0 { rows.length = length }
            guard length == rows.length else {
                throw json.refusal("a row of \(length) numbers follows rows of \(rows.length)")
            }
        }
        return rows
    }
}
