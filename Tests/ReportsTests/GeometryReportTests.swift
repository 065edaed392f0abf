import Analysis
import Diagnostics
import Exact
import Foundation
import Networks
import Plots
import Testing

@testable import Descriptions
@testable import Experiments
@testable import Reports

/// What is said and drawn of a last layer's geometry, against the geometry itself.
@Suite struct GeometryReportTests {
    private func geometry(_ name: String, length: Int, _ overrides: [String] = []) throws -> LastLayerGeometry {
        let result = try result(name, length: length, overrides)
        return try result.network.geometry(on: result.samples)
    }

    private func result(_ name: String, length: Int, _ overrides: [String] = []) throws -> RunResult {
        let spec = try #require(Experiment.named(name)).spec.resized(to: length)
        return try ExperimentRun(Spec(yaml: spec.yaml, source: "test", overrides: overrides), source: "test").run()
    }

    @Test("The example in words")
    func words() throws {
        let found = try geometry("reversed-solution", length: 2, ["signals.amplitude=1"])
        let lines = GeometryText.summary(found)
        #expect(lines[0] == "2 hidden units, 2 outputs without a bias, 3 samples")
        #expect(lines.contains("  1  (0, 1)   1                H and R         1 of 1  2 of 2"))
        #expect(lines.contains("  2  (1, −1)  √(1/2) ≈ 0.707   H and R         2 of 2  1 of 1"))
        #expect(lines.contains("  θ = 0   0       (0, −1)      (0, 0)       yes"))
        #expect(lines.contains("All 6 incidences hold: the network is exact on these samples."))
        #expect(lines.contains("The 2 hyperplanes H meet in one point, (2, 1): a of θ = 2."))
        #expect(
            lines.contains { $0.hasPrefix("They are equally spaced: from one position to the next z changes by 1,") })
    }

    @Test("A row of zeros is no hyperplane: it is not counted, and one that needs an amplitude is empty")
    func rowsOfZeros() throws {
        func text(_ rows: [[Double]], biases: [Double]) throws -> String {
            let network = try Network(
                inputs: 2,
                layers: [
                    Layer(
                        dense: Dense(1, bias: false), weight: Matrix(rows: 1, columns: 2, elements: [1, 1]), bias: nil),
                    Layer(
                        dense: Dense(2, activation: .relu), weight: Matrix(rows: 2, columns: 1, elements: [1, 1]),
                        bias: [0, -1]),
                    Layer(
                        dense: Dense(2, activation: .relu),
                        weight: Matrix(rows: 2, columns: 2, elements: rows.flatMap { $0 }),
                        bias: biases),
                ])
            let samples = try StepFunctions(length: 2, blank: false).samples()
            return GeometryText.intersection(try TrainedNetwork.float64(network).geometry(on: samples))
        }
        #expect(
            try text([[1, 0], [0, 0]], biases: [0, 1]) == "The hyperplane H is a flat of dimension 1, through (1, 0).")
        #expect(
            try text([[1, 0], [0, 1]], biases: [0, 0]).hasPrefix("The 2 hyperplanes H meet in one point, (1, 1)"))
        #expect(
            try text([[1, 0], [0, 0]], biases: [0, 0])
                == "H₂ is empty: its row is 0, so that no a gives the amplitude.")
        #expect(
            try text([[0, 0], [0, 0]], biases: [1, 1])
                == "Every row is 0: there is no hyperplane, and every a gives the amplitude.")
    }

    @Test("The naive solution's failure in words")
    func failure() throws {
        let lines = GeometryText.summary(try geometry("naive-solution", length: 3))
        #expect(lines.contains { $0.hasSuffix("no: √(1/2) ≈ 0.707 from R₃") })
        #expect(
            lines.contains(
                "11 of 12 incidences hold. The largest error of a·w: θ = 0 is off R₃, at the distance √(1/2) ≈ 0.707; there a·w is 1, "
                    + "and should be at most 0."))
    }

    @Test("Long lists are cut, and say by how much")
    func cut() throws {
        let lines = GeometryText.summary(try geometry("reversed-solution", length: 40), rows: 5)
        #expect(lines.contains("  … 35 more outputs") && lines.contains("  … 36 more samples"))
    }

    @Test("The JSON has the exact numbers")
    func json() throws {
        let found = try geometry("naive-solution", length: 2)
        var text = ""
        try GeometryAnswer(found, run: "a \"run\"").forEachLine { text += $0 + "\n" }
        let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(object["run"] as? String == "a \"run\"")
        #expect(object["isExact"] as? Bool == false && object["violations"] as? Int == 1)
        let planes = try #require(object["hyperplanes"] as? [[String: Any]])
        #expect(planes.map { $0["normal"] as? [String] } == [["1", "-2"], ["1", "-1"]])
        #expect(planes.map { $0["squaredDistance"] as? String } == ["1/5", "1/2"])
        #expect(planes.map { $0["lieOn"] as? Int } == [1, 2] && planes.map { $0["lieIn"] as? Int } == [2, 0])
        #expect(planes.map { $0["freedom"] as? Int } == [1, 0])
        let points = try #require(object["points"] as? [[String: Any]])
        #expect(points.map { $0["activation"] as? [String] } == [["1", "0"], ["2", "1"], ["3", "2"]])
        #expect(points.map { $0["position"] as? Int } == [2, 1, 0])
        let violations = try #require(points[2]["violations"] as? [[String: Any]])
        #expect(
            violations.count == 1 && violations[0]["excess"] as? String == "1" && violations[0]["output"] as? Int == 1)
        let common = try #require(object["intersection"] as? [String: Any])
        #expect(common["dimension"] as? Int == 0 && common["point"] as? [String] == ["1", "0"])
        let image = try #require((object["image"] as? [String: Any])?["kinks"] as? [[String: Any]])
        #expect(image.map { $0["z"] as? String } == ["0", "1"])
    }

    @Test("Ranks are reported where elimination is short")
    func freedom() throws {
        func hasFreedom(_ length: Int) throws -> Bool {
            var text = ""
            try GeometryAnswer(try geometry("reversed-solution", length: length), run: nil).forEachLine { text += $0 }
            return text.contains("\"freedom\"")
        }
        // n · (n + 1) · n² operations.
        #expect(try hasFreedom(31))
        #expect(try !hasFreedom(32))
    }

    @Test("Too many outputs are not drawn, and neither are one hidden unit or four")
    func undrawable() {
        #expect(GeometryFigures.problem(hiddenUnits: 2, outputs: 12) == nil)
        #expect(GeometryFigures.problem(hiddenUnits: 3, outputs: 13) == "13 outputs: expected at most 12 for a drawing")
        #expect(GeometryFigures.problem(hiddenUnits: 1, outputs: 2)?.hasPrefix("1 hidden unit:") == true)
        #expect(GeometryFigures.problem(hiddenUnits: 4, outputs: 2)?.hasPrefix("4 hidden units:") == true)
    }

    @Test("Numbers beyond the largest decimal are reported as such")
    func beyond() {
        let long = Rational(mantissa: 3, exponent: 1100)
        #expect(ExactText.root(long) == "beyond 10^154")
        #expect(ExactText.vector([long, -long, 1]) == "(beyond 10^308, beyond −10^308, 1)")
        #expect(ExactText.number(-long) == "beyond −10^308")
        #expect(ExactText.equation(1) == "= 1" && ExactText.values("z", [0, 1, 2]) == "z = 0, 1, 2")
        let tenth = Rational(exactly: Double(Float(0.1))) ?? 0
        #expect(ExactText.equation(tenth) == "≈ 0.1" && ExactText.equation([tenth, 1]) == "≈ (0.1, 1)")
        #expect(ExactText.vector([tenth, 1]) == "≈ (0.1, 1)" && ExactText.values("z", [tenth]) == "z ≈ 0.1")
    }

    @Test(
        "Networks of two and three units are drawn, in the report too; for others the reason is given", arguments: 1...4
    )
    func drawn(length: Int) throws {
        let result = try result("reversed-solution", length: length)
        let figures = GeometryFigures(try result.network.geometry(on: result.samples))
        let isDrawn = length == 2 || length == 3
        #expect((figures.figure != nil) == isDrawn && (figures.problem == nil) == isDrawn)
        #expect(RunFigures(result, history: []).all.contains { $0.id == "geometry" } == isDrawn)
        if !isDrawn {
            #expect(figures.problem == "\(NumberText.plural(length, "hidden unit")): expected 2 or 3 for a drawing")
        }
    }

    @Test("The drawing has every point, row, hyperplane and half-plane")
    func marks() throws {
        let found = try geometry("reversed-solution", length: 2, ["signals.amplitude=1"])
        let drawing = try #require(GeometryFigures(found).figure?.drawing as? GeometryFigure)
        var (planes, halves, arrows, filled): ([[Double]], [[Double]], [[Double]], [[Double]]) = ([], [], [], [])
        for mark in drawing.marks {
            switch mark {
            case .hyperplane(let normal, let level, _, let label):
                planes.append(normal + [level])
                #expect(label == (planes.count == 1 ? "H₁" : "H₂"))
            case .halfSpace(let normal, let level, _, _): halves.append(normal + [level])
            case .arrow(_, let tip, _, _): arrows.append(tip)
            case .points(let points, _, .filled, let labels):
                filled = points
                #expect(labels == ["θ = 2", "θ = 1", "θ = 0"])
            case .points(let points, let series, .hollow, _):
                #expect(points == [[2, 1], [1, 0], [0, -1]] && series.name.contains("equally spaced"))
            case .points(let points, _, .ring, _): #expect(points == [[2, 1]])
            default: break
            }
        }
        #expect(planes == [[0, 1, 1], [1, -1, 1]] && halves == [[0, 1, 0], [1, -1, 0]])
        #expect(arrows == [[0, 1], [1, -1]] && filled == [[2, 1], [1, 0], [0, 0]])
        for (axis, shown) in zip(drawing.axes, [[0.0, 2], [-1, 1]]) {
            let domain = try #require(axis.domain)
            #expect(shown.allSatisfy { domain.lower < $0 && $0 < domain.upper })
        }
    }

    @Test("Points that are drawn at one place share a label, with the positions of all of them")
    func sharedLabel() throws {
        // Codes 1, 1 + 1/1024, 2: the first two can hardly be told apart.
        var changed = try Network<Double>(inputs: 3, initialization: .zeros, seed: 1) {
            Dense(1, bias: false)
            Dense(2, activation: .relu)
            Dense(3, activation: .relu, bias: false)
        }
        changed.layers[0].weight.elements = [0.999, 1 / 1024, 1]
        changed.layers[1].weight.elements = [1, 2]
        changed.layers[2].weight.elements = [1, 0, 0, 1, 1, 1]
        let samples = try result("reversed-solution", length: 3).samples
        let found = try TrainedNetwork.float64(changed).geometry(on: samples)
        let drawing = try #require(GeometryFigures(found).figure?.drawing as? GeometryFigure)
        let labels = drawing.marks.compactMap { mark -> [String]? in
            if case .points(_, _, .filled, let labels) = mark { labels } else { nil }
        }.joined().filter { !$0.isEmpty }
        #expect(labels.sorted() == ["θ = 0", "θ = 1, 2", "θ = 3"], "\(labels)")
    }

    @Test("A point off its target has an arrow to where it must lie")
    func violation() throws {
        let drawing = try #require(
            GeometryFigures(try geometry("naive-solution", length: 2)).figure?.drawing as? GeometryFigure)
        let ways = drawing.marks.compactMap { mark -> [[Double]]? in
            if case .path(let points, let series, .dotted) = mark, series.style == .slot(2) { points } else { nil }
        }
        #expect(ways == [[[3, 2], [2.5, 2.5]]])
    }

    @Test("Rows are drawn at a visible length, and units of other sizes get other scales")
    func view() {
        func view(_ points: [[Double]], _ rows: [[Double]]) -> GeometryView {
            GeometryView(points: points, preactivations: points, rows: rows, targets: [])
        }
        #expect(view([[2, 1], [0, 0]], [[0, 1], [1, -1]]).arrowFactor == 1)
        #expect(view([[10, 5], [0, 0]], [[0, 1], [1, -1]]).arrowFactor == 5)
        #expect(view([[0.1, 0.05]], [[0, 90], [100, -90]]).arrowFactor == 0.0005)
        #expect(view([[10, 5]], [[0, 1]]).hasEqualScales && !view([[100, 5]], [[0, 1]]).hasEqualScales)
        #expect(view([[0, 0]], [[0, 0]]).domains.allSatisfy { $0.end > $0.start })
    }
}
