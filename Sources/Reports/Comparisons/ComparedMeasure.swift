internal import Diagnostics
internal import Experiments
internal import Networks
internal import RunStore

/// A measure of several runs: a row of the table, with the best value where there certainly is one.
struct ComparedMeasure {
    /// Which value is the best, where all runs are judged alike.
    private enum Preference { case least, greatest, none }

    /// What a value is called where it does not apply.
    static let absent = "–"

    /// The key in a run's JSON: "code.r2".
    let key: String
    /// What is measured, in words.
    let name: String
    /// The value of each run; nil where it does not apply, or is not finite.
    let values: [Double?]
    /// The values in words, with digits enough to tell different ones apart.
    let texts: [String]
    /// The runs with the best value, by index; empty where no value is certainly the best.
    let best: [Int]
    /// Whether the values of all runs mean the same, so that their sizes can be compared.
    let isComparable: Bool

    /// The measures that apply to some run, in the order of the table.
    static func all(of comparison: RunComparison) -> [ComparedMeasure] {
        let runs = comparison.runs
        // What a run that goes on has now is not what it will have.
        let isSettled = !runs.contains { $0.state == .running }
        let isFair = comparison.haveSameData && isSettled
        let losses = Set(runs.map { LossKind($0.spec.training) })
        func measure(
            _ key: String, _ name: String, _ preference: Preference = .none, isComparable: Bool = true,
            value: (RunSummary) -> Double?, text: (Double, Int) -> String
        ) -> ComparedMeasure {
            ComparedMeasure(
                key: key, name: name, runs.map { value($0.summary).flatMap { $0.isFinite ? $0 : nil } },
                preference: isFair && isComparable ? preference : .none, isComparable: isComparable, text: text)
        }
        func count(_ value: Double, _ digits: Int) -> String { NumberText.count(Int(exactly: value) ?? 0) }
        func share(_ value: Double, _ digits: Int) -> String {
            digits == leastDigits ? NumberText.percent(value) : NumberText.number(100 * value, digits: digits) + " %"
        }
        func fit(_ value: Double, _ digits: Int) -> String {
            digits == leastDigits ? NumberText.fit(value) : NumberText.number(value, digits: digits)
        }
        return [
            measure("epochs", "epochs", value: { Double($0.epochs) }, text: count),
            measure("seconds", "time", value: { $0.seconds }, text: { seconds, _ in NumberText.duration(seconds) }),
            measure("loss", "loss", .least, isComparable: losses.count == 1, value: { $0.loss }) {
                NumberText.number($0, digits: $1)
            },
            measure("maxRelativeError", "worst error", .least, value: { $0.maxRelativeError }, text: share),
            measure(
                "heldOut.maxRelativeError", "held out", .least, value: { $0.heldOut?.maxRelativeError }, text: share),
            measure(
                "classification.accuracy", "accuracy", .greatest, value: { $0.classification?.accuracy }, text: share),
            measure(
                "heldOut.classification.accuracy", "accuracy, held out", .greatest,
                value: { $0.heldOut?.classification?.accuracy }, text: share),
            measure(
                "test.classification.accuracy", "accuracy, test", .greatest,
                value: { $0.test?.classification?.accuracy }, text: share),
            measure("code.r2", "r² of the code", .greatest, value: { $0.code?.r2 }, text: fit),
            measure("code.maxDeviation", "code off its line", .least, value: { $0.code?.maxDeviation }, text: share),
            measure(
                "deadHiddenUnits", "dead units", value: { $0.status == .diverged ? nil : Double($0.deadHiddenUnits) },
                text: count),
            measure(
                "deadOutputs", "dead outputs", .least, value: { $0.status == .diverged ? nil : Double($0.deadOutputs) },
                text: count),
        ].filter { $0.values.contains { $0 != nil } }
    }

    private static let leastDigits = 3

    private init(
        key: String, name: String, _ values: [Double?], preference: Preference, isComparable: Bool,
        text: (Double, Int) -> String
    ) {
        (self.key, self.name, self.values, self.isComparable) = (key, name, values, isComparable)
        let present = values.compactMap(\.self)
        let different = Set(present)
        func texts(_ digits: Int) -> [String?] { values.map { $0.map { text($0, digits) } } }
        let enough = [Self.leastDigits, 4, 6, 9, 12].first { digits in
            Set(texts(digits).compactMap(\.self)).count == different.count
        }
        self.texts = texts(enough ?? Self.leastDigits).map { $0 ?? Self.absent }
        let wanted: Double? =
            switch preference {
            case .least: present.min()
            case .greatest: present.max()
            case .none: nil
            }
        best = different.count > 1 ? values.indices.filter { values[$0] == wanted && wanted != nil } : []
    }
}

/// What a loss is computed from: runs that differ in it have losses of different meanings.
struct LossKind: Hashable {
    private let loss: Loss
    private let codeLinearity: CodeLinearity?

    /// The loss of a recipe, with the term that it adds.
    init(_ training: Training) { (loss, codeLinearity) = (training.loss, training.codeLinearity) }
}
