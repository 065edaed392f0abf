internal import Foundation

extension GradientCaseError {
    /// Describes what is wrong with the JSON of a case, and where.
    init(source: String, _ error: any Error, in data: Data) {
        func path(_ context: DecodingError.Context, _ key: (any CodingKey)? = nil) -> String {
            (context.codingPath + (key.map { [$0] } ?? [])).map { $0.intValue.map(String.init) ?? $0.stringValue }
                .joined(separator: ".")
        }
        switch error as? DecodingError {
        case .keyNotFound(let key, let context):
            self.init(source: source, entry: path(context, key), problem: "it is missing")
        case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
            self.init(source: source, entry: path(context), problem: "expected \(Self.name(of: type))")
        case .dataCorrupted(let context) where context.codingPath.isEmpty:
            self.init(
                source: source, entry: "",
                problem: "not JSON: \(Self.reason(data)) (expected the object of a gradient case)")
        case .dataCorrupted(let context):
            self.init(source: source, entry: path(context), problem: "not valid: \(context.debugDescription)")
        default:
            self.init(source: source, entry: "", problem: "not a gradient case")
        }
    }

    /// Where and why the data are not JSON.
    private static func reason(_ data: Data) -> String {
        do {
            _ = try JSONSerialization.jsonObject(with: data)
            return "it cannot be read"
        } catch {
            let text = (error as NSError).userInfo[NSDebugDescriptionErrorKey] as? String ?? "it cannot be read"
            // Foundation's own message mentions Swift.
            return text.contains("not representable") ? "a number is larger than double precision can hold" : text
        }
    }

    private static func name(of type: Any.Type) -> String {
        if type == Double.self || type == Int.self { return "a number" }
        if type == String.self { return "a word" }
        if type == Bool.self { return "true or false" }
        return "\(type)".hasPrefix("Array") ? "a list" : "an object"
    }
}
