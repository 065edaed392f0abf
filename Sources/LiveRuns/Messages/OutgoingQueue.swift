/// What waits to be written: answers and messages in order, of which a newer one may take the place of an older.
struct OutgoingQueue<Item> {
    private var items: [(key: String?, item: Item)] = []

    /// Whether nothing waits.
    var isEmpty: Bool { items.isEmpty }

    /// The number of items that wait.
    var count: Int { items.count }

    /// Adds an item at the end; one with a key removes an earlier item of the same key.
    ///
    /// - Complexity: O(items).
    mutating func add(_ item: Item, latest key: String? = nil) {
        if let key, let index = items.firstIndex(where: { $0.key == key }) { items.remove(at: index) }
        items.append((key, item))
    }

    /// Removes the first item.
    ///
    /// - Returns: nil where there is none.
    mutating func next() -> Item? { items.isEmpty ? nil : items.removeFirst().item }
}
