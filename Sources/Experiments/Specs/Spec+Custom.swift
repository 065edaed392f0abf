internal import Diagnostics
internal import Networks

extension Spec {
    /// The keys whose values are code of the caller's own: `loss`, `network.1.activation`, `optimizer`.
    ///
    /// Such a spec can be run, by ``ExperimentRun``, but not written, so that no run's folder can keep it.
    public var customKeys: [String] {
        var keys: [String] = []
        for (l, dense) in network.enumerated() {
            if case .custom = dense.activation { keys.append("network.\(l).activation") }
        }
        if case .custom = training.loss { keys.append("loss") }
        if case .custom = training.optimizer.rule { keys.append("optimizer") }
        return keys
    }
}

extension SpecNode {
    /// The key under which ``Spec/yaml`` names code of the caller's own.
    static let customKey = "custom"

    /// Refuses what ``Spec/yaml`` writes for code, with a reason.
    func refuseCustom(_ what: String) throws(SpecError) {
        guard let value = node[Self.customKey] else { return }
        let name = (value.text ?? value["name"]?.text).map { " \"\($0.shortened())\"" } ?? ""
        throw error("the \(what)\(name) is Swift code, which a spec cannot hold: expected a built-in \(what)")
    }
}
