/// The letters by which tables and figures name compared runs: A for the first.
enum RunLetters {
    /// The letter of a run by its index; beyond Z, the index.
    static func letter(_ index: Int) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        return letters.indices.contains(index) ? String(letters[index]) : "\(index)"
    }

    /// "A", "A and B", "A, B and C".
    static func words(_ indices: [Int]) -> String { SeedList.joined(indices.map(letter)) }
}
