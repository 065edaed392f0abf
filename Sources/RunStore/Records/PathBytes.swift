/// A path, equal to another one where its bytes are.
///
/// Texts of Swift are equal where Unicode calls them so: "é" as one character and as "e" with an accent. File systems
/// tell the two apart.
struct PathBytes: Hashable {
    private let bytes: [UInt8]

    init(_ path: String) { bytes = Array(path.utf8) }
}
