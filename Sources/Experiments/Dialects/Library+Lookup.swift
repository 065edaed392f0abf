internal import Diagnostics

extension Library {
    /// What stands after `like`: a library, and perhaps its version.
    enum Lookup {
        case found(Library, Rule)
        /// What is wrong, and what would be right.
        case problem(String)
    }

    /// The library that a text such as "keras" or "keras@3.15" names, with its rule of a name.
    static func lookup(_ text: String, rule: String) -> Lookup {
        let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let fitting = having(rule)
        guard !parts[0].isEmpty else {
            return .problem("the library's name is missing: expected one of \(list(fitting.map(\.name)))")
        }
        guard let library = all.first(where: { $0.name == parts[0] }) else {
            return .problem(
                "unknown library \"\(parts[0].shortened())\"; " + NearestName.hint(parts[0], among: fitting.map(\.name))
            )
        }
        guard let found = library.rule(rule) else {
            return .problem("\(library.name) has no \(rule): expected one of \(list(fitting.map(\.name)))")
        }
        guard parts.last?.isEmpty == false else {
            return .problem("the version is missing: expected \(library.name), or \(library.fullName)")
        }
        guard parts.count == 1 || library.isVersion(parts[1]) else {
            return .problem(
                "what \(library.name) \(parts[1].shortened()) computes is not known: expected \(library.fullName), or "
                    + "another library: \(list(fitting.filter { $0.name != library.name }.map(\.fullName)))")
        }
        return .found(library, found)
    }

    private static func list(_ names: [String]) -> String { names.joined(separator: ", ") }
}
