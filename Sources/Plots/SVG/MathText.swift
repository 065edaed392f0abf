/// Text with sub- and superscripts: `f_{m}`, `e^{−z}`.
///
/// Only braces mark them, so that names such as `my_run` stay as they are; braces do not nest, and one that is not
/// closed is an ordinary character.
public enum MathText {
    /// A piece of text on one level.
    struct Run: Hashable {
        enum Level: Hashable { case base, lower, upper }

        var text: String
        var level: Level
    }

    /// How large an index is set.
    static let indexScale = 0.75

    /// The pieces of a text in order.
    static func runs(_ text: String) -> [Run] {
        var runs: [Run] = []
        var base = ""
        var rest = text[...]
        while let character = rest.first {
            rest = rest.dropFirst()
            if character == "_" || character == "^", rest.first == "{",
                let end = rest.dropFirst().firstIndex(where: { $0 == "{" || $0 == "}" }), rest[end] == "}"
            {
                if !base.isEmpty { runs.append(Run(text: base, level: .base)) }
                base = ""
                let inside = rest[rest.index(after: rest.startIndex)..<end]
                runs.append(Run(text: String(inside), level: character == "_" ? .lower : .upper))
                rest = rest[rest.index(after: end)...]
            } else {
                base.append(character)
            }
        }
        if !base.isEmpty { runs.append(Run(text: base, level: .base)) }
        return runs
    }

    /// The text on one level, as terminals and screen readers take it: `f_m`, `e^(−z)`.
    ///
    /// - Complexity: O(length).
    public static func plain(_ text: String) -> String {
        runs(text).map { run in
            let inside = run.text.count > 1 ? "(\(run.text))" : run.text
            return switch run.level {
            case .base: run.text
            case .lower: "_" + (run.text.allSatisfy { $0.isLetter || $0.isNumber } ? run.text : inside)
            case .upper: "^" + inside
            }
        }.joined()
    }

    /// The text as HTML, escaped, with `sub` and `sup`.
    ///
    /// - Complexity: O(length).
    public static func html(_ text: String) -> String {
        runs(text).map { run in
            switch run.level {
            case .base: SVGElement.escaped(run.text)
            case .lower: "<sub>\(SVGElement.escaped(run.text))</sub>"
            case .upper: "<sup>\(SVGElement.escaped(run.text))</sup>"
            }
        }.joined()
    }
}
