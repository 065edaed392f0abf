/// The records of an event file, which TensorBoard reads while it grows.
///
/// A record is its length (8 bytes), the masked CRC32C of these, a message `Event` of Protocol Buffers, and the masked
/// CRC32C of that, all little-endian. The first record of a file names the version: without it a step back, as of a run
/// that goes on from its checkpoint, hides all later steps.
///
/// Source: `event.proto` and `summary.proto` of TensorBoard; TFRecord of TensorFlow.
public enum TensorBoardRecord {
    /// The first record of a file, written at a time in seconds since 1970.
    public static func version(at seconds: Double) -> [UInt8] {
        record {
            $0.double(1, seconds)
            $0.text(3, "brain.Event:2")
        }
    }

    /// The figures of a step, in single precision: one beyond its range is infinite, and NaN stays.
    public static func scalars(_ values: [(tag: String, value: Double)], step: Int, at seconds: Double) -> [UInt8] {
        record { event in
            event.double(1, seconds)
            if step != 0 { event.integer(2, step) }
            event.message(5) { summary in
                for (tag, value) in values {
                    summary.message(1) {
                        $0.text(1, tag)
                        $0.float(2, Float(value))
                    }
                }
            }
        }
    }

    /// How many of the first `most` records of a file are whole, and where they end.
    ///
    /// - Complexity: O(bytes).
    public static func whole(in bytes: [UInt8], atMost most: Int) -> (records: Int, end: Int) {
        var (records, end) = (0, 0)
        while records < most, bytes.count - end >= 16 {
            let length = ElementBytes.integer(UInt64.self, at: end, of: bytes, order: .little)
            guard length <= UInt64(bytes.count - end - 16) else { break }
            let body = end + 12..<end + 12 + Int(length)
            let sums = [end + 8, body.upperBound].map {
                ElementBytes.integer(UInt32.self, at: $0, of: bytes, order: .little)
            }
            guard sums == [CRC32C.masked(bytes[end..<end + 8]), CRC32C.masked(bytes[body])] else { break }
            records += 1
            end = body.upperBound + 4
        }
        return (records, end)
    }

    private static func record(_ body: (inout WireWriter) -> Void) -> [UInt8] {
        var event = WireWriter()
        body(&event)
        var bytes: [UInt8] = []
        ElementBytes.append(UInt64(event.bytes.count), to: &bytes)
        ElementBytes.append(CRC32C.masked(bytes), to: &bytes)
        bytes += event.bytes
        ElementBytes.append(CRC32C.masked(event.bytes), to: &bytes)
        return bytes
    }
}
