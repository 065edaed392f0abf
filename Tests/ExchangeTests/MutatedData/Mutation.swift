/// Random draws and changes of bytes, by a seed.
struct Mutation {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// Splitmix64: seeds that follow each other give draws that have nothing in common.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }

    /// A number from 0 to `bound` − 1.
    mutating func below(_ bound: Int) -> Int { Int(next() >> 33) % max(1, bound) }

    /// Whether one of `count` chances is drawn.
    mutating func one(in count: Int) -> Bool { below(count) == 0 }

    /// One of several values, of which there is at least one.
    mutating func choice<Value>(_ values: [Value]) -> Value { values[below(values.count)] }

    private static let words: [[UInt8]] = [
        [0], [0xFF], [0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0xFF], [UInt8](repeating: 0xFF, count: 8), [0, 0, 0, 0x80],
        [UInt8](repeating: 0, count: 8), Array("PK".utf8), Array("{".utf8), Array("'<f8'".utf8), Array("'>u2'".utf8),
        Array("'|O'".utf8), Array("True".utf8), Array("(".utf8), Array("99999999999".utf8), Array(",".utf8),
        Array("\"".utf8), Array("..".utf8), Array("nan".utf8), Array("\n".utf8), [0x1B], [0xE2, 0x80, 0xAE],
    ]

    /// The bytes after one to three changes, near their beginning and end more often than in between.
    mutating func applied(to bytes: [UInt8]) -> [UInt8] {
        var result = bytes
        for _ in 0...below(3) {
            guard !result.isEmpty else { break }
            let place =
                switch below(3) {
                case 0: below(min(200, result.count))
                case 1: result.count - 1 - below(min(200, result.count))
                default: below(result.count)
                }
            let word = choice(Self.words)
            switch below(7) {
            case 0, 1: result[place] ^= 1 << UInt8(below(8))
            case 2: result[place] = UInt8(below(256))
            case 3: result.removeSubrange(place..<min(result.count, place + 1 + below(16)))
            case 4: result.insert(contentsOf: word, at: place)
            case 5: result.replaceSubrange(place..<min(result.count, place + word.count), with: word)
            default: if one(in: 4) { result.removeSubrange(place...) }
            }
        }
        return result
    }
}
