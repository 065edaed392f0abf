internal import Diagnostics

/// A file of one case, or of an object with a list `cases`, of which those of kind trajectory are skipped.
struct GradientCaseCollection: Decodable {
    struct Entry: Decodable {
        let gradient: GradientCaseFile?

        private enum Keys: String, CodingKey { case kind }

        init(from decoder: any Decoder) throws {
            let kind = try decoder.container(keyedBy: Keys.self).decodeIfPresent(String.self, forKey: .kind)
            if let kind, kind != "gradient" {
                guard kind == "trajectory" else {
                    throw DecodingError.dataCorrupted(
                        DecodingError.Context(
                            codingPath: decoder.codingPath + [Keys.kind],
                            debugDescription: "\"\(kind.shortened())\": expected gradient"))
                }
                gradient = nil
                return
            }
            try GradientCaseFile.checkKeys(decoder)
            gradient = try GradientCaseFile(from: decoder)
        }

        init(_ file: GradientCaseFile) { gradient = file }
    }

    private enum Keys: String, CodingKey { case cases }

    let cases: [Entry]
    /// Whether the file is an object with a list.
    let isList: Bool

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        isList = container.contains(.cases)
        guard !isList else {
            cases = try container.decode([Entry].self, forKey: .cases)
            return
        }
        try GradientCaseFile.checkKeys(decoder)
        cases = [Entry(try GradientCaseFile(from: decoder))]
    }
}
