/// The steps that TensorBoard shows of an event file, up to the first record that is cut off or damaged.
///
/// Only the layout of ``TensorBoardRecord`` is known: another event counts as whole, and is of no step.
public struct TensorBoardSteps: Sendable {
    /// The steps of the figures, in the order of the file, without those that a later start took back.
    public private(set) var steps: [Int] = []
    /// The number of starts of a session.
    public private(set) var starts = 0
    /// The number of whole records.
    public private(set) var records = 0
    /// The number of bytes through the last of them: TensorBoard reads no further.
    public private(set) var end = 0

    /// Reads the bytes of a file.
    ///
    /// - Complexity: O(bytes).
    public init(_ bytes: [UInt8]) {
        while bytes.count - end >= 16 {
            let length = ElementBytes.integer(UInt64.self, at: end, of: bytes, order: .little)
            guard length <= UInt64(bytes.count - end - 16) else { return }
            let body = end + 12..<end + 12 + Int(length)
            let sums = [end + 8, body.upperBound].map {
                ElementBytes.integer(UInt32.self, at: $0, of: bytes, order: .little)
            }
            guard sums == [CRC32C.masked(bytes[end..<end + 8]), CRC32C.masked(bytes[body])] else { return }
            records += 1
            end = body.upperBound + 4
            note(bytes[body])
        }
    }

    /// Takes an event: a time, a step other than 0, and what happened.
    private mutating func note(_ event: ArraySlice<UInt8>) {
        var rest = event.dropFirst(9)
        var step: UInt64 = 0
        if rest.first == 2 << 3 {
            rest = rest.dropFirst()
            var shift: UInt64 = 0
            while let byte = rest.popFirst(), shift < 64 {
                step |= UInt64(byte & 0x7F) << shift
                shift += 7
                if byte < 0x80 { break }
            }
        }
        guard let kind = rest.first, let step = Int(exactly: step) else { return }
        if kind == 5 << 3 | 2 { steps.append(step) }
        if kind == 7 << 3 | 2 {
            starts += 1
            if starts > 1 { steps.removeAll { $0 >= step } }
        }
    }
}
