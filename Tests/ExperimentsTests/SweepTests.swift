import Networks
import Testing

@testable import Experiments

/// A sweep as a value: its runs, its reader, and what it refuses.
@Suite struct SweepTests {
    static let base = """
        name: widths
        spec: autoencoder-study
        length: 9
        set: { epochs: 20 }
        grid:
          network.1.dense: [6, 9, 12]
          optimizer.rmsProp.learningRate: { from: 1.0e-4, to: 0.01, count: 3, log: true }
        seeds: 1...4
        """

    private func sweep(_ yaml: String) throws(SpecError) -> Sweep {
        try Sweep(yaml: yaml, source: "sweep.yaml") { _ throws(SpecError) in nil }
    }

    private func error(_ yaml: String) -> SpecError? {
        do throws(SpecError) {
            _ = try sweep(yaml)
            return nil
        } catch { return error }
    }

    private func axis(_ values: String) throws -> [String] {
        try #require(try sweep("name: a\nspec: autoencoder-study\ngrid: { epochs: \(values) }").axes.first).values
    }

    @Test("The first key of the grid changes slowest, and seeds change fastest")
    func order() throws {
        let sweep = try sweep(Self.base)
        #expect(sweep.count == 36)
        #expect(
            sweep.countWords == "36 runs: 3 values of network.1.dense × 3 of optimizer.rmsProp.learningRate × 4 seeds")
        let rows = [0, 1, 4, 12, 35].map { id in
            sweep.values(ofPoint: sweep.member(id).point) + [String(sweep.member(id).seed)]
        }
        let expected = [
            ["6", "0.0001", "1"], ["6", "0.0001", "2"], ["6", "0.001", "1"], ["9", "0.0001", "1"], ["12", "0.01", "4"],
        ]
        #expect(rows == expected)
        for id in 0..<36 { #expect(sweep.member(id).point * 4 + Int(sweep.member(id).seed) - 1 == id) }
    }

    @Test("A point is the spec with its values, and length resizes signals and layers")
    func points() throws {
        let run = try sweep(Self.base).run(ofPoint: 5)
        var spec = try #require(Experiment.named("autoencoder-study")).spec.resized(to: 9)
        spec.network[1].outputs = 9
        spec.epochs = 20
        spec.training.optimizer = .rmsProp(learningRate: 0.01)
        #expect(run.spec == spec)
        let lengths = try sweep("name: a\nspec: autoencoder-study\ngrid: { length: [5, 7], epochs: [3] }")
        #expect(try lengths.run(ofPoint: 1).spec.network.map(\.outputs) == [1, 7, 7])
    }

    @Test("The written sweep is the same sweep, and needs no other file for its spec")
    func writing() throws {
        let first = try sweep(Self.base)
        let again = try sweep(first.yaml)
        #expect(again.yaml == first.yaml)
        #expect(again.count == first.count && again.keys == first.keys && again.measures == first.measures)
        for point in 0..<9 { #expect(try again.run(ofPoint: point).spec == first.run(ofPoint: point).spec) }
        #expect(first.yaml.contains("amplitude: 5"))
    }

    @Test("Ranges have equal distances or ratios, rounded to twelve digits, and each whole number once")
    func ranges() throws {
        #expect(try axis("{ from: 1, to: 4, step: 1 }") == ["1", "2", "3", "4"])
        #expect(try axis("{ from: 1, to: 4, step: 2 }") == ["1", "3"])
        #expect(try axis("{ from: 0.1, to: 0.3, step: 0.1 }") == ["0.1", "0.2", "0.3"])
        #expect(try axis("{ from: 9, to: 1, count: 5 }") == ["9", "7", "5", "3", "1"])
        #expect(try axis("{ from: 1, to: 1000, count: 4, log: true }") == ["1", "10", "100", "1000"])
        #expect(try axis("{ from: 1, to: 4, count: 9, log: true, whole: true }") == ["1", "2", "3", "4"])
        #expect(try axis("{ from: 5, to: 8, count: 1 }") == ["5"])
        #expect(error("name: a\nspec: autoencoder-study\ngrid: { epochs: { from: 1, to: 9, step: -1 } }") != nil)
        #expect(
            error("name: a\nspec: autoencoder-study\ngrid: { epochs: { from: 0, to: 9, count: 3, log: true } }") != nil)
        #expect(error("name: a\nspec: autoencoder-study\ngrid: { epochs: { from: 0, to: 1, step: 1.0e-9 } }") != nil)
    }

