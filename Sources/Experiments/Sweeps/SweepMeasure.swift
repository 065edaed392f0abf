internal import Diagnostics

/// A figure of a run that the table of a sweep has: a number of its summary.
public struct SweepMeasure: Sendable, Hashable {
    /// The name, that of the summary's key: `code.r2`.
    public let name: String
    /// What it is, in a few words.
    public let title: String
    private let read: @Sendable (RunSummary) -> Double?

    private init(_ name: String, _ title: String, _ read: @escaping @Sendable (RunSummary) -> Double?) {
        (self.name, self.title, self.read) = (name, title, read)
    }

    /// The figure of a run; nil where it has none, or none that is finite.
    public func value(_ summary: RunSummary) -> Double? { read(summary).flatMap { $0.isFinite ? $0 : nil } }

    /// Measures are the same where their names are.
    public static func == (a: SweepMeasure, b: SweepMeasure) -> Bool { a.name == b.name }

    /// Mixes the name in.
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }

    /// The measure of that name; nil where there is none.
    public static func named(_ name: String) -> SweepMeasure? { all.first { $0.name == name } }

    init(named name: String, _ node: SpecNode) throws(SpecError) {
        guard let found = Self.named(name) else {
            throw node.error(
                "unknown measure \"\(name.shortened())\"; " + NearestName.hint(name, among: Self.all.map(\.name)))
        }
        self = found
    }

    /// The measures of a sweep that names none.
    static let usual = ["loss", "maxRelativeError", "deadHiddenUnits", "deadOutputs"].compactMap(named)

    /// Every measure.
    public static let all: [SweepMeasure] =
        training + code + units + unseen("heldOut", "held-out samples") { $0.heldOut }
        + unseen("test", "test samples") { $0.test }

    private static func count(_ value: Int?) -> Double? { value.map(Double.init) }

    private static let training: [SweepMeasure] = [
        SweepMeasure("loss", "loss at the end") { $0.loss },
        SweepMeasure("epochs", "completed epochs") { Double($0.epochs) },
        SweepMeasure("maxAbsoluteError", "largest absolute error") { $0.maxAbsoluteError },
        SweepMeasure("maxRelativeError", "largest error over the amplitude") { $0.maxRelativeError },
        SweepMeasure("samplesWithinOnePercent", "samples within 1 %") { count($0.samplesWithinOnePercent) },
        SweepMeasure("samples", "training samples") { Double($0.samples) },
        SweepMeasure("accuracy", "share of classes found") { $0.classification?.accuracy },
    ]

    private static let code: [SweepMeasure] = [
        SweepMeasure("code.slope", "slope of the code") { $0.code?.slope },
        SweepMeasure("code.intercept", "intercept of the code") { $0.code?.intercept },
        SweepMeasure("code.r2", "r² of the code") { $0.code?.r2 },
        SweepMeasure("code.maxDeviation", "largest distance of the code from its line, over its range") {
            $0.code?.maxDeviation
        },
        SweepMeasure("code.monotone", "1 where the code is monotone") { $0.code.map { $0.monotone ? 1 : 0 } },
        SweepMeasure("coveredGaps", "gaps between codes with a kink") { count($0.coveredGaps) },
        SweepMeasure("gaps", "gaps between codes") { count($0.gaps) },
    ]

    private static let units: [SweepMeasure] = [
        SweepMeasure("deadHiddenUnits", "dead hidden units") { Double($0.deadHiddenUnits) },
        SweepMeasure("deadOutputs", "dead outputs") { Double($0.deadOutputs) },
    ]

    private static func unseen(
        _ name: String, _ title: String, _ part: @escaping @Sendable (RunSummary) -> RunSummary.HeldOut?
    ) -> [SweepMeasure] {
        [
            SweepMeasure("\(name).loss", "loss of \(title)") { part($0)?.loss },
            SweepMeasure("\(name).maxRelativeError", "largest error of \(title)") { part($0)?.maxRelativeError },
            SweepMeasure("\(name).meanRelativeError", "mean error of \(title)") { part($0)?.meanRelativeError },
            SweepMeasure("\(name).medianRelativeError", "median error of \(title)") { part($0)?.relativeError?.median },
            SweepMeasure("\(name).samplesWithinOnePercent", "\(title) within 1 %") {
                count(part($0)?.samplesWithinOnePercent)
            },
            SweepMeasure("\(name).accuracy", "share of classes found in \(title)") {
                part($0)?.classification?.accuracy
            },
        ]
    }
}
