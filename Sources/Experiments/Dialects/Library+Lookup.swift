internal import Diagnostics

extension Library {
    /// What stands after `like`: a library, perhaps with its backend and its version.
    enum Lookup<Found> {
        case found(Found)
        /// What is wrong, and what would be right.
        case problem(String)
    }

    /// The library's rule of a name, for a text such as "keras" or "keras@3.15".
    static func lookup(_ text: String, rule: String) -> Lookup<Rule> {
        switch library(text, having: rule, among: having(rule)) {
        case .found(let found): found.library.rule(rule).map { .found($0) } ?? .problem("no \(rule)")
        case .problem(let problem): .problem(problem)
        }
    }

    /// What a library calls by a name, for texts such as "keras-jax@3.15" and "LeakyReLU"; the first where no call is
    /// named.
    static func lookup<Value>(
        _ text: String, call: String?, name: String, in table: [LibraryCall<Value>]
    ) -> (like: Lookup<LibraryCall<Value>>, isAboutCall: Bool) {
        let fitting = LibraryCalls.libraries(table, having: name)
        switch library(text, having: name, among: fitting) {
        case .problem(let problem): return (.problem(problem), false)
        case .found(let found):
            let backend = found.backend ?? found.library.backends.first
            let calls = table.filter { row in
                row.library == found.library.name && row.name == name
                    && (row.backends.isEmpty || backend.map(row.backends.contains) == true)
            }
            if let call {
                guard let row = calls.first(where: { $0.call == call }) else {
                    let hint = NearestName.hint(call, among: calls.map(\.call))
                    return (.problem("\(found.library.name) has no \"\(call.shortened())\" for \(name); \(hint)"), true)
                }
                return (.found(row), true)
            }
            guard let first = calls.first else { return (.problem("\(found.library.name) has no \(name)"), false) }
            return (.found(first), false)
        }
    }

    /// The library and the backend that a text names, one of `fitting`.
    private static func library(
        _ text: String, having name: String, among fitting: [Library]
    ) -> Lookup<(library: Library, backend: String?)> {
        let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard !parts[0].isEmpty else {
            return .problem("the library's name is missing: expected one of \(list(fitting.map(\.name)))")
        }
        guard let (library, backend) = named(parts[0]) else {
            if let owner = all.first(where: { !$0.backends.isEmpty && parts[0].hasPrefix("\($0.name)-") }) {
                return .problem(
                    "\(owner.name) has no backend \"\(parts[0].dropFirst(owner.name.count + 1).description.shortened())\": "
                        + "expected one of \(list(owner.backends.map { "\(owner.name)-\($0)" }))")
            }
            return .problem(
                "unknown library \"\(parts[0].shortened())\"; " + NearestName.hint(parts[0], among: fitting.map(\.name))
            )
        }
        guard fitting.contains(where: { $0.name == library.name }) else {
            return .problem("\(library.name) has no \(name): expected one of \(list(fitting.map(\.name)))")
        }
        guard parts.last?.isEmpty == false else {
            return .problem("the version is missing: expected \(library.name), or \(library.fullName)")
        }
        guard parts.count == 1 || library.isVersion(parts[1]) else {
            return .problem(
                "what \(library.name) \(parts[1].shortened()) computes is not known: expected \(library.fullName), or "
                    + "another library: \(list(fitting.filter { $0.name != library.name }.map(\.fullName)))")
        }
        return .found((library, backend))
    }

    /// The library of a name, with its backend where the name has one: "keras-jax".
    private static func named(_ text: String) -> (library: Library, backend: String?)? {
        for library in all {
            if library.name == text { return (library, nil) }
            if let backend = library.backends.first(where: { "\(library.name)-\($0)" == text }) {
                return (library, backend)
            }
        }
        return nil
    }

    private static func list(_ names: [String]) -> String { names.joined(separator: ", ") }
}
