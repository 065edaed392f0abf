/// The records of an event file, which TensorBoard reads while it grows.
///
/// A record is its length (8 bytes), the masked CRC32C of these, a message `Event` of Protocol Buffers, and the masked
/// CRC32C of that, all little-endian. The first record of a file names the version, and then a record of a session's
/// start says which steps no longer count: all from its own on. TensorBoard disregards the first start of a file.
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

    /// The start of a session, which writes the figures of a step and of all later ones again.
    public static func start(step: Int, at seconds: Double) -> [UInt8] {
        record { event in
            event.double(1, seconds)
            if step != 0 { event.integer(2, step) }
            event.message(7) { $0.integer(1, 1) }
        }
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
