import Testing

@testable import Plots

/// What programs see that know no custom properties.
@Suite("Plain colours")
struct PlainColorTests {
    static let figures: [any Figure] = [
        Chart(
            "c", x: Axis("x"), y: Axis("y"),
            marks: [
                .line([PlotPoint(0, 1), PlotPoint(1, 2)], Series("a", .slot(2))), .rule(.vertical(0.5), label: "r"),
                .band(lower: [PlotPoint(0, 1), PlotPoint(1, 1)], upper: [PlotPoint(0, 2), PlotPoint(1, 3)]), .note("n"),
                .shaded([PlotPoint(0, 1), PlotPoint(1, 1)], values: [1, 2], Series("s")), .zeros([0.5], Series("z")),
            ]),
        ChartGrid("g", panels: [ChartPanel("p", marks: [.stems([PlotPoint(0, 1)])])]),
        HeatMap("h", rows: [[0, .nan], [1, 2]]),
        GeometryFigure(
            "d", axes: [Axis("x", domain: 0...2), Axis("y", domain: 0...2)],
            marks: [.hyperplane(normal: [1, 1], level: 1, Series("H"), label: "H"), .points([[1, 1]], Series("p"))]),
    ]

    @Test("Every colour is a plain attribute, with its custom property beside it and the same colour to fall back on")
    func plain() {
        var found = 0
        func walk(_ element: SVGElement) {
            for name in ["fill", "stroke"] {
                guard let value = element[name] else { continue }
                #expect(!value.contains("var("), "\(element.name) \(name)")
                guard PlotTheme.properties.contains(where: { $0.light == value }) else { continue }
                let declarations = (element["style"] ?? "").split(separator: ";").map(String.init)
                let own = declarations.first { $0.hasPrefix("\(name):var(--plot-") }
                #expect(own?.hasSuffix(", \(value))") == true, "\(element.name) \(name) \(element["style"] ?? "")")
                found += 1
            }
            for case .element(let child) in element.children { walk(child) }
        }
        for figure in Self.figures { walk(figure.svg(id: "f")) }
        #expect(found > 30)
    }

    @Test("No colour of a palette is one that dark pages replace")
    func distinct() {
        let light = Set(PlotTheme.properties.map(\.light))
        #expect(light.count == PlotTheme.properties.count)
        for palette in [HeatPalette.viridis, .cividis] {
            #expect((0..<palette.levels).allSatisfy { !light.contains(palette.color(level: $0)) })
        }
    }

    @Test("On dark pages the middle of the diverging palette is dark, and its ends differ from the page")
    func diverging() throws {
        let levels = HeatPalette.themed
        let surface = try #require(PlotTheme.properties.first { $0.name == "surface" })
        #expect(levels.count == 33 && levels.map(\.light) == (0..<33).map { HeatPalette.diverging.color(level: $0) })
        #expect(luminance(levels[16].light) > 0.8 && luminance(levels[16].dark) < 0.03)
        for k in 1...16 {
            #expect(luminance(levels[16 - k].dark) > luminance(levels[17 - k].dark))
            #expect(luminance(levels[16 + k].dark) > luminance(levels[15 + k].dark))
        }
        #expect(luminance(surface.dark) < luminance(levels[16].dark))
        // A file changes the colours that it uses, and speaks of no others.
        let text = HeatMap("h", rows: [[-1, 0, 1]], palette: .diverging).standaloneSVG(id: "h").serialized()
        #expect(text.contains("[stroke=\"\(levels[16].light)\"] { stroke: \(levels[16].dark); }"))
        #expect(
            !text.contains("#0067a5")
                && !HeatMap("h", rows: [[1]]).standaloneSVG(id: "h").serialized().contains("f7f7f7"))
    }

    @Test("A file has a size, a margin on every side, and its title and caption inside", arguments: [0, 1, 2, 3])
    func file(index: Int) throws {
        let caption = Array(repeating: "word", count: 80).joined(separator: " ") + " f_{m}"
        let root = Self.figures[index].standaloneSVG(id: "f", title: "A title", caption: caption)
        let parsed = ParsedXML(root.serialized())
        #expect(parsed.isWellFormed && !root.serialized().contains("var("))
        let box = numbers(in: root["viewBox"] ?? "")
        try #require(box.count == 4)
        #expect(box[0] == -16 && numbers(in: root["width"] ?? "") == [box[2]])
        #expect(numbers(in: root["height"] ?? "") == [box[3]])
        let page = try #require(parsed.named("rect").first?.attributes)
        #expect(["x", "y", "width", "height"].map { Double(page[$0] ?? "") } == box.map { Optional($0) })
        let words = parsed.named("text").map(\.text)
        #expect(words.contains("A title") && words.filter { $0.hasPrefix("word word") }.count >= 3)
        #expect(parsed.named("tspan").contains { $0.text == "m" })
        // The caption ends above the lower margin.
        let groups = parsed.named("g").compactMap { $0.attributes["transform"] }.filter { $0.hasPrefix("translate(0 ") }
        let captionTop = try #require(groups.last.map { numbers(in: $0)[1] })
        let last = try #require(parsed.named("text").last.flatMap { Double($0.attributes["y"] ?? "") })
        #expect(captionTop + last <= box[1] + box[3] - 16)
        let bare = Self.figures[index].standaloneSVG(id: "f", switchesToDark: false)
        #expect(!bare.serialized().contains("A title") && bare.descendants(named: "style").isEmpty)
    }
}
