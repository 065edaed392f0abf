import Testing

@testable import Plots

@Suite("Charts")
struct ChartTests {
    /// A chart whose plot is 613 × 200 units with its top left corner at (17, 8).
    private func plain(_ marks: [Mark]) -> Chart {
        Chart(
            "t", x: Axis(domain: 0...6), y: Axis(domain: 0...4), marks: marks, width: 640, height: 232,
            showsTitle: false)
    }

    private func paths(_ chart: Chart) -> [SVGElement] {
        chart.svg(id: "c").descendants(named: "path")
    }

    private func strokePath(_ chart: Chart, stroke: String) -> SVGElement? {
        paths(chart).first { $0["style"]?.contains(stroke) == true }
    }

    @Test("Points of a known chart are at the expected coordinates")
    func coordinates() throws {
        let line = Mark.line([PlotPoint(0, 0), PlotPoint(3, 4), PlotPoint(6, 1)])
        let chart = plain([line])
        // The left margin is one digit (0.65 × 11, rounded up with the gap of 9): 17; the right one is 10.
        let path = try #require(strokePath(chart, stroke: "series-1"))
        #expect(path["d"] == "M17 208L323.5 8 630 158")
        let labels = chart.svg(id: "c").descendants(named: "text")
        let two = try #require(labels.first { $0.children == [.text("2")] && $0["y"] == "225" })
        #expect(two["x"] == "221.33")
    }

    @Test("Values that are not finite make gaps, and lone points become dots")
    func gaps() throws {
        let points = [(0, 0.0), (1, 4), (2, Double.nan), (3, 2), (4, .infinity), (5, 4), (6, 0)].map {
            PlotPoint(Double($0.0), $0.1)
        }
        let strokes = paths(plain([.line(points)])).filter { $0["style"]?.contains("series-1") == true }
        #expect(strokes.count == 2)
        #expect(strokes.first?["d"] == "M17 208L119.17 8M527.83 8L630 208")
        #expect(strokes.last?["d"] == "M323.5 108h0")
        #expect(strokes.last?["stroke-linecap"] == "round")
    }

