public import Diagnostics
internal import Experiments
internal import Networks

/// What other libraries compute by the names of rules: as an answer for `--json` and in lines.
public struct DialectTable: Sendable, Hashable, Encodable {
    /// A library.
    public struct Entry: Sendable, Hashable, Encodable {
        /// The name after `like`.
        public let name: String
        /// The release that was run.
        public let version: String
        /// Its rules.
        public let rules: [Rule]
        /// Its activations, losses, initialisations and schedules.
        public let functions: [Function]
        /// What surprises, as sentences.
        public let notes: [String]
    }

    /// A rule of a library.
    public struct Rule: Sendable, Hashable, Encodable {
        /// The name in specs.
        public let name: String
        /// How the library calls it.
        public let call: String
        /// η by default; nil where the library asks for one.
        public let learningRate: Double?
        /// What a spec says for the same in keys that name no library, but for the rate.
        public let optimizer: String
        /// The formulas of an update.
        public let formulas: [String]
    }

    /// A function of a library that is no optimizer's rule.
    public struct Function: Sendable, Hashable, Encodable {
        /// The key of the spec.
        public let subject: String
        /// The name in specs.
        public let name: String
        /// How the library calls it, and what specs say after `call`.
        public let call: String
        /// The backends with which it is this; nil for any.
        public let backends: [String]?
        /// What a spec says for the same in keys that name no library.
        public let spec: String
    }

    /// Why there is no such table.
    public struct UnknownLibrary: InputError, Hashable {
        /// What is wrong and what would be right.
        public let problem: String
        /// The argument at fault.
        public var place: String { "library" }
    }

    /// The libraries, in alphabetical order.
    public let libraries: [Entry]

    /// Lists libraries of some names; all where there are none.
    ///
    /// - Throws: ``UnknownLibrary`` for a name that no library has.
    public init(libraries names: [String] = []) throws {
        let known = Library.all.map(\.name)
        if let name = names.first(where: { !known.contains($0) }) {
            throw UnknownLibrary(
                problem: "unknown library \"\(name.shortened())\"; " + NearestName.hint(name, among: known))
        }
        libraries = Library.all.filter { names.isEmpty || names.contains($0.name) }.map { library in
            Entry(
                name: library.name, version: library.version,
                rules: library.rules.compactMap { rule -> Rule? in
                    guard let optimizer = rule.optimizer else { return nil }
                    let text = OptimizerText(optimizer, isAtAnyRate: rule.learningRate == nil)
                    return Rule(
                        name: rule.name, call: rule.call, learningRate: rule.learningRate,
                        optimizer: text.neutral(hasRate: false) ?? "", formulas: text.formulas)
                },
                functions: LibraryFunction.all(of: library).map {
                    Function(
                        subject: $0.subject, name: $0.name, call: $0.call,
                        backends: $0.backends.isEmpty ? nil : $0.backends, spec: $0.spec)
                }, notes: library.notes)
        }
    }

    /// The page of the documentation: a section for each library.
    public var article: String {
        var lines = [
            "# Dialects", "", "What other libraries compute by the names of rules, and how a spec says the same.", "",
            "## Overview", "",
            "`optimizer: { rmsProp: { like: keras } }` has the values of Keras for all that it does not name; a spec that is",
            "written out names them, and no library. `like: keras@3.15` asks for a release, and is refused for one that was",
            "not run. `heaviside dialects` prints these tables, and `heaviside explain study.yaml` the formulas of a spec.",
            "",
            "Each rule was run: the fixtures in `Tests/Dialects` hold 50 updates of it by the library itself. The rules of",
            "Equinox, Flax and Haiku are those of Optax, which they call: each was run by Optax, and Adam by Equinox, Adam and",
            "AdamW by Flax and RMSProp by Haiku. The fixtures are replayed within 1e-12 of the weight in float64, and 4 units",
            "in the last place in float32; `DialectTests` names the operation that differs where they are not. The rate",
            "changes by `schedule` from outside.", "",
            "Activations, losses, initialisations and schedules take `like`, too, and `call` for another function of the",
            "library than its first: `activation: { leakyReLU: { like: keras, call: LeakyReLU } }`. `like: keras-jax` asks for",
            "a backend; without one it is TensorFlow. Of activations the fixtures hold values and derivatives at kinks and",
            "elsewhere, of losses value and gradient on outputs that saturate and that do not, of schedules 50 rates, and of",
            "initialisations bounds and moments of a million draws: the distribution is the library's, the generator is not.",
            "Where an update is not an epoch, a schedule of a library that counts updates is another one. With `--set`, a",
            "`like` is the whole of the rule: the recipe's other numbers, but for the learning rate, no longer hold.",
            "",
        ]
        for library in libraries {
            lines += ["## \(library.name) \(library.version)", ""]
            for note in library.notes { lines.append("- \(note)") }
            if !library.notes.isEmpty { lines.append("") }
            if !library.rules.isEmpty {
                lines += ["| rule | there | rate | keys | formulas |", "|---|---|---|---|---|"]
            }
            for rule in library.rules {
                let rate = rule.learningRate.map { NumberText.exact($0) } ?? "–"
                let formulas = rule.formulas.joined(separator: "; ").replacing("|", with: "\\|")
                lines.append("| `\(rule.name)` | `\(rule.call)` | \(rate) | `{ \(rule.optimizer) }` | \(formulas) |")
            }
            if !library.rules.isEmpty { lines.append("") }
            if !library.functions.isEmpty { lines += ["| key | there | spec |", "|---|---|---|"] }
            for function in library.functions {
                let call = function.call + (function.backends.map { " on \($0.joined(separator: ", "))" } ?? "")
                lines.append("| `\(function.subject).\(function.name)` | `\(call)` | `\(function.spec)` |")
            }
            if !library.functions.isEmpty { lines.append("") }
        }
        return lines.joined(separator: "\n")
    }

    /// A line for each rule's call, its keys and its formulas.
    public var lines: [String] {
        var lines: [String] = []
        for library in libraries {
            lines.append("\(library.name) \(library.version)")
            for rule in library.rules {
                let rate = rule.learningRate.map { ", learning rate \(NumberText.exact($0))" } ?? ""
                lines.append("  \(rule.name): \(rule.call)\(rate)")
                lines.append("    { \(rule.optimizer) }")
                lines.append("    " + rule.formulas.joined(separator: "; "))
            }
            for function in library.functions {
                let backends = function.backends.map { " on \($0.joined(separator: ", "))" } ?? ""
                lines.append("  \(function.subject) \(function.name): \(function.call)\(backends)")
                lines.append("    \(function.spec)")
            }
            for note in library.notes { lines.append("  \(note)") }
            lines.append("")
        }
        return lines
    }
}
