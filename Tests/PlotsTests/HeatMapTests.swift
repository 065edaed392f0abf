import Testing

@testable import Plots

@Suite("Heat maps")
struct HeatMapTests {
    private static func smooth(_ rows: Int, _ columns: Int) -> [[Double]] {
        (0..<rows).map { row in
            (0..<columns).map { column in
                let distance = Double(column - row)
                return 2.5 / (1 + distance * distance / 40) + 0.001 * Double(column)
            }
        }
    }

    /// The colour of each cell, read back from the paths; a cell that is covered twice gets both colours.
    private func decode(_ map: HeatMap) throws -> [[String]] {
        let root = map.svg(id: "h")
        let group = try #require(root.descendants(named: "g").first { $0["class"] == "plot-cells" })
        var cells = Array(repeating: Array(repeating: "", count: map.columnCount), count: map.rows.count)
        for path in group.descendants(named: "path") {
            var (x, y) = (0.0, 0.0)
            let data = try #require(path["d"])
            for command in data.matches(of: /([Mmh])([^Mmh]*)/) {
                let values = numbers(in: String(command.2))
                switch command.1 {
                case "M": (x, y) = (values[0], values[1])
                case "m": (x, y) = (x + values[0], y + values[1])
                default:
                    let isInside = x >= 0 && values[0] > 0 && Int(x + values[0]) <= map.columnCount
                    try #require(isInside && cells.indices.contains(Int(y)))
                    for column in Int(x)..<Int(x + values[0]) { cells[Int(y)][column] += path["stroke"] ?? "?" }
                    x += values[0]
                }
            }
        }
        return cells
    }

    @Test("A map without a number has no colour bar, and no domain from −1 on")
    func nothing() {
        let map = HeatMap(
            "t", rows: [[.nan, .infinity], [.nan, .nan]], value: Axis("error", includesZero: true), palette: .viridis)
        #expect(map.valueDomain == AxisDomain(0, 1))
        func bars(_ map: HeatMap) -> Int {
            map.svg(id: "h").descendants(named: "rect").count { $0["class"] == "plot-bar" }
                + map.svg(id: "h").descendants(named: "text").count { $0.children == [.text("error")] }
        }
        #expect(bars(map) == 0)
        #expect(bars(HeatMap("t", rows: [[.nan, 1], [2, 3]], value: Axis("error"))) > 0)
    }

    @Test(
        "Every cell is covered exactly once, in its own colour", arguments: [HeatPalette.viridis, .cividis, .diverging])
    func coverage(palette: HeatPalette) throws {
        var rows = Self.smooth(130, 129)
        rows[3][7] = -4
        let map = HeatMap("t", rows: rows, palette: palette)
        let domain = map.valueDomain
        let cells = try decode(map)
        for (row, numbers) in rows.enumerated() {
            for (column, number) in numbers.enumerated() {
                let share = (number - domain.start) / (domain.end - domain.start)
                let level = min(Int(share * Double(palette.levels)), palette.levels - 1)
                let expected = palette.color(level: level)
                // A number on the border of two levels may fall on either side.
                let isBorder = abs((share * Double(palette.levels)).rounded() - share * Double(palette.levels)) < 1e-9
                if cells[row][column] != expected && !isBorder {
                    Issue.record("\(row) \(column): \(cells[row][column]) instead of \(expected)")
                }
            }
        }
    }