    @Test("Draws follow from their seed and number alone, and lie in their distributions")
    func draws() throws {
        let text = """
            name: a
            spec: autoencoder-study
            random:
              count: 400
              seed: 7
              draw:
                a: { logUniform: [1.0e-4, 1.0e-2] }
                b: { uniform: [-1, 3] }
                c: { whole: [2, 5] }
                d: { choice: [x, { y: 1 }] }
                e: { normal: { mean: 5, deviation: 2 } }
            """
        let sweep = try sweep(text)
        let values = (0..<400).map { sweep.values(ofPoint: $0) }
        let fewer = try self.sweep(text.replacing("count: 400", with: "count: 3"))
        #expect((0..<3).map { fewer.values(ofPoint: $0) } == Array(values[..<3]))
        #expect(try self.sweep(text.replacing("seed: 7", with: "seed: 8")).values(ofPoint: 0) != values[0])
        let (a, b) = (values.compactMap { Double($0[0]) }, values.compactMap { Double($0[1]) })
        #expect(a.count == 400 && a.allSatisfy { (1e-4...1e-2).contains($0) })
        // The median of 400 draws lies within five standard errors of that of the distribution.
        #expect((120...280).contains(a.count { $0 < 1e-3 }))
        #expect(b.allSatisfy { (-1...3).contains($0) } && (150...250).contains(b.count { $0 < 1 }))
        #expect(Set(values.map { $0[2] }) == ["2", "3", "4", "5"])
        #expect(Set(values.map { $0[3] }) == ["x", "{y: 1}"])
        #expect((150...250).contains(values.count { (Double($0[4]) ?? 0) < 5 }))
    }

    @Test(
        "What no sweep can be is refused, at its line, with what would be right",
        arguments: [
            ("name: widths", "name: ../a", "sweep.yaml:1: name", "expected 1 to 80 letters"),
            ("seeds: 1...4", "seeds: 4", "sweep.yaml:8: seeds", "for 4 seeds write 1...4"),
            ("seeds: 1...4", "seeds: 4...1", "sweep.yaml:8: seeds", "A ≤ B"),
            ("seeds: 1...4", "seeds: [1, 1]", "sweep.yaml:8: seeds.1", "given twice"),
            ("seeds: 1...4", "sed: 1...4", "sweep.yaml:8: sed", "did you mean \"set\"?"),
            ("seeds: 1...4", "measure: [los]", "sweep.yaml:8: measure.0", "did you mean \"loss\"?"),
            ("seeds: 1...4", "measure: [loss, loss]", "sweep.yaml:8: measure.1", "given twice"),
            (
                "seeds: 1...4", "goal: { code.r3: { most: 1 } }", "sweep.yaml:8: goal.code.r3",
                "did you mean \"code.r2\"?"
            ),
            ("seeds: 1...4", "goal: { loss: {} }", "sweep.yaml:8: goal.loss", "expected most or least"),
            ("seeds: 1...4", "stop: { atGoal: true }", "sweep.yaml:8: stop.atGoal", "expected a goal"),
            ("seeds: 1...4", "keep: failed", "sweep.yaml:8: keep", "expected a goal"),
            ("seeds: 1...4", "keep: bst", "sweep.yaml:8: keep", "did you mean \"best\"?"),
            ("[6, 9, 12]", "[6, 9, 9]", "sweep.yaml:6: grid.network.1.dense.2", "given twice"),
            ("[6, 9, 12]", "[]", "sweep.yaml:6: grid.network.1.dense", "at least one entry"),
            ("[6, 9, 12]", "6", "sweep.yaml:6: grid.network.1.dense", "expected a mapping"),
            ("network.1.dense:", "seed:", "sweep.yaml:6: grid.seed", "stand under seeds"),
            ("network.1.dense:", "network..dense:", "sweep.yaml:6: grid.network..dense", "an empty part"),
            ("count: 3, log", "count: 3, step: 1, log", "grid.optimizer.rmsProp.learningRate", "expected one of them"),
            (
                "count: 3, log: true", "count: 3, lg: true", "grid.optimizer.rmsProp.learningRate.lg",
                "did you mean \"log\"?"
            ),
            (
                "seeds: 1...4", "random: { count: 2, draw: { network.1.dense: { whole: [1, 2] } } }",
                "sweep.yaml:8: random.draw.network.1.dense", "the grid has this key"
            ),
            (
                "seeds: 1...4", "random: { count: 2, draw: { network.01.dense: { whole: [1, 2] } } }",
                "sweep.yaml:8: random.draw.network.01.dense", "the grid has this key"
            ),
            (
                "network.1.dense: [6, 9, 12]", "optimizer: [{ sgd: { learningRate: 0.1 } }]",
                "sweep.yaml:7: grid.optimizer.rmsProp.learningRate", "one of the two keys holds the other"
            ),
            (
                "network.1.dense: [6, 9, 12]", "optimizer.rmsProp.learningRate.x: [1]",
                "sweep.yaml:7: grid.optimizer.rmsProp.learningRate", "one of the two keys holds the other"
            ),
            ("set: { epochs: 20 }", "set: { seed: 20 }", "sweep.yaml:4: set.seed", "stand under seeds"),
            (
                "set: { epochs: 20 }", "set: { signals.family.x: 20 }", "sweep.yaml:4: set.signals.family.x",
                "nothing is below"
            ),
            (
                "spec: autoencoder-study", "spec: autoencoder-stdy", "sweep.yaml:2: spec",
                "did you mean \"autoencoder-study\"?"
            ),
            ("length: 9", "length: 0", "sweep.yaml:3: length", "expected a whole number from 1"),
        ])
    func refusals(old: String, new: String, place: String, words: String) throws {
        #expect(Self.base.contains(old))
        let found = try #require(error(Self.base.replacing(old, with: new)))
        #expect(found.place.contains(place), "\(found)")
        #expect(found.problem.contains(words), "\(found)")
    }

