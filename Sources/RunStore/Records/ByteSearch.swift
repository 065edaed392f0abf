extension RandomAccessCollection<UInt8> where Index == Int {
    /// Where some bytes stand first; nil where they do not, and for no bytes.
    ///
    /// - Complexity: O(count), for a first byte that is rare.
    func firstPlace(of bytes: [UInt8]) -> Range<Int>? {
        guard let first = bytes.first, count >= bytes.count else { return nil }
        let found: Int?? = withContiguousStorageIfAvailable { own in
            (0...own.count - bytes.count).first { start in
                own[start] == first && own[start..<start + bytes.count].elementsEqual(bytes)
            }
        }
        return (found ?? nil).map { startIndex + $0..<startIndex + $0 + bytes.count }
    }
}
