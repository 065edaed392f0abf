/// Learning rates of consecutive epochs in few bytes.
///
/// The bits of a positive number, read as an integer, grow with it, and along a smooth curve they grow evenly: what is
/// kept is by how much each step between neighbours differs from the step before it, seven bits a byte with the sign in
/// the lowest. An epoch of a curve over a million takes 3.5 bytes at most, of a cosine up and down every thousand 5.9,
/// of a constant rate one.
enum RatePacking {
    /// The packed rates in words of eight bytes, the first of which is the number of rates.
    static func words(_ rates: [Double]) -> [UInt64] {
        var bytes: [UInt8] = []
        var (last, step): (Int64, Int64) = (0, 0)
        for rate in rates {
            let bits = Int64(bitPattern: rate.bitPattern)
            let change = bits &- last &- step
            (last, step) = (bits, bits &- last)
            var rest = UInt64(bitPattern: change << 1 ^ change >> 63)
            while rest >= 0x80 {
                bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
                rest >>= 7
            }
            bytes.append(UInt8(rest))
        }
        bytes += repeatElement(0, count: (8 - bytes.count % 8) % 8)
        return [UInt64(rates.count)]
            + stride(from: 0, to: bytes.count, by: 8).map { start in
                bytes[start..<start + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) }
            }
    }

    /// The rates that words hold; nil where these are not ``words(_:)`` of any.
    static func rates(_ words: [UInt64]) -> [Double]? {
        // A rate takes a byte at least.
        guard let first = words.first, first >= 1, first <= 8 * UInt64(words.count - 1) else { return nil }
        let count = Int(first)
        var rates: [Double] = []
        rates.reserveCapacity(count)
        var (last, step): (Int64, Int64) = (0, 0)
        var (rest, shift): (UInt64, UInt64) = (0, 0)
        for word in words.dropFirst() {
            for place in stride(from: UInt64(0), to: 64, by: 8) {
                guard rates.count < count else { return rates }
                let byte = word >> place & 0xFF
                guard shift < 64 else { return nil }
                rest |= (byte & 0x7F) << shift
                shift += 7
                guard byte < 0x80 else { continue }
                step = step &+ (Int64(bitPattern: rest >> 1) ^ -Int64(bitPattern: rest & 1))
                last = last &+ step
                rates.append(Double(bitPattern: UInt64(bitPattern: last)))
                (rest, shift) = (0, 0)
            }
        }
        return rates.count == count ? rates : nil
    }
}
