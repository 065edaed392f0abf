/// The keys of a spec, in the order in which they are written: what the readers accept, and what the reference and the
/// schema say.
///
/// A reader knows the names of a mapping from here alone, and so do the checks of required keys, of forms and of
/// ranges: a key that is not in the table cannot be read.
public struct SpecKeys: Sendable {
    /// Every key.
    public let all: [SpecKey]
    private let byPath: [String: SpecKey]
    private let names: [String: [String]]

    /// Creates a table of keys with different paths.
    public init(_ keys: [SpecKey]) {
        all = keys
        byPath = Dictionary(keys.map { ($0.path, $0) }) { first, _ in first }
        names = Dictionary(grouping: keys, by: \.parentPath).mapValues { $0.map(\.name) }
    }

    /// The key with a path such as `network.*.dense`; nil for an unknown one.
    public subscript(path: String) -> SpecKey? { byPath[path] }

    /// The names of the keys below a path, without the `*` of a list.
    public func children(of path: String) -> [String] { (names[path] ?? []).filter { $0 != "*" } }

    /// The names of the keys below a path that must be there.
    public func required(below path: String) -> [String] {
        children(of: path).filter { self[path.isEmpty ? $0 : "\(path).\($0)"]?.standard == .required }
    }

    /// The path of the key or entry `name` below `path`: an index leads into a list, a name of one's own to its value.
    func path(_ name: String, below path: String) -> String {
        let below = path.isEmpty ? name : "\(path).\(name)"
        if byPath[below] == nil, byPath["\(path).*"] != nil, Int(name) != nil || byPath[path]?.forms == [.names] {
            return "\(path).*"
        }
        return below
    }

    /// The path in the table of a key of a spec: `network.*.dense` for `network.1.dense`.
    func path(of key: some Sequence<String>) -> String { key.reduce("") { path($1, below: $0) } }
}
