import Foundation
import Testing

@testable import Plots

@Suite("Geometric drawings")
struct GeometryFigureTests {
    private let axes = [Axis("x", domain: 0...4), Axis("y", domain: 0...4)]
    private let space = [Axis("x", domain: 0...2), Axis("y", domain: 0...2), Axis("z", domain: 0...2)]

    private func paths(_ figure: GeometryFigure, _ attribute: String, _ value: String) -> [SVGElement] {
        let color = PlotTheme.lightColor(of: value) ?? value
        return figure.svg(id: "g").descendants(named: "path").filter { $0[attribute] == color }
    }

    /// The centres of the dots, in order.
    private func centres(_ figure: GeometryFigure) -> [[Double]] {
        figure.svg(id: "g").descendants(named: "circle").map { dot in
            ["cx", "cy"].map { name in dot[name].flatMap { Double($0) } ?? .nan }
        }
    }

    @Test("A line in a plane is drawn where it is, from one side of the frame to the other")
    func line() throws {
        let series = Series("", .slot(2))
        let figure = GeometryFigure(
            "t", axes: axes,
            marks: [.hyperplane(normal: [3, 3], level: 12, series), .points([[4, 0], [0, 4]], series)])
        let path = try #require(paths(figure, "stroke", PlotTheme.series(2)).first { $0["stroke-width"] == "2.5" })
        let ends = numbers(in: path["d"] ?? "")
        let dots = centres(figure)
        try #require(ends.count == 4 && dots.count == 2)
        // (4, 0) and (0, 4) lie on x + y = 4.
        for dot in dots {
            let area = (ends[2] - ends[0]) * (dot[1] - ends[1]) - (ends[3] - ends[1]) * (dot[0] - ends[0])
            #expect(abs(area) < 3)
        }
    }

