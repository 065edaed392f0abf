internal import Foundation

/// A fresh folder for one test, removed with everything in it when the last reference goes.
public final class TemporaryFolder {
    private let url: URL

    /// Creates the folder.
    public init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("heaviside-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    /// The folder.
    public var path: String { url.path }

    /// The names of all entries, hidden ones included.
    public var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []).sorted()
    }

    /// The path of an entry, which need not exist.
    public func path(_ name: String) -> String {
        url.appendingPathComponent(name).path
    }
}