    @Test("Lines are cut off exactly at the edges of the domain")
    func clipping() throws {
        let path = try #require(
            strokePath(plain([.line([PlotPoint(0, -4), PlotPoint(3, 8), PlotPoint(6, -4)])]), stroke: "series-1"))
        #expect(path["d"] == "M119.17 208L221.33 8M425.67 8L527.83 208")
        let far = try #require(strokePath(plain([.line([PlotPoint(-6, 2), PlotPoint(12, 2)])]), stroke: "series-1"))
        #expect(far["d"] == "M17 108L630 108")
    }

    @Test("Rings are circles at their points; values from before the axis are short lines at its edge")
    func ringsAndStarts() throws {
        var chart = plain([
            .rings([PlotPoint(3, 4), PlotPoint(.nan, 1)], Series("r")), .starts([1, .nan, 9], Series("s")),
        ])
        chart.labels = .none
        let circles = chart.svg(id: "c").descendants(named: "circle").filter { $0["fill"] == "none" }
        #expect(circles.map { $0["cx"] } == ["323.5"] && circles.map { $0["cy"] } == ["8"])
        #expect(paths(chart).contains { $0["d"] == "M17 158L31 158" || $0["d"] == "M17 158H31" })
        #expect(chart.table.rows.map { $0[1] } == ["points", "start", "start"])
        #expect(chart.table.rows[1] == ["s", "start", "", "1"])
        let free = Chart("t", marks: [.starts([7], Series("s")), .line([PlotPoint(0, 1), PlotPoint(1, 2)])])
        #expect(free.domains.y.upper >= 7)
    }

    @Test("A series without anything to draw is not in the key")
    func emptySeries() {
        let marks: [Mark] = [
            .line([PlotPoint(0, .nan)], Series("a")), .points([], Series("b")), .zeros([.nan], Series("c")),
            .rings([PlotPoint(1, 1)], Series("d")), .starts([2], Series("e")),
            .stems([PlotPoint(.infinity, 1)], Series("f")),
        ]
        #expect(KeyEntry.entries(for: marks).map(\.series.name) == ["d", "e"])
    }

    @Test("A line of text is never broken between a number and its unit")
    func unbroken() {
        let text = "The worst entry is 100\u{A0}% of 2\u{202F}s"
        for width in stride(from: 20.0, through: 300, by: 5) {
            let lines = TextMetrics.wrap(text, width: width, size: 12, bold: false, lines: 20)
            #expect(!lines.contains { $0.hasPrefix("%") || $0.hasPrefix("s") || $0.hasSuffix("100") })
        }
        #expect(TextMetrics.width("\u{A0}") == TextMetrics.width(" "))
    }

    @Test("Stems start at zero")
    func stems() throws {
        let chart = Chart(
            "t", x: Axis(domain: 0...6), y: Axis(domain: AxisDomain(-4, 4)),
            marks: [.stems([PlotPoint(3, 4), PlotPoint(6, -2)])],
            height: 232, showsTitle: false)
        let path = try #require(strokePath(chart, stroke: "series-1"))
        #expect(path["d"]?.hasSuffix("V8M630 108V158") == true)
        let frame = plain([]).domains
        #expect(frame.y == AxisDomain(0, 4))
        let own = Chart("t", marks: [.stems([PlotPoint(0, 3), PlotPoint(1, 4)])]).domains
        #expect(own.y.start == 0)
    }

    @Test("Steps are flat around their points, or after them")
    func steps() throws {
        let points = [PlotPoint(1, 0), PlotPoint(3, 4), PlotPoint(5, 1)]
        let centred = try #require(strokePath(plain([.steps(points)]), stroke: "series-1"))
        #expect(centred["d"] == "M17 208L221.33 208 221.33 8 425.67 8 425.67 158 630 158")
        let following = try #require(strokePath(plain([.steps(points, alignment: .following)]), stroke: "series-1"))
        #expect(following["d"] == "M119.17 208L323.5 208 323.5 8 527.83 8 527.83 158")
    }

    @Test("A band whose lower edge is 0 reaches the bottom of a logarithmic scale, and nothing else has a place there")
    func bandFromZero() {
        func geometry(_ low: [Double], _ high: [Double]) -> MarkGeometry {
            func points(_ values: [Double]) -> [PlotPoint] { values.enumerated().map { PlotPoint(Double($0), $1) } }
            let y = ResolvedAxis(
                Axis("", scale: .log10), domain: AxisDomain(1, 100), from: 100, to: 0, target: 2)
            let x = ResolvedAxis(Axis(), domain: AxisDomain(0, 2), from: 0, to: 20, target: 2)
            let frame = PlotFrame(rect: PlotRect(left: 0, top: 0, width: 20, height: 100), x: x, y: y)
            return MarkGeometry(.band(lower: points(low), upper: points(high)), in: frame)
        }
        let corners = geometry([10, 0, 0], [100, 10, 10]).polygons
        #expect(
            corners == [
                [(0, 50), (10, 100), (20, 100), (20, 50), (10, 50), (0, 0)].map { Pixel(x: $0.0, y: $0.1) }
            ])
        #expect(geometry([0, 0, 0], [0, 0, 0]).polygons.isEmpty)
        #expect(geometry([-1, 0, 0], [10, 10, 10]).polygons.count == 1)
    }

    @Test("Counts have whole ticks")
    func counts() {
        func labels(_ most: Double, isWhole: Bool) -> [String] {
            Axis("runs", isWhole: isWhole).ticks(in: AxisDomain(0, most), target: 5).map(\.label)
        }
        #expect(labels(1, isWhole: true) == ["0", "1"] && labels(2, isWhole: true) == ["0", "1", "2"])
        #expect(labels(1, isWhole: false).contains("0.2"))
        #expect(labels(50, isWhole: true) == labels(50, isWhole: false))
    }

    @Test("Areas and bands are closed shapes inside the plot")
    func areas() throws {
        let top = [PlotPoint(0, 2), PlotPoint(6, 8)]
        let area = try #require(paths(plain([.area(top)])).first { $0["fill-opacity"] != nil })
        #expect(area["d"] == "M17 108L221.33 8 630 8 630 208 17 208Z")
        let low = [PlotPoint(0, 1), PlotPoint(6, 1)]
        let band = try #require(
            paths(plain([.band(lower: low, upper: [PlotPoint(0, 2), PlotPoint(6, 3)])])).first {
                $0["fill-opacity"] != nil
            })
        #expect(band["d"] == "M17 158L630 158 630 58 17 108Z")
    }

    @Test("Rules span the plot and only those inside the domain are drawn")
    func rules() throws {
        let chart = plain([
            .rule(.horizontal(2)), .rule(.vertical(3), label: "here"), .rule(.horizontal(9), label: "far"),
        ])
        let rules = paths(chart).filter { $0["stroke-dasharray"] == "4 3" }
        #expect(rules.map { $0["d"] } == ["M17 108H630", "M323.5 208V8"])
        let texts = ParsedXML(chart.svg(id: "c").serialized()).named("text").map(\.text)
        #expect(texts.contains("here"))
        #expect(!texts.contains("far"))
    }

    @Test("A label crosses no other vertical line; where lines crowd, leaders lead to them")
    func crowdedRules() throws {
        let names = ["first rule", "second rule", "third rule"]
        let places = [4.8, 5.0, 5.2]
        let svg = plain(zip(places, names).map { .rule(.vertical($0), label: $1) }).svg(id: "c")
        let lines = places.map { 17 + $0 / 6 * 613 }
        var tops: Set<String> = []
        for (name, line) in zip(names, lines) {
            let text = try #require(svg.descendants(named: "text").first { $0.children == [.text(name)] })
            let left = try #require(Double(text["x"] ?? ""))
            let right = left + TextMetrics.width(name)
            #expect(!lines.contains { left - 2 < $0 && $0 < right + 2 }, "\(name) from \(left) to \(right)")
            tops.insert(text["y"] ?? "")
            let hasDot = svg.descendants(named: "path").contains { path in
                path["stroke-linecap"] == "round" && path["d"]?.hasPrefix("M\(SVGNumber.format(line) ?? "") ") == true
            }
            #expect(hasDot == (abs(left - line) > 6 && abs(right - line) > 6), "\(name)")
        }
        #expect(tops.count > 1)
    }

    @Test("A note goes into the emptiest corner")
    func note() throws {
        func place(_ points: [PlotPoint]) throws -> (x: Double, y: Double) {
            let texts = plain([.line(points), .note("note")]).svg(id: "c").descendants(named: "text")
            let note = try #require(texts.first { $0.children == [.text("note")] })
            return (Double(note["x"] ?? "") ?? 0, Double(note["y"] ?? "") ?? 0)
        }
        let rising = try place([PlotPoint(0, 0), PlotPoint(6, 4)])
        #expect(rising.x < 100 && rising.y < 50)
        let falling = try place([PlotPoint(0, 4), PlotPoint(6, 0)])
        #expect(falling.x > 500 && falling.y < 50)
        let high = try place([PlotPoint(0, 3.9), PlotPoint(6, 3.9)])
        #expect(high.y > 150)
    }

    @Test("Names stand at line ends if they fit there and in a key otherwise")
    func seriesLabels() {
        let lines = (1...3).map { slot in
            Mark.line([PlotPoint(0, 1), PlotPoint(6, 2)], Series("name \(slot)", .slot(slot)))
        }
        func isKeyed(_ chart: Chart) -> Bool {
            chart.svg(id: "c").descendants(named: "g").contains { $0["class"] == "plot-key" }
        }
        #expect(!isKeyed(plain(lines)))
        #expect(isKeyed(plain(lines + [.points([PlotPoint(1, 1)], Series("dots"))])))
        #expect(isKeyed(plain([.line([PlotPoint(0, 1), PlotPoint(2, 2)], Series("short"))])))
        var chart = plain(lines)
        chart.labels = .none
        #expect(!ParsedXML(chart.svg(id: "c").serialized()).named("text").contains { $0.text.hasPrefix("name") })
        // The three lines end at the same point, so their names have to move apart, but not out of the plot.
        for end in [0.0, 2, 4] {
            let together = (1...3).map { slot in
                Mark.line([PlotPoint(0, 1), PlotPoint(6, end)], Series("name \(slot)", .slot(slot)))
            }
            let texts = plain(together).svg(id: "c").descendants(named: "text").filter {
                if case .text(let text)? = $0.children.first { text.hasPrefix("name") } else { false }
            }
            let rows = texts.compactMap { $0["y"].flatMap(Double.init) }
            #expect(rows.count == 3)
            #expect(zip(rows, rows.dropFirst()).allSatisfy { $1 - $0 >= 13.9 })
            #expect(rows.allSatisfy { (12...212).contains($0) })
        }
    }

    @Test("A direct name stands within the plot where its line ends there, and beside it else")
    func directLabels() throws {
        let lines = [(6.0, 1.0), (3, 2), (3, 2)].enumerated().map { index, end in
            Mark.line([PlotPoint(0, 0), PlotPoint(end.0, end.1)], Series("N\(index)", .slot(index + 1)))
        }
        var chart = plain(lines)
        chart.labels = .direct
        let texts = chart.svg(id: "c").descendants(named: "text").compactMap {
            text -> (name: String, x: Double, y: Double)? in
            guard case .text(let name)? = text.children.first, name.hasPrefix("N") else { return nil }
            return text["x"].flatMap(Double.init).flatMap { x in text["y"].flatMap(Double.init).map { (name, x, $0) } }
        }
        #expect(Set(texts.map(\.name)) == ["N0", "N1", "N2"])
        let places = Dictionary(uniqueKeysWithValues: texts.map { ($0.name, (x: $0.x, y: $0.y)) })
        let (edge, one, other) = try (
            #require(places["N0"]), #require(places["N1"]), #require(places["N2"])
        )
        #expect(edge.x > 580 && (280...380).contains(one.x) && (280...380).contains(other.x))
        #expect(abs(one.x - other.x) > 8 || abs(one.y - other.y) > 10)
        // Ranges, single points and zeros carry a direct name, too.
        chart.marks = [
            .ranges([PlotRange(0, 1, 2), PlotRange(6, 1, 2)], Series("N0")),
            .points([PlotPoint(3, 1)], Series("N1", .slot(2))), .zeros([3], Series("N2", .slot(3))),
        ]
        let others = chart.svg(id: "c").descendants(named: "text").filter {
            if case .text(let name)? = $0.children.first { name.hasPrefix("N") } else { false }
        }
        #expect(others.count == 3)
    }

    @Test("Values of 0 are marked at the bottom of a logarithmic axis, and at 0 of any other")
    func zeros() throws {
        func dots(_ y: Axis, _ marks: [Mark]) throws -> String {
            let chart = Chart(
                "t", x: Axis(domain: 0...6), y: y, marks: marks, width: 640, height: 232, showsTitle: false)
            let path = try #require(paths(chart).first { $0["style"]?.contains("series-3") == true })
            return try #require(path["d"])
        }
        let zeros = Mark.zeros([3], Series("", .slot(3)))
        // The triangles' bases lie below, their tips above the bottom edge at 208.
        for (axis, place) in [(Axis(scale: .log10, domain: 1...10), 208.0), (Axis(domain: -4...4), 108)] {
            let heights = numbers(in: try dots(axis, [zeros])).enumerated().filter { !$0.offset.isMultiple(of: 2) }
            #expect(heights.allSatisfy { abs($0.element - place) < 4 } && heights.count == 3)
        }
        #expect(
            Chart("t", y: Axis(scale: .log10), marks: [zeros, .points([PlotPoint(1, 1e-3), PlotPoint(2, 1)])])
                .domains.y == AxisDomain(1e-3, 1))
        #expect(Chart("t", marks: [zeros, .points([PlotPoint(1, 4)])]).domains.y.start == 0)
    }

    @Test("Shaded points take their colours from their values")
    func shaded() throws {
        let palette = HeatPalette.viridis
        let mark = Mark.shaded((0...2).map { PlotPoint(Double($0), 1) }, values: [5, 6, 7], Series("θ"))
        let found = paths(plain([mark])).compactMap { $0["stroke"] }
        #expect(
            found.filter {
                palette.color(level: palette.markerLevel(0)) == $0 || palette.color(level: palette.markerLevel(1)) == $0
            }.count == 2)
        #expect(found.contains(palette.color(level: palette.markerLevel(0.5))))
    }

    @Test("Series differ in dashes and markers, not only in colour")
    func styles() {
        let dashes = (1...6).map { SeriesStyle.slot($0).dashes }
        #expect(Set(dashes).count == 6)
        let markers = (1...6).map { slot in
            Marker.elements([Pixel(x: 0, y: 0)], style: .slot(slot), radius: 3).map { $0["d"] ?? "" }
        }
        #expect(Set(markers).count == 6)
        #expect(SeriesStyle.slot(7).slotNumber == 1)
        let looks = (1...12).map { [SeriesStyle.slot($0).slotNumber, SeriesStyle.slot($0).patternNumber] }
        #expect(Set(looks).count == 12 && SeriesStyle.slot(13).patternNumber == SeriesStyle.slot(1).patternNumber)
        #expect(SeriesStyle.slot(0).slotNumber == 6)
        #expect(SeriesStyle.slot(.min).slotNumber != nil)
    }

    @Test("A title and a description serve screen readers")
    func accessibility() throws {
        let chart = Chart("A <title>", description: "About \"it\" & more", marks: [])
        let parsed = ParsedXML(chart.svg(id: "my figure\"<").serialized())
        #expect(parsed.isWellFormed)
        let root = try #require(parsed.elements.first)
        #expect(root.attributes["role"] == "img")
        #expect(root.attributes["aria-labelledby"] == "my-figure---title my-figure---desc")
        #expect(parsed.named("title").first?.text == "A <title>")
        #expect(parsed.named("title").first?.attributes["id"] == "my-figure---title")
        #expect(parsed.named("desc").first?.text == "About \"it\" & more")
        let bare = ParsedXML(Chart("Bare", marks: []).svg(id: "b").serialized())
        #expect(bare.elements.first?.attributes["aria-labelledby"] == "b-title")
        #expect(bare.named("desc").isEmpty)
    }

    @Test("Long lines are reduced to what can be seen, with their peaks")
    func simplification() throws {
        var points = (0..<200_000).map { (k: Int) -> PlotPoint in
            PlotPoint(Double(k), k * 7919 % 1000 == 0 ? 1.0 : 0.5)
        }
        points[123_456].y = 3
        points[77_777].y = -2
        let chart = Chart(
            "t", x: Axis(), y: Axis(domain: AxisDomain(-2, 3)), marks: [.line(points)], height: 232, showsTitle: false)
        let text = chart.svg(id: "c").serialized()
        #expect(text.utf8.count < 50_000)
        let path = try #require(strokePath(chart, stroke: "series-1"))
        let values = numbers(in: path["d"] ?? "")
        let heights = stride(from: 1, to: values.count, by: 2).map { values[$0] }
        #expect(heights.min() == 8)
        #expect(heights.max() == 208)
        #expect(values.count > 1000)
    }

    @Test("A hundred markers at one place are drawn once")
    func coincidentMarkers() throws {
        let points = Array(repeating: PlotPoint(3, 2), count: 100)
        let path = try #require(strokePath(plain([.points(points)]), stroke: "series-1"))
        #expect(path["d"] == "M323.5 108h0")
    }
}
