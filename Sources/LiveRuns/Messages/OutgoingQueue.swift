/// What waits to be written: answers and messages in order, of which a newer one may take the place of an older.
struct OutgoingQueue<Item> {
    private var items: [(key: String?, item: Item)] = []

    /// Whether nothing waits.
    var isEmpty: Bool { items.isEmpty }

    /// The number of items that wait.
    var count: Int { items.count }

    /// Adds an item at the end; one with a key removes an earlier item of the same key.
    ///
    /// - Returns: the item that was removed.
    /// - Complexity: O(items).
    @discardableResult
    mutating func add(_ item: Item, latest key: String? = nil) -> Item? {
        var removed: Item?
        if let key, let index = items.firstIndex(where: { $0.key == key }) { removed = items.remove(at: index).item }
        items.append((key, item))
        return removed
    }

    /// Removes the first item.
    ///
    /// - Returns: nil where there is none.
    mutating func next() -> Item? { items.isEmpty ? nil : items.removeFirst().item }
}
