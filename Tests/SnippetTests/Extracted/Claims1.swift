// swift-format-ignore-file
// Block 1 of Sources/Claims/Claims.docc/Claims.md: edit it there, then run Scripts/snippets.
import Claims
import ExperimentClaims

extension Snippets {
    static func claims1() throws {
        if let claim = Claim.named("three-layer-naive-solution") {
            let outcome = try claim.decide(length: 5)
            print(outcome.verdict.rawValue)                      // refuted
            for finding in outcome.evidence.findings { print(finding.holds, finding.text) }
        }
    }
}
