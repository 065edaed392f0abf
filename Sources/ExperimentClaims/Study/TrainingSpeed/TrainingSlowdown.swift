internal import Diagnostics
internal import Experiments
internal import Networks

/// How much of the loss one epoch removes, early and late, in the study's protocol with the fixed encoder at its first
/// rate.
struct TrainingSlowdown: CustomStringConvertible {
    /// The early epochs.
    static let early = 0..<1000
    /// The late epochs.
    static let late = 20_000..<40_000

    let start: ProtocolRun.Start
    /// The loss over amp² that one early epoch removes.
    let earlySpeed: Double
    /// The loss over amp² that one late epoch removes.
    let lateSpeed: Double

    init(_ start: ProtocolRun.Start, length: Int, seed: UInt64) throws {
        let run = ProtocolRun(start: start, encoder: .fixed, seed: seed)
        var spec = try run.spec().resized(to: length)
        spec.epochs = Self.late.upperBound
        spec.training.schedule = .constant
        spec.record.epochs = .list([Self.early, Self.late].flatMap { [$0.lowerBound, $0.upperBound] })
        let outcome = try run.outcome(of: spec)
        func speed(_ epochs: Range<Int>) -> Double {
            guard let before = outcome.error(at: epochs.lowerBound), let after = outcome.error(at: epochs.upperBound)
            else {
                return .nan
            }
            return (before - after) / Double(epochs.count)
        }
        self.start = start
        earlySpeed = speed(Self.early)
        lateSpeed = speed(Self.late)
    }

    var description: String {
        "\(start.rawValue): \(NumberText.number(earlySpeed)) and \(NumberText.number(lateSpeed)) of amp² an epoch"
    }
}
