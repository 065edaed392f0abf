import Diagnostics
import Foundation
import Testing

@testable import Experiments

/// The JSON Schema: structure, and that it says of each key what the table says.
@Suite struct SpecSchemaTests {
    private let root: [String: Any]

    init() throws {
        let object = try JSONSerialization.jsonObject(with: Data(SpecKeys.jsonSchema.utf8))
        root = try #require(object as? [String: Any])
    }

    /// The schema and the schemas of its forms.
    private func forms(_ schema: [String: Any]) -> [[String: Any]] {
        [schema] + ["anyOf", "oneOf"].flatMap { (schema[$0] as? [[String: Any]] ?? []).flatMap(forms) }
    }

    private func schema(_ path: String) -> [String: Any]? {
        var schema: [String: Any]? = root
        for part in path.split(separator: ".").map(String.init) {
            schema =
                forms(schema ?? [:]).lazy.compactMap { form in
                    let below =
                        part == "*"
                        ? form["items"] ?? form["additionalProperties"] : (form["properties"] as? [String: Any])?[part]
                    return below as? [String: Any]
                }.first
        }
        return schema
    }

    @Test("It is a schema of draft 2020-12 for an object without other keys")
    func head() {
        #expect(root["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
        #expect(root["type"] as? String == "object" && root["additionalProperties"] as? Bool == false)
        #expect(
            root["required"] as? [String] == [
                "name", "signals", "network", "initialization", "loss", "optimizer", "epochs",
            ])
    }

    @Test("Every key of the table stands in it, with what the table says", arguments: SpecKeys.spec.all)
    func keys(key: SpecKey) throws {
        let found = try #require(schema(key.path), "\(key.path)")
        #expect((found["description"] as? String)?.hasPrefix(key.summary) == true)
        #expect((found["examples"] as? [Any])?.count == 1)
        let forms = forms(found)
        for form in key.forms {
            switch form {
            case .number(let range):
                let number = try #require(forms.first { has("number", $0) }, "\(key.path)")
                // Foundation reads some numbers a unit in the last place beside what is written.
                func expect(_ name: String, _ end: Double, _ isThere: Bool) {
                    let found = number[name] as? Double
                    #expect((found != nil) == isThere, "\(key.path) \(name)")
                    if let found { #expect(abs(found - end) <= 1e-15 * abs(end), "\(key.path) \(name)") }
                }
                expect("minimum", range.lower, range.lower.isFinite && range.includesLower)
                expect("exclusiveMinimum", range.lower, range.lower.isFinite && !range.includesLower)
                expect("maximum", range.upper, range.upper.isFinite && range.includesUpper)
                expect("exclusiveMaximum", range.upper, range.upper.isFinite && !range.includesUpper)
            case .whole, .seed: #expect(forms.contains { has("integer", $0) }, "\(key.path)")
            case .flag: #expect(forms.contains { $0["type"] as? String == "boolean" }, "\(key.path)")
            case .pair, .list: #expect(forms.contains { $0["type"] as? String == "array" }, "\(key.path)")
            case .word(let words): #expect(forms.contains { $0["enum"] as? [String] == words }, "\(key.path)")
            case .text: #expect(forms.contains { ($0["type"] as? [String])?.first == "string" }, "\(key.path)")
            case .names: #expect(forms.contains { $0["additionalProperties"] is [String: Any] }, "\(key.path)")
            case .value: break
            case .mapping, .choice:
                let object = forms.first { $0["type"] as? String == "object" }
                let names = (object?["properties"] as? [String: Any])?.keys.sorted() ?? []
                #expect(names == SpecKeys.spec.children(of: key.path).sorted(), "\(key.path)")
                if object != nil { #expect(object?["additionalProperties"] as? Bool == false, "\(key.path)") }
            }
        }
    }

    @Test("Keys that exclude each other exclude each other there", arguments: SpecKeys.spec.all)
    func exclusions(key: SpecKey) throws {
        for case .mapping(_, let exclusive) in key.forms where !exclusive.isEmpty {
            let mappings = forms(try #require(schema(key.path))).compactMap { $0["not"] as? [String: Any] }
            let pairs = (mappings.first?["anyOf"] as? [[String: [String]]])?.compactMap { $0["required"] }
            #expect(pairs == exclusive, "\(key.path)")
        }
    }

    /// Whether a schema has a type, alone or beside others.
    private func has(_ type: String, _ schema: [String: Any]) -> Bool {
        schema["type"] as? String == type || (schema["type"] as? [String])?.first == type
    }

    @Test("Digits in groups, which YAML 1.2 reads as a text, are taken where the reader takes them, and no other text")
    func groups() throws {
        let paths = [
            "epochs", "seed", "signals.length", "signals.amplitude", "initialization.uniform", "network.*.dense",
        ]
        for path in paths {
            let found = forms(try #require(schema(path))).flatMap { [$0, $0["items"] as? [String: Any] ?? [:]] }
            let number = try #require(found.first { has("number", $0) || has("integer", $0) }, "\(path)")
            let pattern = try Regex(try #require(number["pattern"] as? String))
            for (text, isRight) in [("1_0", true), ("10_000", true), ("1__0", false), ("_1", false), ("10", false)] {
                #expect((text.wholeMatch(of: pattern) != nil) == isRight, "\(path): \(text)")
                let key = path.replacingOccurrences(of: "*", with: "1")
                let value = path == "initialization.uniform" ? "[-1, \(text)]" : text
                let isRead = (try? Spec(yaml: SpecKeysTests.base, source: "s", overrides: ["\(key)=\(value)"])) != nil
                #expect(isRead == (isRight || text == "10"), "\(path): \(text)")
            }
        }
    }

    @Test("A name has the characters and the length that the reader takes")
    func names() throws {
        let found = try #require((schema("name")?["allOf"] as? [[String: Any]])?.first)
        let pattern = try Regex(try #require(found["pattern"] as? String))
        #expect(found["maxLength"] as? Int == 80 && (found["not"] as? [String: Any])?["const"] as? String == "last")
        for name in ["study", "5", "1.5", "_x", "a-b.c", ".x", "-x", "a b", "ü", "x\n", ""] {
            let isRead = (try? Spec(yaml: SpecKeysTests.base, source: "s", overrides: ["name=\"\(name)\""])) != nil
            #expect((name.wholeMatch(of: pattern) != nil) == isRead, "\(name)")
        }
        #expect((schema("name")?["type"] as? [String])?.contains("number") == true)
    }

    @Test("Families and files have their own keys, and later layers no fixed weights")
    func conditions() throws {
        let families = try #require(schema("signals")?["allOf"] as? [[String: Any]])
        #expect(families.count == SignalSpec.Family.all.count + 1)
        let file = try #require(families.last)
        #expect(((file["then"] as? [String: Any])?["properties"] as? [String: Any])?["amplitude"] as? Bool == false)
        #expect(((file["else"] as? [String: Any])?["properties"] as? [String: Any])?["inputs"] as? Bool == false)
        let pieces = try #require(families.first { "\($0)".contains("piecewiseConstant") }?["then"] as? [String: Any])
        #expect(pieces["required"] as? [String] == ["length", "transitions"])
        #expect((pieces["properties"] as? [String: Any])?["orientation"] as? Bool == false)
        #expect("\(schema("network")?["allOf"] ?? "")".contains("fixed"))
    }

    @Test("Text is quoted as JSON wants it")
    func quoting() throws {
        let value = SchemaValue.object([
            ("a\"\\\n\u{1}é", .list([.text("x"), .flag(true), .number("1.5")])), ("b", .object([])),
        ])
        let read = try JSONSerialization.jsonObject(with: Data(value.json().utf8)) as? [String: Any]
        #expect((read?["a\"\\\n\u{1}é"] as? [Any])?.count == 3 && (read?["b"] as? [String: Any])?.isEmpty == true)
    }
}
