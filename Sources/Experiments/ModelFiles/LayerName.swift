/// The name of a layer in its parts: `encoder.0` is `encoder`, then 0.
struct LayerName {
    /// A part of a name: what comes before the number at its end, and that number.
    private struct Part: Hashable {
        let stem: String
        let number: Int?

        init(_ text: Substring) {
            let digits = text.reversed().prefix { $0.isASCII && $0.isNumber }.count
            number = digits > 0 && digits < 10 ? Int(text.suffix(digits)) : nil
            stem = String(number == nil ? text : text.dropLast(digits))
        }

        /// Where an autoencoder has the part: the encoder comes before the decoder.
        var half: Int? {
            switch stem.lowercased() {
            case "encoder", "enc": 0
            case "decoder", "dec": 1
            default: nil
            }
        }

        /// The order in which parts are listed.
        var key: (Int, String, Int) { (half ?? 2, stem, number ?? -1) }
    }

    private let parts: [Part]

    init(_ text: String) { parts = text.split(separator: ".", omittingEmptySubsequences: false).map(Part.init) }

    /// The order in which names are listed, which says nothing of the layers where their names do not.
    static func comesBefore(_ first: LayerName, _ second: LayerName) -> Bool {
        guard let (one, other) = first.difference(from: second) else { return first.parts.count < second.parts.count }
        return one.key < other.key
    }

    /// Whether this layer comes before another one; nil where the names do not tell.
    ///
    /// They tell where the first parts in which they differ are numbered alike, as `fc1` and `fc2`, or are `encoder`
    /// and `decoder`.
    func precedes(_ other: LayerName) -> Bool? {
        guard let (one, another) = difference(from: other) else { return nil }
        if let half = one.half, let otherHalf = another.half, half != otherHalf { return half < otherHalf }
        guard one.stem == another.stem, let number = one.number, let otherNumber = another.number else { return nil }
        return number == otherNumber ? nil : number < otherNumber
    }

    /// The number of parts that two names have in common at their beginning.
    func common(with other: LayerName) -> Int { zip(parts, other.parts).prefix { $0 == $1 }.count }

    private func difference(from other: LayerName) -> (Part, Part)? { zip(parts, other.parts).first { $0 != $1 } }
}
