/// Deletions in words.
public enum DeletionText {
    /// A few folders by name; of many, how many there are.
    public static func list(_ paths: [String]) -> String {
        switch paths.count {
        case 1: paths[0]
        case 2...4: paths.dropLast().joined(separator: ", ") + " and " + paths[paths.count - 1]
        default: "\(paths.count) folders, from \(paths.first ?? "") to \(paths.last ?? "")"
        }
    }
}