    @Test("Rows overlap, so that no gap is left, but by a quarter of a pixel at most", arguments: [1, 2, 10, 130])
    func overlap(rows: Int) throws {
        let map = HeatMap("t", rows: Array(repeating: [0, 1, 2], count: rows), mapHeight: 300)
        let group = try #require(map.svg(id: "h").descendants(named: "g").first { $0["class"] == "plot-cells" })
        let scale = try #require(group["transform"]?.firstMatch(of: /scale\(\S+ (\S+)\)/))
        let (height, width) = (try #require(Double(scale.1)), try #require(group["stroke-width"].flatMap(Double.init)))
        #expect(height * (width - 1) > 0.01 && height * (width - 1) <= 0.2501, "\(height) × \(width)")
    }

    @Test("Neighbours of one colour share one run")
    func runs() throws {
        let map = HeatMap("t", rows: [[0, 0, 0, 1, 1, 0], [0, 0, 0, 0, 0, 0]])
        let group = try #require(map.svg(id: "h").descendants(named: "g").first { $0["class"] == "plot-cells" })
        let paths = group.descendants(named: "path")
        #expect(paths.map { $0["d"] } == ["M0 0.5h3m2 0h1m-6 1h6", "M3 0.5h2"])
        #expect(paths.map { $0["stroke"] } == ["#440154", "#fde725"])
    }

    @Test("The transform maps cells onto the map")
    func transform() {
        let rect = PlotRect(left: 40, top: 30, width: 500, height: 387)
        let text = CellTransform(rect: rect, columns: 129, rows: 130).text
        #expect(text == "translate(40 30)scale(3.875969 2.976923)")
        let values = numbers(in: text)
        #expect(abs(values[0] + 129 * values[2] - rect.right) < 0.001)
        #expect(abs(values[1] + 130 * values[3] - rect.bottom) < 0.001)
    }

    @Test("A large smooth map stays small")
    func size() {
        let text = HeatMap("t", rows: Self.smooth(130, 129)).svg(id: "h").serialized()
        #expect(text.utf8.count < 60_000)
        // The worst case: no two neighbours share a colour.
        let noise = (0..<130).map { (row: Int) -> [Double] in
            (0..<129).map { (column: Int) -> Double in Double((row * 131 + column * 71) % 97) }
        }
        #expect(HeatMap("t", rows: noise).svg(id: "h").serialized().utf8.count < 200_000)
    }

    @Test("Cells without a value are neutral and cover the rest")
    func missing() throws {
        let map = HeatMap(
            "t", rows: [[0, .nan, .infinity], [1], [-.infinity, 0.5, 0.2]], width: 300, mapHeight: 90)
        let cells = try decode(map)
        #expect(cells.map { $0.map(\.isEmpty) } == [[false, true, true], [false, true, true], [true, false, false]])
        let root = map.svg(id: "h")
        let path = try #require(root.descendants(named: "path").first { $0["class"] == "plot-missing" })
        #expect(path["fill"] == "url(#h-missing)")
        #expect(root.descendants(named: "pattern").map { $0["id"] } == ["h-missing"])
        #expect(path["d"]?.split(separator: "Z").count == 3)
        #expect(ParsedXML(root.serialized()).named("text").contains { $0.text == "no value" })
        let logarithmic = HeatMap("t", rows: [[0, 1, 10, -1]], value: Axis(scale: .log10))
        #expect(try decode(logarithmic).map { $0.map(\.isEmpty) } == [[true, false, false, true]])
        let whole = HeatMap("t", rows: [[0, 1]]).svg(id: "h")
        #expect(whole.descendants(named: "pattern").isEmpty)
    }

    @Test("The diverging palette has its lightest colour at zero")
    func diverging() throws {
        let map = HeatMap("t", rows: [[-1, 0, 3]], palette: .diverging)
        #expect(map.valueDomain == AxisDomain(-3, 3))
        #expect(try decode(map)[0][1] == "#f7f7f7")
        #expect(try decode(map)[0][2] == "#8a3f00")
        #expect(HeatPalette.diverging.color(level: 0) == "#08407e")
    }

    @Test("Colours span the data, from zero if they start just above it")
    func domain() {
        #expect(HeatMap("t", rows: [[0.1, 2]]).valueDomain == AxisDomain(0, 2))
        #expect(HeatMap("t", rows: [[1, 2]]).valueDomain == AxisDomain(1, 2))
        #expect(HeatMap("t", rows: [[1, 2]], value: Axis("v", domain: 0...5)).valueDomain == AxisDomain(0, 5))
    }

    @Test("A map of zeros has the colour of 0 everywhere, and says so in place of a colour bar")
    func zeros() throws {
        let map = HeatMap("t", rows: [[0, 0], [0, -0.0]], value: Axis("error"))
        #expect(map.constant == 0 && map.valueDomain == AxisDomain(0, 1))
        #expect(try decode(map).joined().allSatisfy { $0 == "#440154" })
        let root = map.svg(id: "h")
        let texts = ParsedXML(root.serialized()).named("text").map(\.text)
        #expect(texts.contains("0 everywhere") && texts.contains("error") && !texts.contains("0.5"))
        #expect(root.descendants(named: "rect").filter { $0["class"] == "plot-bar" }.map { $0["fill"] } == ["#440154"])
        #expect(HeatMap("t", rows: [[0, 0]], value: Axis("v", domain: 0...5)).constant == nil)
        #expect(HeatMap("t", rows: [[0, 1e-300]]).constant == nil)
        #expect(HeatMap("t", rows: [[3, 3]]).valueDomain == AxisDomain(0, 3))
        #expect(HeatMap("t", rows: [[-3, -3]]).valueDomain == AxisDomain(-3, 0))
        #expect(HeatMap("t", rows: [[0, 0]], palette: .diverging).valueDomain == AxisDomain(-1, 1))
    }

    @Test(
        "The rows that a cell stands for are those whose number lies in it on the axis",
        arguments: [1, 260, 261, 390, 599, 600])
    func blocks(count: Int) {
        let blocks = HeatMap.blocks(of: count, in: 260)
        #expect(blocks.count == min(count, 260) && blocks.flatMap { Array($0) } == Array(0..<count))
        for (cell, block) in blocks.enumerated() {
            for row in block {
                let place = (Double(row) + 0.5) * Double(blocks.count) / Double(count)
                #expect(place >= Double(cell) - 1e-9 && place <= Double(cell) + 1 + 1e-9)
            }
        }
    }

    @Test("Sequential palettes get steadily lighter", arguments: [HeatPalette.viridis, .cividis])
    func lightness(palette: HeatPalette) {
        let lightness = (0..<palette.levels).map { luminance(palette.color(level: $0)) }
        #expect(zip(lightness, lightness.dropFirst()).allSatisfy { $0 < $1 })
        #expect(Set((0..<palette.levels).map(palette.color)).count == 32)
    }

    @Test("An axis of whole numbers has no ticks between them, with a domain or without")
    func wholeTicks() {
        for y in [Axis("θ"), Axis("θ", domain: AxisDomain(3.5, -0.5))] {
            let map = HeatMap("t", rows: Array(repeating: [1, 2, 4, 5], count: 4), y: y, value: Axis(domain: 0...10))
            let labels = ParsedXML(map.svg(id: "h").serialized()).named("text").map(\.text)
            #expect(labels.contains("3") && !labels.contains { $0.contains(".5") || $0.contains(".0") })
        }
    }

    @Test("Indices are in the middle of their cells")
    func ticks() throws {
        let map = HeatMap("t", rows: Array(repeating: [1, 2, 3], count: 2), width: 400, mapHeight: 100)
        let root = map.svg(id: "h")
        let texts = root.descendants(named: "text")
        let transform = try #require(root.descendants(named: "g").first { $0["class"] == "plot-cells" }?["transform"])
        let values = numbers(in: transform)
        let one = try #require(texts.first { $0.children == [.text("1")] && $0["y"] == "161" })
        let x = try #require(one["x"].flatMap(Double.init))
        #expect(abs(x - (values[0] + 1.5 * values[2])) < 0.02)
    }

    @Test("Marked rows have a cross beside them, a key and a column in the table")
    func marked() throws {
        let rows = [[1.0, 2], [3, 4], [5, 6], [7, 8]]
        let map = HeatMap("m", rows: rows, value: Axis("v"), marked: [3, 1, 1, 9, -1], markedName: "held out")
        let marks = try #require(map.svg(id: "m").descendants(named: "g").first { $0["class"] == "plot-marks" })
        let paths = marks.descendants(named: "path").compactMap { $0["d"] }
        #expect(paths.count == 2)
        // A cross has two strokes, each with a move; the second path is the key's.
        #expect(paths.map { $0.count { $0 == "M" } } == [4, 2])
        #expect(map.svg(id: "m").serialized().contains(">held out</text>"))
        #expect(map.table.columns == ["row", "column", "v", "held out"])
        #expect(map.table.rows.map { $0[3] } == ["no", "no", "yes", "yes", "no", "no", "yes", "yes"])
        let plain = HeatMap("m", rows: rows, value: Axis("v"))
        #expect(plain.table.columns == ["row", "column", "v"])
        #expect(!plain.svg(id: "m").descendants(named: "g").contains { $0["class"] == "plot-marks" })
    }
}