    @Test("More runs than a sweep may have are refused with their count, before anything is made")
    func count() throws {
        let text = Self.base.replacing("count: 3, log", with: "count: 1000000, log").replacing(
            "1...4", with: "1...1000")
        let found = try #require(error(text))
        #expect(found.problem.hasPrefix("3,000,000,000 runs: 3 values of network.1.dense × 1,000,000 of"), "\(found)")
        let more = try #require(error(text.replacing("1...1000", with: "1...9000000000000000000")))
        #expect(more.problem.hasPrefix("about 2.7e25 runs"), "\(more)")
    }

    @Test("Values that do not fit the spec are found before anything runs, at their own line")
    func values() throws {
        let late = try sweep(Self.base.replacing("12]", with: "0]"))
        let found = #expect(throws: SpecError.self) { try late.check() }
        #expect(found?.place == "sweep.yaml:6: network.1.dense")
        #expect(found?.problem.contains("(with network.1.dense = 0, ") == true)
        let unknown = try sweep(Self.base.replacing("rmsProp.learningRate", with: "rmsProp.learningRat"))
        let hint = #expect(throws: SpecError.self) { try unknown.check() }
        #expect(hint?.problem.contains("did you mean \"learningRate\"?") == true)
    }

    @Test("Each value of each key is tried before anything runs, however many points there are")
    func everyValue() throws {
        let numbers = (1...1500).map { $0 == 2 ? "0" : String($0 + 10) }.joined(separator: ", ")
        let late = try sweep(Self.base.replacing("6, 9, 12", with: numbers))
        #expect(late.points == 4500 && late.tried.count == 1 + 1499 + 2)
        let found = #expect(throws: SpecError.self) { try late.check() }
        #expect(found?.problem.contains("(with network.1.dense = 0, ") == true)
    }

    @Test("Paths in a spec's file begin beside it, those of the sweep beside the sweep")
    func places() throws {
        let spec = """
            name: own
            signals: { file: data.csv }
            network: [{ dense: 1 }, { dense: 2 }]
            initialization: { file: { path: /models/start.safetensors } }
            loss: { squaredError: mean }
            optimizer: { sgd: { learningRate: 0.1 } }
            epochs: 3
            """
        let text = "name: a\nspec: specs/own.yaml"
        func found(_ folder: String?) throws -> String {
            try Sweep(yaml: text, source: "sweep.yaml") { name throws(SpecError) in
                Sweep.SpecText(yaml: spec, source: name, folder: folder)
            }.yaml
        }
        #expect(try found("specs").contains("specs/data.csv"))
        #expect(try found("specs").contains("path: /models/start.safetensors"))
        #expect(try found(nil).contains("file: data.csv"))
    }

    @Test("The loss of a look has the penalties that the loss at the end has")
    func penalties() throws {
        let text = Self.base.replacing(
            "set: { epochs: 20 }", with: "set: { epochs: 20, codeLinearity: { penalty: 0.5 } }")
        let run = try sweep(text).run(ofPoint: 5)
        var looks: [Double] = []
        _ = try run.measured(every: 5) { result in
            looks.append(result.loss)
            return false
        }
        let ends = try [5, 10, 15].map { try run.measured(stop: StopRequest(after: $0, or: nil)).loss }
        #expect(looks == ends)
    }

    @Test("A run that is only measured has the bits of one that is recorded, and ends where it is enough")
    func measured() throws {
        let run = try sweep(Self.base).run(ofPoint: 5).seeded(3)
        let (plain, whole) = (try run.measured(), try run.run())
        #expect(plain.network == whole.network && plain.loss == whole.loss && plain.epochs == 20)
        var looks: [Int] = []
        let early = try run.measured(every: 5) { result in
            looks.append(result.epochs)
            return result.epochs == 15
        }
        #expect(looks == [5, 10, 15] && early.epochs == 15 && early.status == .interrupted)
        #expect(try run.measured(stop: StopRequest(after: 15, or: nil)).network == early.network)
    }

    @Test("Every row of the table of keys has an example that its reader takes")
    func keys() throws {
        for key in SpecKeys.sweep.all {
            #expect(key.parentPath.isEmpty || SpecKeys.sweep[key.parentPath] != nil, "\(key.path)")
            #expect(key.summary.hasSuffix("."), "\(key.path)")
        }
        for key in SpecKeys.sweep.all where key.parentPath.isEmpty {
            let goal = key.name == "stop" ? "\ngoal: { loss: { most: 1 } }" : ""
            let others = ["name: a", "spec: autoencoder-study"].filter { !$0.hasPrefix("\(key.name):") }
            let found = error((others + ["\(key.name): \(key.example)"]).joined(separator: "\n") + goal)
            #expect(found == nil, "\(key.path): \(String(describing: found))")
        }
        #expect(SpecKeys.sweepJSONSchema.contains("\"logUniform\""))
    }
}
