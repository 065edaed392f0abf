/// The parts of a path, by its bytes.
///
/// Those of Foundation's `NSString` end the program for a path of one character.
public enum PathParts {
    /// The folder that a path is in: "runs" for "runs/a", "/" for "/a", and nothing for a name alone.
    public static func folder(_ path: String) -> String {
        let path = withoutEnd(path.utf8)
        guard let slash = path.lastIndex(of: separator) else { return "" }
        let folder = withoutEnd(path[..<slash])
        return folder.isEmpty ? "/" : String(decoding: folder, as: UTF8.self)
    }

    /// The last name of a path: "a" for "runs/a" and for "a/".
    public static func name(_ path: String) -> String {
        let path = withoutEnd(path.utf8)
        return String(decoding: path[(path.lastIndex(of: separator).map { $0 + 1 } ?? 0)...], as: UTF8.self)
    }

    /// What stands after the last dot of the name, where something does before it: "gz" for "a.tar.gz", and nothing for
    /// "a" and ".a".
    public static func ending(_ path: String) -> String {
        let name = Array(name(path).utf8)
        guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > 0 else { return "" }
        return String(decoding: name[(dot + 1)...], as: UTF8.self)
    }

    private static let separator = UInt8(ascii: "/")

    /// The bytes without the slashes at their end.
    private static func withoutEnd(_ path: some Sequence<UInt8>) -> [UInt8] {
        let bytes = Array(path)
        return Array(bytes[..<((bytes.lastIndex { $0 != separator } ?? -1) + 1)])
    }
}
