internal import Diagnostics
internal import Networks

extension SpecError {
    /// Creates an error from one of training, at the key that a spec has for it.
    ///
    /// - Parameters:
    ///   - source: what messages call the spec.
    ///   - rule: the name of the optimizer's rule. In Swift an optimizer itself has its numbers, in a spec its rule:
    ///     `optimizer.decay` is `optimizer.rmsProp.decay` there.
    ///   - error: the error.
    init(source: String, rule: String, _ error: TrainingError) {
        self.init(source: source, error)
        let parts = key.split(separator: ".", maxSplits: 1)
        guard parts.count == 2, parts[0] == "optimizer" else { return }
        let ofRule = "optimizer.\(rule).\(parts[1])"
        if SpecKeys.spec[ofRule] != nil { key = ofRule }
    }

    /// Creates an error from one of a network: at its own place where that is a key of specs, else at `network`.
    init(source: String, _ error: NetworkError) {
        let path = SpecKeys.spec.path(of: error.place.split(separator: ".").map(String.init))
        let isKey = SpecKeys.spec[path] != nil
        let problem = error.expected.map { "\(error.problem); expected \($0)" } ?? error.problem
        self.init(
            source: source, key: isKey ? error.place : "network", problem: isKey ? problem : "\(error)")
    }
}
