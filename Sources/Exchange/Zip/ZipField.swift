/// The fields of ZIP's records, least significant byte first. The caller has checked that the bytes are there.
enum ZipField {
    static func short(_ bytes: [UInt8], _ offset: Int) -> Int {
        Int(ElementBytes.integer(UInt16.self, at: offset, of: bytes, order: .little))
    }

    static func long(_ bytes: [UInt8], _ offset: Int) -> Int {
        Int(ElementBytes.integer(UInt32.self, at: offset, of: bytes, order: .little))
    }

    /// A field of eight bytes; nil for a number that does not fit in `Int`.
    static func longLong(_ bytes: [UInt8], _ offset: Int) -> Int? {
        Int(exactly: ElementBytes.integer(UInt64.self, at: offset, of: bytes, order: .little))
    }
}
