/// The keys of a spec that can change while a run goes on, and why the others cannot.
public enum ContinuableKeys {
    /// The keys that can change in any run, in words.
    public static let words = words(rule: nil)

    /// The same, for a run with a rule of the optimizer.
    static func words(rule: String?) -> String {
        let parameters = rule.map { "the parameters of optimizer.\($0)" } ?? "the parameters of the optimizer's rule"
        return "\(parameters), \(parts.dropLast().joined(separator: ", ")) and \(parts.last ?? "")"
    }

    /// The keys, and those below them, that can change besides the parameters of the optimizer.
    private static let parts = ["schedule", "codeLinearity", "kinkRepair", "batch", "path", "record"]

    /// Why each of the other keys cannot.
    private static let reasons = [
        "name": "the run's folder has this name",
        "signals": "the losses and errors of all epochs are measured on these data",
        "network": "the checkpoint holds weights and moments of these layers",
        "initialization": "it says where the weights were before epoch 0",
        "loss": "the losses of all epochs are kept as values of this formula",
        "precision": "the checkpoint holds weights and moments in this precision",
        "seed": "the initial weights and the order of mini-batches are drawn with it from epoch 0 on",
        "epochs": "it is the number of epochs in all, which --epochs sets",
    ]

    /// Whether a key that two specs differ in can change in a run.
    public static func canChange(_ key: String) -> Bool {
        let first = String(key.prefix { $0 != "." })
        return parts.contains(first) || first == "optimizer" && key != first
    }

    /// Whether two keys are the same, or one is below the other; a library's name is about all keys of its rule.
    public static func areRelated(_ key: String, _ other: String) -> Bool {
        let (key, other) = (withoutLibrary(key), withoutLibrary(other))
        return key == other || key.hasPrefix("\(other).") || other.hasPrefix("\(key).")
    }

    /// optimizer.rmsProp for optimizer.rmsProp.like; other keys as they are.
    private static func withoutLibrary(_ key: String) -> String {
        guard key.hasPrefix("optimizer.") else { return key }
        for name in ["like", "dialect"] where key.hasSuffix(".\(name)") { return String(key.dropLast(name.count + 1)) }
        return key
    }

    /// The key of a `key=value` pair.
    public static func key(of change: String) -> String { String(change.prefix { $0 != "=" }) }

    /// Whether a key that two specs differ in can change in a run with a rule of the optimizer.
    public static func canChange(_ key: String, rule: String) -> Bool {
        canChange(key) && reason(against: key, rule: rule) == nil
    }

    /// Why the key cannot change; nil where it can, and for a key that no spec has.
    static func reason(against key: String, rule: String) -> String? {
        let parts = key.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        if let reason = reasons[parts.first ?? ""] { return reason }
        if parts.first == "optimizer", parts.count > 1, parts[1] != rule, isRule(parts[1]) {
            return "the optimizer is \(rule), whose memory the checkpoint holds"
        }
        if parts.count > 2, parts[0] == "optimizer", parts[1] == rule {
            if ["momentum", "nesterov"].contains(rule), parts[2] == "dialect" {
                return "the velocity in the checkpoint is of this dialect"
            }
            if parts[2] == "like" {
                return "it is no parameter but the library whose values the others have: name the parameters to change"
            }
            if shapesMemory.contains(parts[2]) || ["rmsProp", "adagrad"].contains(rule) && parts[2] == "momentum" {
                return "what the checkpoint keeps of earlier gradients depends on it"
            }
        }
        return nil
    }

    /// Parameters of a rule on which it depends what the rule keeps.
    private static let shapesMemory: Set = ["learningRateInMomentum", "centred", "initialAccumulator"]

    /// Whether the key may be one of a spec: false for one without a dot that none has. Of others the reader tells.
    static func isKnown(_ key: String) -> Bool {
        let parts = key.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        return parts.count > 1 || parts.first == "optimizer" || self.parts.contains(key) || reasons[key] != nil
    }

    private static func isRule(_ name: String) -> Bool { SpecKeys.spec["optimizer.\(name)"] != nil }
}
