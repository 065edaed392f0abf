public import Claims
public import Reports

extension ProgressText {
    /// "three-layer-t1: holds".
    public static func line(_ outcome: ClaimOutcome) -> String { "\(outcome.claim.id): \(outcome.verdict.rawValue)" }
}
