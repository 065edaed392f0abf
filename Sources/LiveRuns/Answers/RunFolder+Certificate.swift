internal import Exchange
internal import Foundation
internal import RunStore

extension RunFolder {
    /// The bytes of the run's certificate: of its model, or of the exact network that was made of it; nil for a run
    /// that was not certified.
    var certificate: Data? {
        for name in ["certificate.json", "exact-certificate.json"] {
            // A link could lead to any file.
            guard Self.isInside(file(name), path) else { continue }
            if let bytes = try? AtomicFile.read(file(name)) { return Data(bytes) }
        }
        return nil
    }
}