    @Test("A half-plane is shaded on its own side only")
    func halfPlane() throws {
        let figure = GeometryFigure(
            "t", axes: axes,
            marks: [.halfSpace(normal: [1, 0], level: 1, Series("")), .points([[1, 2]], Series(""))],
            hasEqualScales: false)
        let area = try #require(paths(figure, "fill", PlotTheme.series(1)).first)
        let corners = numbers(in: area["d"] ?? "")
        let boundary = try #require(centres(figure).first?.first)
        // x ≤ 1: nothing to the right of the boundary, which itself is reached.
        let xs = corners.indices.filter { $0.isMultiple(of: 2) }.map { corners[$0] }
        #expect(
            !xs.isEmpty && xs.allSatisfy { $0 <= boundary + 0.02 } && xs.contains { abs($0 - boundary) < 0.02 })
    }

    @Test("Right angles are drawn as right angles, unless the scales are free")
    func scales() {
        func units(_ isEqual: Bool) -> (Double, Double) {
            let figure = GeometryFigure(
                "t", axes: [Axis("x", domain: 0...4), Axis("y", domain: 0...1)],
                marks: [.points([[0, 0], [1, 0], [0, 1]], Series(""))], hasEqualScales: isEqual)
            let dots = centres(figure)
            return (dots[1][0] - dots[0][0], dots[0][1] - dots[2][1])
        }
        #expect(abs(units(true).0 - units(true).1) < 0.05)
        #expect(units(false).1 > 2 * units(false).0)
    }

    @Test("A plane's section of a box: corners on the plane, in the box, and all of them")
    func section() throws {
        let cube = try #require(SpacePlane(normal: [1, 1, 1], level: 1.5)).section(of: [0, 0, 0], [1, 1, 1])
        #expect(cube.count == 6)
        for corner in cube {
            #expect(abs(corner.sum() - 1.5) < 1e-12)
            #expect((0..<3).allSatisfy { corner[$0] > -1e-12 && corner[$0] < 1 + 1e-12 })
            #expect((0..<3).contains { abs(corner[$0] - 0.5) < 1e-12 })
        }
        #expect(try #require(SpacePlane(normal: [0, 0, -2], level: -1)).section(of: [0, 0, 0], [1, 1, 1]).count == 4)
        #expect(try #require(SpacePlane(normal: [1, 0, 0], level: 3)).section(of: [0, 0, 0], [1, 1, 1]).isEmpty)
        #expect(SpacePlane(normal: [0, 0, 0], level: 1) == nil)
    }

    @Test("Far faces are painted before near ones, and faces that cross a plane are cut")
    func order() throws {
        // Two squares that cross each other, one dot before both, one behind both; the viewer looks along −x.
        func square(_ id: Int, _ u: SIMD3<Double>, _ v: SIMD3<Double>) -> SpacePiece {
            SpacePiece(id: id, corners: [u + v, v - u, -u - v, u - v])
        }
        let dots = [
            SpacePiece(id: 1, corners: [[1, 0, 0]]), SpacePiece(id: 2, corners: [[-1, 0, 0]]),
            SpacePiece(id: 3, corners: [[3, 0, 0], [4, 0, 0]]),
        ]
        #expect(PainterOrder.sorted(dots, viewer: [1, 0, 0], tolerance: 1e-9).map(\.id) == [3, 2, 1])
        let pieces = [
            SpacePiece(id: 3, corners: [[5, 0, 0]]), square(1, [0, 0, 1], [1, 1, 0]),
            square(2, [0, 0, 1], [1, -1, 0]),
            SpacePiece(id: 4, corners: [[-5, 0, 0]]), SpacePiece(id: 5, corners: [[-5, 0, 0], [5, 0, 0]]),
        ]
        let sorted = PainterOrder.sorted(pieces, viewer: [1, 0, 0], tolerance: 1e-9)
        let ids = sorted.map(\.id)
        #expect(ids.first == 5 && ids.last == 3 && ids[1] == 4)
        #expect(ids.count { $0 == 1 } == 1 && ids.count { $0 == 2 } == 2 && ids.count { $0 == 5 } == 2)
        // The half of the second square that is behind the first comes before it.
        let first = try #require(ids.firstIndex(of: 1))
        let halves = sorted.indices.filter { ids[$0] == 2 }
        #expect(halves.count == 2 && halves[0] < first && first < halves[1])
        for k in halves {
            let middle = sorted[k].corners.reduce(0) { $0 + $1.x } / Double(sorted[k].corners.count)
            #expect((middle < 0) == (k < first))
        }
    }

    /// The texts of a figure with the boxes that they take.
    private func labels(_ figure: GeometryFigure) -> [(text: String, box: PlotRect)] {
        figure.svg(id: "g").descendants(named: "text").compactMap { element in
            guard let x = element["x"].flatMap({ Double($0) }), let y = element["y"].flatMap({ Double($0) }) else {
                return nil
            }
            let text = element.children.map { if case .text(let text) = $0 { text } else { "" } }.joined()
            let width = TextMetrics.width(text)
            return (text, PlotRect(left: x - width / 2, top: y - 9, width: width, height: 11))
        }
    }

    @Test("The label of an area smaller than its name stays inside of the frame", arguments: [0.05, 0.15, 0.4])
    func cornerLabel(size: Double) throws {
        let name = "R with a long name"
        func corner(_ normal: [Double], _ level: Double) throws -> (box: PlotRect, xs: [Double], ys: [Double]) {
            let figure = GeometryFigure(
                "t", axes: axes, marks: [.halfSpace(normal: normal, level: level, Series("", .slot(2)), label: name)],
                hasEqualScales: false)
            let place = try #require(labels(figure).first { $0.text == name })
            let path = try #require(paths(figure, "fill", PlotTheme.series(2)).first)
            let area = numbers(in: path["d"] ?? "")
            let xs = area.indices.filter { $0.isMultiple(of: 2) }.map { area[$0] }
            let ys = area.indices.filter { !$0.isMultiple(of: 2) }.map { area[$0] }
            try #require(xs.count > 2 && ys.count > 2)
            return (place.box, xs, ys)
        }
        let low = try corner([1, 1], size)
        #expect(low.box.left > (low.xs.min() ?? 0) - 2 && low.box.bottom < (low.ys.max() ?? 0) + 4, "\(low)")
        let high = try corner([-1, -1], size - 8)
        #expect(high.box.right < (high.xs.max() ?? 0) + 2 && high.box.top > (high.ys.min() ?? 0) - 4, "\(high)")
    }

    @Test("In space no number lies on a point, wherever the points are")
    func numbersBesideData() throws {
        for seed in 0..<12 {
            // Points around the edges of the box, where numbers stand.
            let points = (0..<40).map { k -> [Double] in
                let angle = Double(k * 7 + seed)
                return [2.4 * abs(sin(angle)) - 0.3, 2.4 * abs(cos(3 * angle)) - 0.3, 2.4 * abs(sin(5 * angle)) - 0.3]
            }
            let figure = GeometryFigure(
                "t", axes: ["x", "y", "z"].map { Axis($0, domain: -0.4...2.4) },
                marks: [.points(points, Series(""))], setsOffOrthant: true)
            let numbers = labels(figure).filter { Double($0.text.replacing("−", with: "-")) != nil }
            #expect(numbers.count > 2)
            let centres = centres(figure)
            for number in numbers {
                #expect(
                    !centres.contains { number.box.contains(Pixel(x: $0[0], y: $0[1]), margin: 1) },
                    "\(number.text), seed \(seed)")
            }
        }
    }

    @Test("In space every plane, line, arrow and point of the box is drawn")
    func spaceMarks() {
        let figure = GeometryFigure(
            "t", axes: space,
            marks: [
                .hyperplane(normal: [0, 0, 1], level: 1, Series("a plane", .slot(1)), label: "H"),
                .hyperplane(normal: [0, 0, 1], level: 9, Series("outside", .slot(2)), label: "not drawn"),
                .arrow(from: [0, 0, 0], to: [1, 1, 1], Series("", .slot(3)), label: "w"),
                .line(through: [0, 0, 0], direction: [1, 1, 1], Series("", .slot(4))),
                .points([[1, 1, 1], [9, 9, 9]], Series("", .ink), labels: ["p", "far"]),
            ], setsOffOrthant: true)
        let root = figure.svg(id: "g")
        let texts = root.descendants(named: "text").flatMap(\.children).map { node -> String in
            if case .text(let text) = node { text } else { "" }
        }
        #expect(texts.contains("H") && texts.contains("w") && texts.contains("p") && texts.contains("a plane"))
        // The key has what is in the box.
        #expect(!texts.contains("outside"))
        #expect(!texts.contains("far") && !texts.contains("not drawn"))
        #expect(root.descendants(named: "circle").count == 1)
        let dashed = root.descendants(named: "path").filter { $0["stroke-dasharray"] == "6 4" }
        // The line crosses the plane at (1, 1, 1), where it is cut.
        #expect(dashed.count == 2)
    }

    @Test("The key of a plane has what is in the frame, and no more")
    func planeKey() {
        let figure = GeometryFigure(
            "t", axes: axes,
            marks: [
                .points([[9, 9]], Series("far points")), .points([[1, 1]], Series("near points")),
                .hyperplane(normal: [1, 0], level: 9, Series("far line", .slot(2)), label: "H"),
                .halfSpace(normal: [1, 0], level: 1, Series("half")),
                .arrow(from: [0, 0], to: [8, 8], Series("long arrow")),
                .path([[9, 9], [8, 8]], Series("far path"), .broad), .path([[0, 0], [9, 9]], Series("path")),
            ], hasEqualScales: false)
        let key = figure.svg(id: "g").descendants(named: "g").first { $0["class"] == "plot-key" }
        let names = key?.descendants(named: "text").flatMap(\.children).map { node -> String in
            if case .text(let text) = node { text } else { "" }
        }
        #expect(names == ["near points", "half", "path"])
    }

    @Test("Where edges of the box meet, their zeros are one number")
    func zeros() {
        let figure = GeometryFigure(
            "t", axes: [Axis("x", domain: 0...2), Axis("y", domain: 0...2), Axis("z", domain: 0...0.05)],
            marks: [.points([[1, 1, 0.01]], Series(""))], setsOffOrthant: true, hasEqualScales: false)
        let texts = figure.svg(id: "g").descendants(named: "text").flatMap(\.children).map { node -> String in
            if case .text(let text) = node { text } else { "" }
        }
        #expect(texts.contains("0") && !texts.contains("0.0") && !texts.contains("0.00"))
        #expect(texts.contains("0.05"))
    }

    @Test("Marks of another dimension, and numbers that are not finite, are left out", arguments: [2, 3])
    func hostile(dimension: Int) {
        let values: [Double] = [.nan, .infinity, -.infinity, 1e300, 5e-324, 0, -1, 1e99]
        for value in values {
            for count in 0...4 {
                let vector = (0..<count).map { $0 == 0 ? value : 1 }
                let marks: [GeometryMark] = [
                    .hyperplane(normal: vector, level: value, Series("<&>"), label: "<&>"),
                    .halfSpace(normal: vector, level: 1, Series("b"), label: "R"),
                    .arrow(from: vector, to: vector.map { $0 + 1 }, Series("c"), label: "w"),
                    .line(through: vector, direction: vector, Series("d")),
                    .path([vector, vector], Series("e"), .broad),
                    .points([vector], Series("f"), .ring, labels: ["x"]),
                ]
                for isEqual in [true, false] {
                    let figure = GeometryFigure(
                        "t", axes: (0..<dimension).map { Axis("\($0)") }, marks: marks, setsOffOrthant: true,
                        hasEqualScales: isEqual)
                    let text = figure.svg(id: "g").serialized()
                    #expect(ParsedXML(text).isWellFormed && !text.lowercased().contains("nan"))
                    for path in figure.svg(id: "g").descendants(named: "path") {
                        #expect(numbers(in: path["d"] ?? "").allSatisfy { abs($0) < 2000 }, "\(value) \(count)")
                    }
                }
            }
        }
    }

    @Test("A standalone file has a page and literal colours, with dark ones where they are preferred")
    func standalone() throws {
        let figure = GeometryFigure("t", axes: axes, marks: [.points([[1, 1]], Series("p", .slot(3)))])
        let text = figure.standaloneSVG(id: "g").serialized()
        let parsed = ParsedXML(text)
        #expect(parsed.isWellFormed && !text.contains("var("))
        #expect(parsed.named("rect").first?.attributes["fill"] == "#ffffff")
        #expect(parsed.named("circle").first?.attributes["fill"] == "#00805c")
        let style = try #require(parsed.named("style").first?.text)
        #expect(style.contains("prefers-color-scheme: dark") && style.contains("[fill=\"#00805c\"] { fill: #2fc19c; }"))
        #expect(parsed.elements.prefix(2).map(\.name) == ["svg", "title"])
    }
}
