import Analysis
import Exchange
import Foundation
import Networks
import TestFixtures
import Testing

@testable import Experiments

/// Data from files: what is read, what a spec says of it, and what is refused where.
@Suite struct FileSignalsTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try write("frame.csv", ",a,b,y\n0,1,2,3\n1,2,,4\n")
        try write("table.csv", "t,a,b,y\n1,0,0.5,10\n2,1,0.25,20\n,3,0.1,30\n")
        let values = (0..<24).map(Double.init)
        let array = try NumPyArray(Tensor(shape: [2, 3, 4], storage: .float64(values))).encoded()
        try Data(array).write(to: URL(fileURLWithPath: folder.path("cube.npy")))
        try write("holes.csv", "a,b\n1,2\n3,\n-inf,4\n")
        try write("far.csv", "a,b\n1,2\n1e39,3\n1e-50,4\n")
    }

    private func write(_ name: String, _ text: String) throws {
        try text.write(toFile: folder.path(name), atomically: true, encoding: .utf8)
    }

    private func signals(_ yaml: String) throws(SpecError) -> SignalSpec {
        try SignalSpec(yaml: yaml, source: "test").located(in: folder.path)
    }

    private func samples(_ yaml: String, _ precision: Precision = .float64) throws -> SampleSet {
        try signals(yaml).data(in: precision).training
    }

    @Test("Columns without another use are inputs; a label that is NaN is missing")
    func table() throws {
        let samples = try samples("{ file: table.csv, targets: y, labels: { position: t, kind: y } }")
        #expect(samples.shape == [2] && samples.count == 3 && !samples.isAutoencoding)
        #expect(samples.signals.elements == [0, 0.5, 1, 0.25, 3, 0.1])
        #expect(samples.targets.elements == [10, 20, 30])
        #expect(samples.positions == [1, 2, nil] && samples.labels["kind"] == [10, 20, 30])
        #expect(!samples.hasPositions && samples.amplitudes.allSatisfy { $0 == nil })
        #expect(samples[.transition]?.map { $0 ?? -1 } == [0, 1, -1])
    }

    @Test("Entries have the names of their columns, however these are chosen; arrays have none")
    func names() throws {
        func names(_ yaml: String, _ count: Int) throws -> [String]? {
            try signals(yaml).file?.entryNames(count)
        }
        #expect(try names("{ file: table.csv, targets: y, labels: { position: t } }", 2) == ["a", "b"])
        #expect(try names("{ file: table.csv, inputs: [b, a] }", 2) == ["b", "a"])
        #expect(try names("{ file: table.csv, inputs: { from: a, through: y } }", 3) == ["a", "b", "y"])
        #expect(try names("{ file: table.csv, inputs: b }", 1) == ["b"])
        #expect(try names("{ file: table.csv, inputs: [b, a] }", 3) == [])
        #expect(try names("{ file: cube.npy }", 12) == [])
        #expect(try names("{ file: gone.csv }", 2) == [])
    }

    @Test("Quarters are those of the range of the positions, whatever is held out; without a range there are none")
    func quarters() throws {
        try write("line.csv", "x,t\n1,-2\n2,-1\n3,0\n4,0.5\n5,1\n6,2\n")
        let all = try samples("{ file: line.csv, inputs: x, labels: { position: t } }")
        #expect(ReconstructionError.quarters(of: all).map { $0 ?? -1 } == [0, 1, 2, 2, 3, 3])
        let gap = try samples("{ file: line.csv, inputs: x, labels: { position: t }, holdOut: { gap: [-2, -1] } }")
        #expect(ReconstructionError.quarters(of: gap).map { $0 ?? -1 } == [2, 2, 3, 3])
        let own = try samples("{ file: line.csv, inputs: x, labels: { position: t, transition: x } }")
        #expect(own[.transition]?.first == 1)
        try write("far.csv", "x,t\n1,-1.7e308\n2,0\n3,1.7e308\n")
        let far = try samples("{ file: far.csv, inputs: x, labels: { position: t } }")
        #expect(ReconstructionError.quarters(of: far).map { $0 ?? -1 } == [0, 2, 3])
        try write("same.csv", "x,t\n1,4\n2,4\n")
        let same = try samples("{ file: same.csv, inputs: x, labels: { position: t } }")
        #expect(same[.transition] == nil && ReconstructionError.quarters(of: same).allSatisfy { $0 == nil })
    }

    @Test("An array of several dimensions keeps its shape, or takes another one of as many entries")
    func shapes() throws {
        let cube = try samples("{ file: cube.npy }")
        #expect(cube.shape == [3, 4] && cube.length == 12 && cube.count == 2 && cube.isAutoencoding)
        #expect(cube.signals.row(1).first == 12)
        #expect(try samples("{ file: cube.npy, shape: [2, 6] }").shape == [2, 6])
        #expect(try samples("{ file: table.csv, inputs: a }").shape == [1])
        let range = try samples("{ file: table.csv, inputs: { from: a, through: y }, targets: [y, a] }")
        #expect(range.shape == [3] && Array(range.targets.row(1)) == [20, 1])
    }

    @Test("Values are rounded to the network's precision in one place, which says so")
    func rounding() throws {
        let data = try signals("{ file: table.csv, inputs: [b] }").data(in: .float32)
        #expect(data.training.signals.elements == [0.5, 0.25, Double(Float(0.1))])
        #expect(data.rounding?.values == 1 && data.rounding?.value == 0.1)
        #expect(try signals("{ file: table.csv, inputs: [b] }").data(in: .float64).rounding == nil)
    }

    @Test("Normalised inputs have the training samples' mean 0 and deviation 1; the model keeps the map")
    func normalised() throws {
        let text = "{ file: table.csv, inputs: [a, b], targets: y, holdOut: { indices: [2] }, normalise: standardise }"
        let data = try signals(text).data(in: .float64)
        let map = try #require(data.normalisation)
        #expect(map.offsets == [0.5, 0.375] && map.scales == [0.5, 0.125])
        #expect(data.training.signals.elements == [-1, 1, 1, -1] && data.training.targets.elements == [10, 20])
        #expect(data.heldOut?.signals.elements.first == 5)
        let network = try Network<Double>(inputs: 2, layers: [Dense(1)], initialization: .zeros, seed: 1)
        let file = try NetworkFile.file(for: network, normalisation: map)
        #expect(try NetworkFile.normalisation(of: file, path: "model") == map)
        #expect(try NetworkFile.normalisation(of: NetworkFile.file(for: network), path: "model") == nil)
        var broken = file.metadata
        broken["normalisation.scales"] = "1,0"
        #expect(throws: ExchangeError.self) {
            try NetworkFile.normalisation(
                of: SafetensorsFile(tensors: file.tensors, metadata: broken), path: "model")
        }
    }

    static let forms = [
        "{ file: 'data.npz' }", "{ file: 'data.npz', inputs: 'x', targets: 'y' }",
        "{ file: 'd.csv', inputs: ['a', 'b'], targets: { from: 'c', through: 'd' } }",
        "{ file: 'd.npz', labels: { amplitude: 'a', position: 'theta' }, shape: [2, 6], keep: reference }",
        "{ file: 'd.npz', shape: [12], normalise: minMax }",
        "{ file: 'd.npz', inputs: 'true', keep: copy, holdOut: { every: 3 } }",
        "{ file: 'd.npz', holdOut: { indices: [3, 5] }, test: { label: { name: 't', range: [1, 2.5] } } }",
        "{ file: 'd.npz', holdOut: { indices: { from: 3, through: 5 } }, test: { random: { share: 0.5, seed: 2 } } }",
    ]

    @Test("What a spec says of a file is written as it is read", arguments: forms)
    func roundTrip(yaml: String) throws {
        let signals = try SignalSpec(yaml: yaml, source: "test")
        // The writer puts no blanks inside of braces.
        #expect(signals.yaml == yaml.replacing("{ ", with: "{").replacing(" }", with: "}"))
        #expect(try SignalSpec(yaml: signals.yaml, source: "test") == signals)
        #expect(signals.family.signals == nil && signals.length == (yaml.contains("shape") ? 12 : nil))
    }

    static let refusals: [(yaml: String, key: String, word: String)] = [
        ("{ file: holes.csv }", "inputs", "row 1 of column \"b\""),
        ("{ file: holes.csv, inputs: a }", "inputs", "a[2]"),
        ("{ file: holes.csv, inputs: b, labels: { position: a } }", "inputs", "b[1]"),
        ("{ file: table.csv, inputs: b, labels: { position: z } }", "labels.position", "there is no column \"z\""),
        ("{ file: cube.npy, inputs: x }", "inputs", "no name"), ("{ file: none.npy }", "file", "none.npy"),
        ("{ file: cube.npy, inputs: [x] }", "inputs", "columns are asked for"),
        ("{ file: cube.npy, shape: [5] }", "shape", "[5] has 5 entries"),
        ("{ file: cube.npy, shape: [1048576, 1048576, 1048576, 1048576] }", "shape", "has"),
        ("{ file: table.csv, inputs: { from: y, through: a } }", "inputs", "comes after"),
        ("{ file: table.csv, inputs: [a, c] }", "inputs", "\"c\""),
        ("{ file: table.csv, targets: { from: t, through: y } }", "inputs", "no column"),
        ("{ file: far.csv, inputs: b, targets: a }", "targets", "targets[1, 0]"),
        ("{ file: far.csv, inputs: [b, a] }", "inputs", "inputs[1, 1]"),
    ]

    @Test("What is wrong with a file is said at the key that asks for it", arguments: refusals)
    func refused(yaml: String, key: String, word: String) throws {
        let signals = try signals(yaml)
        let error = #expect(throws: SignalError.self) { _ = try signals.data(in: .float32) }
        #expect(error?.place == key && error?.problem.contains(word) == true, "\(String(describing: error))")
    }

    @Test("A run has the shape of its data, and no length of another family")
    func run() throws {
        let text = """
            name: own
            signals: { file: cube.npy }
            network: [{ dense: 2 }, { dense: 12 }]
            initialization: { he: normal }
            loss: { squaredError: mean }
            optimizer: { adam: { learningRate: 0.001 } }
            epochs: 2
            """
        let spec = try Spec(yaml: text, source: "spec.yaml")
        let run = try ExperimentRun(spec, source: "spec.yaml", searchFolders: [folder.path, "/nowhere"])
        try run.check()
        #expect(run.spec.signals.file?.shape == [3, 4] && run.spec.signals.file?.path.hasPrefix("/") == true)
        let result = try run.run()
        #expect(result.measures.codes == nil && result.epochs == 2)
        #expect(throws: SpecError.self) { try ExperimentRun(spec, source: "spec.yaml", searchFolders: ["/nowhere"]) }
        // Elsewhere than in the folder of the spec nothing is looked for.
        #expect(throws: SpecError.self) {
            try ExperimentRun(spec, source: "spec.yaml", searchFolders: ["/nowhere", folder.path])
        }
        #expect(throws: SpecError.self) { try Spec(yaml: text, source: "spec.yaml", length: 5) }
        var wrong = spec
        wrong.network[1].outputs = 11
        #expect(throws: SpecError.self) {
            try ExperimentRun(wrong, source: "spec.yaml", searchFolders: [folder.path]).check()
        }
    }

    @Test("A spec is suggested that trains on the file", arguments: ["table.csv", "cube.npy", "frame.csv"])
    func suggestion(name: String) throws {
        let file = try DataFile(folder.path(name))
        let summaries = try file.names.map { try file.summary(of: $0) }
        let suggested = try #require(DataSuggestion(for: file, summaries))
        let spec = try Spec(yaml: suggested.yaml, source: name)
        #expect(suggested.yaml.split(separator: "\n").count <= 12)
        let run = try ExperimentRun(spec, source: name, searchFolders: [folder.path])
        try run.check()
        #expect(run.samples.isAutoencoding == (name == "cube.npy"))
        // The column of row numbers without a name, and the one with a missing value, are left out.
        if name == "table.csv" { #expect(spec.signals.file?.inputs == .columns(["a", "b"])) }
        if name == "frame.csv" { #expect(spec.signals.file?.inputs == .columns(["a"])) }
    }
}
