/// The order of names that hold numbers: "run-2" comes before "run-10".
enum NaturalOrder {
    /// Whether one text comes before another one.
    ///
    /// Digits that stand together are compared as a number, everything else by its bytes; of texts that are equal then,
    /// such as "7" and "07", the one with the lesser bytes comes first, so that only equal bytes have no order.
    ///
    /// - Complexity: O(bytes).
    static func isBefore(_ first: String, _ second: String) -> Bool {
        var (first, second) = (first, second)
        return first.withUTF8 { one in
            second.withUTF8 { other in
                compare(one[...], other[...]) ?? one.lexicographicallyPrecedes(other)
            }
        }
    }

    private typealias Bytes = Slice<UnsafeBufferPointer<UInt8>>

    /// Whether the first comes before the second; nil where they differ in leading zeros at most.
    private static func compare(_ first: Bytes, _ second: Bytes) -> Bool? {
        var (first, second) = (first, second)
        while let one = first.first, let other = second.first {
            if isDigit(one), isDigit(other) {
                let (left, right) = (number(&first), number(&second))
                if left.count != right.count { return left.count < right.count }
                if !left.elementsEqual(right) { return left.lexicographicallyPrecedes(right) }
            } else {
                if one != other { return one < other }
                first = first.dropFirst()
                second = second.dropFirst()
            }
        }
        return first.isEmpty && second.isEmpty ? nil : first.isEmpty
    }

    /// Takes the digits at the beginning, without leading zeros.
    private static func number(_ bytes: inout Bytes) -> Bytes {
        let digits = bytes.prefix(while: isDigit)
        bytes = bytes.dropFirst(digits.count)
        return digits.drop { $0 == UInt8(ascii: "0") }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
