// swift-format-ignore-file
// Block 1 of Sources/ExperimentClaims/ExperimentClaims.docc/ExperimentClaims.md: edit it there, then run
// Scripts/snippets.
import Claims
import ExperimentClaims

extension Snippets {
    static func experimentClaims1() throws {
        let claims = Claim.all.filter { $0.paper == .mfnn }
        for outcome in try ClaimBatch(claims).decide(threads: 4) {
            print(outcome.claim.id, outcome.verdict.rawValue)
        }
        _ = (claims)
    }
}
