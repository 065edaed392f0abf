import Diagnostics
import Foundation
import Networks
import Testing

@testable import Experiments

/// What a person types, wrongly: the error says where, what, and what would be right.
@Suite struct SpecInputTests {
    private static let yaml = SpecKeysTests.base

    private func error(_ overrides: String..., in yaml: String = yaml, length: Int? = nil) -> String {
        do throws(SpecError) {
            _ = try Spec(yaml: yaml, source: "study.yaml", length: length, overrides: overrides)
            return ""
        } catch { return "\(error)" }
    }

    private func spec(_ overrides: String..., in yaml: String = yaml, length: Int? = nil) throws -> Spec {
        try Spec(yaml: yaml, source: "study.yaml", length: length, overrides: overrides)
    }

    @Test("Keys of many parts, deep values and aliases that multiply are refused at once", .timeLimit(.minutes(5)))
    func bounds() {
        for count in [33, 16_000] {
            let found = error(String(repeating: "a.", count: count - 1) + "a=1")
            #expect(found.contains("more than 32 parts") && found.count < 400, "\(found.prefix(300))")
        }
        for count in [32, 900, 20_000] {
            let (open, close) = (String(repeating: "[", count: count), String(repeating: "]", count: count))
            let mappings = String(repeating: "{ a: ", count: count) + "1" + String(repeating: " }", count: count)
            let blocks = (0..<min(count, 1200)).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n")
            let dashes = String(repeating: "- ", count: count) + "1"
            let questions = String(repeating: "? ", count: count) + "1"
            for value in [open + close, mappings, blocks, dashes, questions] {
                for found in [error(in: Self.yaml + "\nx: " + value), error("x=" + value), error(in: value)] {
                    #expect(!found.isEmpty && found.count < 600, "\(found.prefix(300))")
                }
            }
        }
        let bomb = (1...40).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1), *a\($0 - 1)]" }.joined(separator: "\n")
        let keyBomb = (1...40).map { "? &a\($0) [*a\($0 - 1), *a\($0 - 1)]\n: 1" }.joined(separator: "\n")
        let hidden =
            "? [&a0 x]\n: 1\n" + (1...40).map { "? [&a\($0) [*a\($0 - 1), *a\($0 - 1)]]\n: 1" }.joined(separator: "\n")
        for text in ["a0: &a0 x\n" + bomb, "? &a0 x\n: 1\n" + keyBomb, hidden] { #expect(!error(in: text).isEmpty) }
        let wide = (0..<10_000).map { "k\($0): 1" }.joined(separator: "\n")
        #expect(error(in: wide).contains("unknown key"))
    }

    @Test("Text in quotes is named as such, and what would be right")
    func quotes() {
        let cases = [
            ("optimizer.rmsProp.learningRate='1e-4'", "the text \"1e-4\" in quotes: write 1e-4 without quotes"),
            ("epochs=\"10\"", "the text \"10\" in quotes: write 10 without quotes"),
            ("seed='7'", "the text \"7\" in quotes: write 7 without quotes"),
            ("signals.blank='true'", "the text \"true\" in quotes: write true without quotes"),
            ("signals.amplitude=['1_0']", "the text \"1_0\" in quotes: write 1_0 without quotes"),
            ("initialization.uniform=[0, '1']", "the text \"1\" in quotes: write 1 without quotes"),
            ("epochs='ten'", "found the text \"ten\" in quotes"), ("epochs='1e3'", "write 1e3 without quotes"),
            ("epochs=", "expected a value after ="), ("epochs=[1]", "found a list"), ("epochs={}", "found a mapping"),
        ]
        for (override, text) in cases { #expect(error(override).contains(text), "\(error(override))") }
        #expect(!error("epochs='ten'").contains("without quotes"))
    }

    @Test("& and * inside a text are text; at its beginning they are an anchor or an alias")
    func anchors() throws {
        for name in ["R & D.safetensors", "a&b.st", "2 * 3.st", "a &b", "x*", "R&D *new*.st"] {
            let text = Self.yaml.replacingOccurrences(of: "{ uniform: [-0.05, 0.05] }", with: "{ file: \(name) }")
            #expect(try spec(in: text).initialization == .file(name))
            #expect(try spec("initialization={ file: \(name) }").initialization == .file(name))
            let quoted = text.replacingOccurrences(of: "{ file: \(name) }", with: "{ file: '&\(name)' }")
            #expect(try spec(in: quoted).initialization == .file("&\(name)"))
        }
        #expect(try spec(in: Self.yaml + " # R&D, &a *b\n").epochs == 10)
        for name in ["&D.st", "*.st", "&a x", "*a", "@x", "`x"] {
            let found = error("initialization={ file: \(name) }")
            #expect(found.contains("in quotes"), "\(name): \(found)")
        }
        #expect(error(in: Self.yaml + "\nx: &a [1]\ny: [*a]").hasPrefix("study.yaml:8: an anchor or alias"))
        #expect(error(in: Self.yaml + "\nx: 1\ny: [*a]").hasPrefix("study.yaml:9: an anchor or alias"))
    }

    @Test("A text that YAML takes for something else is named, with the quotes that it needs")
    func cutTexts() {
        for name in ["R #D.st", "R: D.st", "[R].st", "{R}.st", "!R.st", "!!int 5"] {
            #expect(error("initialization={ file: \(name) }").contains("in quotes"), "\(name)")
        }
        #expect(error("initialization={ file: !R.st }").contains("a tag (!R.st)"))
        let deep = error("name=" + String(repeating: "[", count: 30_000))
        #expect(deep.contains("more than 32 levels of lists and mappings") && !deep.contains("yaml_set"), "\(deep)")
        let open = Self.yaml + "\nx: " + String(repeating: "{a: ", count: 50_000)
        #expect(error(in: open).contains("more than 32 levels"))
    }

    @Test("Whole numbers are read however they are written, and exactly")
    func wholeNumbers() throws {
        for text in ["50000", "50_000", "5e4", "5E+4", "0.5e5", "50000.0", "500000e-1"] {
            #expect(try spec("epochs=\(text)").epochs == 50_000, "\(text)")
            #expect(try spec("network.0.dense=\(text)").network[0].outputs == 50_000, "\(text)")
        }
        #expect(try spec("seed=18446744073709551615.0").seed == .max)
        #expect(try spec("seed=9.007199254740993e15").seed == 9_007_199_254_740_993)
        for text in ["5e-1", "1.5", "1__0", "1e99", "'5e4'"] {
            #expect(error("epochs=\(text)").contains("expected a whole number"), "\(text)")
        }
    }

    @Test("Numbers as reports print them: the message says what to write")
    func printedNumbers() {
        let cases = [
            ("optimizer.rmsProp.learningRate=1e−4", ": write 1e-4, with a hyphen for U+2212"),
            ("signals.amplitude=–1", ": write -1, with a hyphen for U+2013"),
            ("epochs=557,600", ": write 557600, without commas"), ("seed=1,000", ": write 1000, without commas"),
        ]
        for (override, advice) in cases { #expect(error(override).hasSuffix(advice), "\(error(override))") }
        for text in ["0,5", "0,500", "00,500", "1,2,3", "x−1", "12,34"] {
            #expect(!error("epochs=\(text)").contains("write"), "\(text)")
        }
    }

    @Test("Zero is advised where it would be right, and shares are no single-precision numbers")
    func smallNumbers() throws {
        for text in ["signals.amplitude=1e-46", "signals.amplitude=[1e-46, 1]", "signals.amplitude=1e-400"] {
            #expect(!error(text).isEmpty && !error(text).contains("expected 0"), "\(error(text))")
        }
        #expect(error("codeLinearity={ projection: 1, anchor: 1e-46 }").contains("expected at least"))
        #expect(error("optimizer.rmsProp.learningRate=1e-46").contains("expected 0, or at least"))
        #expect(error("record.checkpointSeconds=1e-400").contains("even in float64: expected a number from 0.1 to"))
        let share = try spec("signals.holdOut={ random: { share: 1e-60 } }").signals.holdOut
        #expect(share == .random(share: 1e-60, seed: 1))
    }

    @Test("Amplitudes that the precision makes equal are refused, as equal ones are")
    func equalAmplitudes() throws {
        let signals = try spec("signals.amplitude=[1, 1.00000001]").signals
        let found = #expect(throws: SpecError.self) { try signals.data(in: .float32, source: "study.yaml") }
        #expect(found?.key == "signals.amplitude" && found?.problem.contains("are both 1 in float32") == true)
        _ = try signals.data(in: .float64, source: "study.yaml")
    }

    @Test("An override against another key names itself, and the cure")
    func exclusions() throws {
        let yaml = Self.yaml + "\nrecord: { perDecade: 20, snapshots: false }\nkinkRepair: { every: 1 }\n"
        let cases = [
            ("record.every=5", "record={snapshots: false, every: 5}"),
            ("record.epochs=[1]", "record={snapshots: false, epochs: [1]}"),
            ("kinkRepair.once=5", "kinkRepair={once: 5}"),
        ]
        for (override, cure) in cases {
            let found = error(override, in: yaml)
            #expect(found.hasPrefix("--set \(override): ") && found.hasSuffix("write --set '\(cure)'"), "\(found)")
            #expect(error(cure, in: yaml).isEmpty, "\(error(cure, in: yaml))")
        }
        let both = error(in: Self.yaml + "\nrecord: { perDecade: 20, every: 5 }")
        #expect(both.hasPrefix("study.yaml:8: record.perDecade: perDecade and every"), "\(both)")
        let unknown = error("optimizer.rmsprop.learningRate=1")
        #expect(unknown.hasPrefix("--set optimizer.rmsprop.learningRate=1: optimizer.rmsprop: unknown"), "\(unknown)")
        // An error of the text keeps its line, whatever is set beside it.
        let missing = Self.yaml.replacingOccurrences(of: "length: 33", with: "blank: true")
        #expect(error("signals.amplitude=2", in: missing).hasPrefix("study.yaml:"))
    }

    @Test("An override of a choice says how to replace it")
    func choices() throws {
        let cases = [
            ("optimizer.adam.learningRate=1e-3", "optimizer={ adam: { learningRate: 1e-3 } }"),
            ("initialization.file=a.st", "initialization={ file: a.st }"),
            ("initialization.glorot=uniform", "initialization={ glorot: uniform }"),
            ("loss.hingeResidual=mean", "loss={ hingeResidual: mean }"),
            ("network.1.activation.leakyReLU=0.1", "network.1.activation={ leakyReLU: 0.1 }"),
            ("signals.amplitude.from=1", "signals.amplitude={ from: 1 }"),
        ]
        for (override, cure) in cases {
            let found = error(override)
            #expect(found.hasPrefix("--set \(override): "), "\(found)")
            #expect(found.contains("to replace it write --set '\(cure)'"), "\(found)")
            // The cure does what it says, or is refused for what it leaves out.
            #expect(error(cure).isEmpty || error(cure).contains("is missing"), "\(error(cure))")
        }
        #expect(error("optimizer.adam.learningRate=1e-3").contains("optimizer is rmsProp"))
        #expect(try spec("optimizer={ adam: { learningRate: 1e-3 } }").training.optimizer == .adam(learningRate: 1e-3))
        #expect(error("schedule=constant", "schedule.0.fromEpoch=1").contains("--set 'schedule=[{ fromEpoch: 1 }]'"))
        #expect(error("epochs.x=1").contains("nothing is below it") && !error("epochs.x=1").contains("to replace"))
        #expect(error("signals.family=dirac", "signals.orientation=leadingOnes").contains("changes the family"))
        let both = Self.yaml.replacingOccurrences(of: "{ rmsProp", with: "{ sgd: { learningRate: 1 }, rmsProp")
        #expect(error(in: both).contains("found sgd and rmsProp: expected exactly one of"))
    }

    @Test("Numbers are compared as numbers when a spec is resized")
    func resizing() throws {
        let grouped = Self.yaml.replacingOccurrences(of: "length: 33", with: "length: 3_3")
        #expect(try spec(in: grouped, length: 4).network.map(\.outputs) == [1, 4, 4])
        let signed = Self.yaml.replacingOccurrences(of: "dense: 33", with: "dense: +33")
        #expect(try spec(in: signed, length: 4).network.map(\.outputs) == [1, 4, 4])
        let power = Self.yaml.replacingOccurrences(of: "length: 33", with: "length: 3.3e1")
        #expect(try spec(in: power, length: 4).network.map(\.outputs) == [1, 4, 4])
        let zeros = Self.yaml.replacingOccurrences(of: "length: 33", with: "length: 0033")
        #expect(try spec(in: zeros, length: 5).network.map(\.outputs) == [1, 5, 5])
        #expect(error(length: 0).hasPrefix("--length 0: signals.length: 0: expected a whole number from 1 to"))
    }

    @Test("Only the first layer has fixed weights")
    func fixed() throws {
        #expect(try spec("network.0.fixed=linear").network[0].fixed == .linear)
        for layer in [1, 2] {
            #expect(error("network.\(layer).fixed=linear").hasPrefix("--set network.\(layer).fixed=linear: "))
            #expect(error("network.\(layer).fixed=linear").contains("first layer only"))
        }
        #expect(throws: NetworkError.self) {
            try Network<Float>(inputs: 4, initialization: .zeros, seed: 1) {
                Dense(1)
                Dense(4, fixed: .linear)
            }
        }
    }

    @Test("What is found before training is named by the spec's own key, and by the override")
    func checks() throws {
        var cases = [
            ("initialization={ construction: { incomplete: { missing: [99] } } }", "incomplete.missing"),
            ("initialization={ construction: { marginDecoder: 3e38 } }", "construction.marginDecoder"),
        ]
        for rule in Optimizer.Rule.standard {
            for parameter in rule.parameters where parameter.range.map({ $0.upper == 1 && !$0.includesUpper }) == true {
                let value = "optimizer={ \(rule.name): { learningRate: 0.1, \(parameter.name): 0.99999999999 } }"
                cases.append((value, "optimizer.\(rule.name).\(parameter.name)"))
            }
        }
        #expect(cases.count >= 8)
        let hidden = "{ dense: 33, activation: relu }"
        let layers = "network=[{ dense: 1 }, \(hidden), { dense: 33, activation: relu, bias: false }]"
        for (override, key) in cases {
            let found = #expect(throws: SpecError.self, "\(override)") {
                try ExperimentRun(spec(layers, override), source: "study.yaml").check()
            }
            let named = found?.naming(overrides: [override]).description ?? ""
            #expect(found?.key.hasSuffix(key) == true && named.hasPrefix("--set \(override): "), "\(named)")
        }
    }

    @Test("A whole number that float32 does not have is refused in a recipe, and said of data")
    func roundedWholeNumbers() throws {
        let keys = [
            "optimizer.rmsProp.learningRate=16777217", "codeLinearity={ penalty: 33554435 }",
            "initialization={ uniform: [-16777217, 1] }", "schedule=[{ fromEpoch: 1, learningRate: 123456789 }]",
        ]
        for key in keys {
            #expect(error(key).hasPrefix("--set \(key): ") && error(key).contains("in float32"), "\(error(key))")
            #expect(error(key, "precision=float64").isEmpty, "\(error(key, "precision=float64"))")
        }
        #expect(error("optimizer.rmsProp.learningRate=16777216").isEmpty)
        #expect(error("optimizer.rmsProp.learningRate=1e30").isEmpty)
        let run = try ExperimentRun(spec("signals.amplitude=16777217"), source: "study.yaml")
        #expect(run.amplitude == 16_777_216 && run.data.rounding != nil)
    }

    @Test("A default that does not fit what is given is named")
    func unfitDefaults() {
        let range = "kinkRepair={ range: [0.3, 0.4] }"
        let problem = "kinkRepair.fraction: by default 0.15: expected a number in the range [0.3, 0.4]"
        #expect(error(range) == "--set \(range): \(problem)")
        let given = "kinkRepair={ range: [0.3, 0.4], fraction: 0.2 }"
        #expect(error(given).hasPrefix("--set \(given): kinkRepair.fraction: 0.2: expected"), "\(error(given))")
    }

    @Test("An error of an override names it, shortened and on one line")
    func overrides() throws {
        #expect(error("epochs=-1") == "--set epochs=-1: -1: expected a whole number from 0 to 281474976710656")
        #expect(error("network.1={ dense: 0 }").hasPrefix("--set network.1={ dense: 0 }: network.1.dense: 0: expected"))
        #expect(error("epochs=-1", "epochs=-2").hasPrefix("--set epochs=-2: "))
        #expect(
            error(".=4") == "--set .=4: the key \".\" has an empty part: expected parts with one dot between, "
                + "as in network.1.dense")
        for text in ["a..b=1", ".a=1", "a.=1", "=1", "epochs"] {
            #expect(error(text).hasPrefix("--set \(text): "), "\(error(text))")
        }
        let long = String(repeating: "x", count: 100_000)
        for text in ["\(long)=1", "epochs=\(long)", "name=\"\(long)\"", "signals.\(long)=1", long, "epochs=[\(long)"] {
            #expect(error(text).count < 700 && error(text).contains("…"), "\(error(text).prefix(200))")
        }
        for text in ["name=\"a\\nb\"", "epochs=\"1\\n2\"", "path=\"a\\u001b[31mb\"", "optimizer=\"a\\nb\""] {
            #expect(!error(text).contains { $0.isNewline || $0 == "\u{1B}" }, "\(error(text))")
            #expect(error(text).contains("\\u{"), "\(error(text))")
        }
        let late = SpecError(source: "study.yaml", key: "signals.amplitude", problem: "p")
        #expect(late.naming(overrides: ["signals.amplitude=-3"]).place == "--set signals.amplitude=-3")
        #expect(late.naming(overrides: ["signals={}"]).place == "--set signals={}: signals.amplitude")
        #expect(late.naming(overrides: ["signals.amplitudes=1", "epochs=1"]) == late)
    }
}
