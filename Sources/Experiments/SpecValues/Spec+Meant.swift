extension Spec {
    /// The keys of this spec that a person may mean by a name, each with its value where it has one: `learningRate`,
    /// `learning-rate` and `lr` mean the rate of the optimizer, a second one where it has one, and those of a schedule.
    ///
    /// - Parameter name: a word, in any spelling, or several parts with dots between.
    /// - Returns: dotted keys in the order of the spec, each once; none where the spec has no such key.
    public func keys(meant name: String) -> [(key: String, value: String?)] {
        var found: [(key: String, value: String?)] = []
        let names = SpecKeys.names(meant: name)
        for (key, value) in values {
            let parts = key.split(separator: ".").map(String.init)
            guard let last = parts.lastIndex(where: { names.contains(SpecKeys.plain($0)) }) else { continue }
            let path = parts[...last].joined(separator: ".")
            if !found.contains(where: { $0.key == path }) {
                found.append((path, last == parts.count - 1 ? value : nil))
            }
        }
        return found
    }
}

extension SpecKeys {
    /// The keys of the table that a person may mean by a name, in the order of a spec.
    public func paths(meant name: String) -> [String] {
        let names = Self.names(meant: name)
        return all.filter { names.contains(Self.plain($0.name)) }.map(\.path)
    }

    /// What other programs call some keys.
    private static let usualNames = [
        "lr": ["learningrate"], "rate": ["learningrate"], "learningrate": ["learningrate", "vectorrate"],
        "batchsize": ["batch"], "wd": ["weightdecay"], "init": ["initialization"], "hidden": ["dense"],
        "units": ["dense"], "n": ["length"],
    ]

    /// The names that a name stands for, in lower case without signs.
    static func names(meant name: String) -> [String] {
        let plain = plain(name)
        let first = usualNames[plain] ?? [plain]
        return first.count == 1 ? usualNames[first[0]] ?? first : first
    }

    /// A name in lower case without signs: "learningrate" for "learning-rate".
    static func plain(_ name: String) -> String { String(name.lowercased().filter { $0.isLetter || $0.isNumber }) }
}
