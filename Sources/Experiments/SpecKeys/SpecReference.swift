/// The reference of every key of a spec, made from the table that the readers use.
public struct SpecReference: Sendable {
    private let keys: SpecKeys

    /// The reference of a table of keys.
    public init(_ keys: SpecKeys) { self.keys = keys }

    /// The reference of one key and of those below it: of `network`, `network.1.dense` or `optimizer.rmsProp`; of a
    /// name alone, as `learningRate`, of every key of that name. Nil where there is none.
    public init?(_ keys: SpecKeys, of name: String) {
        let parts = name.split(separator: ".").map(String.init)
        func named(_ key: SpecKey) -> Bool {
            key.path == keys.path(of: parts)
                || key.path.split(separator: ".").filter { $0 != "*" }.elementsEqual(
                    parts.map { Substring($0) })
        }
        var paths = keys.all.filter(named).map(\.path)
        if paths.isEmpty, parts.count == 1 { paths = keys.all.filter { $0.name == name }.map(\.path) }
        guard !paths.isEmpty else { return nil }
        self.keys = SpecKeys(
            keys.all.filter { key in paths.contains { key.path == $0 || key.path.hasPrefix("\($0).") } })
    }

    /// The reference as text for a terminal, a paragraph for each key.
    ///
    /// - Parameter width: the number of columns.
    /// - Returns: the paragraphs, with empty lines between.
    public func text(width: Int = 80) -> String {
        let paragraphs = keys.all.map { key in
            let lines = [key.summary, "Value: \(key.phrase)\(Self.unit(key)).", Self.standard(key) + Self.example(key)]
            return ([key.path] + lines.flatMap { Self.wrapped($0, width: max(40, width) - 4).map { "    " + $0 } })
                .joined(separator: "\n")
        }
        return paragraphs.joined(separator: "\n\n")
    }

    /// The reference as Markdown: a heading and a table for each key of the spec itself.
    public var markdown: String {
        var parts: [String] = []
        for name in keys.children(of: "") {
            let rows = keys.all.filter { $0.path == name || $0.path.hasPrefix("\(name).") }.map(Self.row)
            parts.append(
                (["## \(name)", "", "| key | value | default | example | meaning |", "|---|---|---|---|---|"] + rows)
                    .joined(separator: "\n"))
        }
        return parts.joined(separator: "\n\n")
    }

    /// The article of the documentation.
    public var article: String {
        """
        # Every key of a spec

        What each key takes, its default, and what it means.

        ## Overview

        A spec is a YAML mapping. A path such as `network.*.dense` stands for the key `dense` of each entry of `network`;
        `--set network.1.dense=64` changes the second one. A choice, such as the optimizer, takes exactly one of the keys
        below it, with its value. Every number must be one in the spec's precision: finite, and not subnormal, since an epoch
        takes subnormal numbers for 0. A whole number may be written as 50000, 50_000, 5e4 or 50000.0.

        `heaviside help spec` prints this reference, `heaviside help spec network` one part of it, and
        `heaviside schema` the JSON Schema of specs, which editors use:

            heaviside schema > spec.schema.json
            heaviside spec autoencoder-study > study.yaml
            sed -i '1i # yaml-language-server: $schema=spec.schema.json' study.yaml

        `Scripts/spec-reference` writes this page from the table that the readers use.

        \(markdown)

        """
    }

    /// The article of the documentation on the keys of a sweep, given their reference.
    public func sweepArticle() -> String {
        """
        # Every key of a sweep

        What each key takes, its default, and what it means.

        ## Overview

        A sweep is a YAML mapping: <doc:Sweeps> tells of it with examples. A path such as `grid.*.from` stands for the key
        `from` of each key of `grid`, which is a dotted key of the spec: `network.1.dense`. Whether a value fits that key,
        the spec says: <doc:EveryKeyOfASpec>.

        `heaviside help sweep` prints this reference, `heaviside help sweep grid` one part of it, and
        `heaviside schema sweep` the JSON Schema of sweeps, which editors use.

        `Scripts/spec-reference` writes this page from the table that the reader uses.

        \(markdown)

        """
    }

    private static func row(_ key: SpecKey) -> String {
        let standard =
            switch key.standard {
            case .required: "required"
            case .value(let yaml): "`\(yaml)`"
            case .phrase(let phrase): phrase
            case .alternative: ""
            }
        let cells = ["`\(key.path)`", key.phrase + unit(key), standard, "`\(key.example)`", key.summary]
        return "| \(cells.map { $0.split(separator: "|").joined(separator: "\\|") }.joined(separator: " | ")) |"
    }

    private static func unit(_ key: SpecKey) -> String { key.unit.map { " (\($0))" } ?? "" }

    private static func standard(_ key: SpecKey) -> String {
        switch key.standard {
        case .required: "Required. "
        case .value(let yaml): "Default: \(yaml). "
        case .phrase(let phrase): "Default: \(phrase). "
        case .alternative: ""
        }
    }

    /// The example as an override would give it.
    private static func example(_ key: SpecKey) -> String {
        "Example: \(key.name == "*" ? "" : "\(key.name): ")\(key.example)"
    }

    private static func wrapped(_ text: String, width: Int) -> [String] {
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let line = lines.last, line.count + 1 + word.count <= width {
                lines[lines.count - 1] = "\(line) \(word)"
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }
}
