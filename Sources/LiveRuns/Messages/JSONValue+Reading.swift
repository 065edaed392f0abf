// Members of an act, each of the right kind, or absent.

extension JSONValue {
    /// A whole number; nil where there is none, or null.
    ///
    /// - Throws: ``EngineProblem`` for any other value.
    func whole(_ key: String) throws(EngineProblem) -> Int? {
        try read(key, "a whole number") { $0.whole ?? $0.text.flatMap { Int($0) } }
    }

    /// Whether something is so; nil where nothing is said.
    ///
    /// - Throws: ``EngineProblem`` for any other value.
    func flag(_ key: String) throws(EngineProblem) -> Bool? { try read(key, "true or false") { $0.flag } }

    /// A list of texts; empty where there is none.
    ///
    /// - Throws: ``EngineProblem`` for any other value.
    func texts(_ key: String) throws(EngineProblem) -> [String] {
        try read(key, "a list of texts such as \"epochs=9\"") { $0.texts } ?? []
    }

    private func read<Value>(
        _ key: String, _ expected: String, _ form: (JSONValue) -> Value?
    ) throws(EngineProblem) -> Value? {
        guard let value = self[key], value != .null else { return nil }
        guard let read = form(value) else {
            throw EngineProblem(422, key, "it is of another kind", expected: expected)
        }
        return read
    }
}
