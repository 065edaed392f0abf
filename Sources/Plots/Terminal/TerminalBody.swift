/// The plotting area of a terminal plot with its axes.
struct TerminalBody {
    private let plot: TerminalPlot
    private let rows: Int
    private let columns: Int
    private let gutter: Int
    private let frame: PlotFrame
    /// The characters of the plotting area with the style each is drawn in.
    private var cells: [[(character: Character, style: SeriesStyle)]]

    init(_ plot: TerminalPlot, domains: (x: AxisDomain, y: AxisDomain), rows: Int) {
        self.plot = plot
        self.rows = rows
        let bottom = Double(rows * 4 - 1)
        let y = ResolvedAxis(plot.y, domain: domains.y, from: bottom, to: 0, target: max(1, rows * 2 / 5))
        gutter = min(y.ticks.map(\.label.count).max() ?? 0, plot.width - 12) + 1
        columns = plot.width - gutter - 1
        let right = Double(columns * 2 - 1)
        var target = max(1, columns / 8)
        var x = ResolvedAxis(plot.x, domain: domains.x, from: 0, to: right, target: target)
        while target > 1 && x.ticks.filter(\.isMajor).map({ $0.label.count + 2 }).reduce(0, +) > columns {
            target -= 1
            x = ResolvedAxis(plot.x, domain: domains.x, from: 0, to: right, target: target)
        }
        frame = PlotFrame(rect: PlotRect(left: 0, top: 0, width: right, height: bottom), x: x, y: y)
        cells = Array(repeating: Array(repeating: (" ", .ink), count: columns), count: rows)
        for mark in plot.marks { draw(mark) }
    }

    /// The rows of the plotting area, the axis and its labels.
    func lines() -> [String] {
        var labels = [Int: String]()
        for tick in frame.y.ticks where tick.isMajor {
            guard let position = frame.y.position(of: tick.value) else { continue }
            let row = Int(position.rounded()) / 4
            if labels[row] == nil { labels[row] = String(tick.label.prefix(gutter - 1)) }
        }
        let area = (0..<rows).map { row in
            let label = labels[row] ?? ""
            let indent = String(repeating: " ", count: gutter - 1 - label.count)
            return indent + label + (label.isEmpty ? " │" : " ┤") + content(row)
        }
        return area + bottomLines()
    }

    private func content(_ row: Int) -> String {
        let cells = cells[row]
        guard let last = cells.lastIndex(where: { $0.character != " " }) else { return "" }
        var output = ""
        var index = 0
        while index <= last {
            let style = cells[index].style
            let end = cells[index...last].firstIndex { $0.style != style } ?? last + 1
            let text = String(cells[index..<end].map(\.character))
            output += style == .ink ? text : TerminalText.paint(text, style, color: plot.color)
            index = end
        }
        return output
    }

    private func bottomLines() -> [String] {
        var axis = Array(repeating: Character("─"), count: columns)
        var labels = Array(repeating: Character(" "), count: plot.width)
        var free = 0
        for tick in frame.x.ticks {
            guard tick.isMajor, let position = frame.x.position(of: tick.value) else { continue }
            let column = min(max(Int(position.rounded()) / 2, 0), columns - 1)
            let middle = gutter + 1 + column
            let start = max(min(middle - tick.label.count / 2, plot.width - tick.label.count), 0)
            guard start >= free, start + tick.label.count <= plot.width else { continue }
            axis[column] = "┬"
            for (offset, character) in tick.label.enumerated() { labels[start + offset] = character }
            free = start + tick.label.count + 1
        }
        while labels.last == " " { labels.removeLast() }
        return [String(repeating: " ", count: gutter) + "└" + String(axis), String(labels)]
    }

    private mutating func draw(_ mark: Mark) {
        let style = mark.series?.style ?? .ink
        let geometry = MarkGeometry(mark, in: frame)
        var canvas = BrailleCanvas(columns: columns, rows: rows)
        var count = 0
        for line in geometry.lines + geometry.outlines {
            count = 0
            for (a, b) in zip(line, line.dropFirst()) {
                canvas.line(from: dot(a), to: dot(b), pattern: Self.pattern(style), count: &count)
            }
        }
        for stem in geometry.stems {
            canvas.line(from: dot(stem.base), to: dot(stem.tip), pattern: [], count: &count)
        }
        if case .rule(let position, _) = mark { rule(position, on: &canvas) }
        var symbol: Character?
        switch mark {
        case .points, .zeros, .rings: symbol = Self.symbol(style)
        default: break
        }
        for pixel in symbol == nil ? geometry.dots + geometry.isolated : geometry.isolated {
            canvas.set(x: dot(pixel).x, y: dot(pixel).y)
        }
        merge(canvas, style)
        guard let symbol else { return }
        for pixel in geometry.dots {
            let (x, y) = dot(pixel)
            cells[y / 4][x / 2] = (symbol, style)
        }
    }

    private func dot(_ pixel: Pixel) -> (x: Int, y: Int) {
        (Int(pixel.x.rounded()), Int(pixel.y.rounded()))
    }

    private func rule(_ position: RulePosition, on canvas: inout BrailleCanvas) {
        switch position {
        case .horizontal(let value):
            guard frame.y.contains(value), let y = frame.y.position(of: value) else { return }
            for x in stride(from: 0, to: columns * 2, by: 2) { canvas.set(x: x, y: Int(y.rounded())) }
        case .vertical(let value):
            guard frame.x.contains(value), let x = frame.x.position(of: value) else { return }
            for y in stride(from: 0, to: rows * 4, by: 2) { canvas.set(x: Int(x.rounded()), y: y) }
        }
    }

    /// Adds dots to what is there; the later style gives the colour.
    private mutating func merge(_ canvas: BrailleCanvas, _ style: SeriesStyle) {
        for row in 0..<rows {
            for column in 0..<columns {
                let bits = canvas.bits(row: row, column: column)
                guard bits > 0 else { continue }
                let present = cells[row][column].character.unicodeScalars.first?.value ?? 0
                let isBraille = (0x2800...0x28FF).contains(present)
                let merged = isBraille ? bits | UInt8(present - 0x2800) : bits
                cells[row][column] = (BrailleCanvas.character(merged), style)
            }
        }
    }

    /// Which dots of a line are set; empty for all.
    private static func pattern(_ style: SeriesStyle) -> [Bool] {
        let lengths: [Int]
        switch style.patternNumber {
        case 1: lengths = []
        case 2: lengths = [4, 2]
        case 3: lengths = [1, 2]
        case 4: lengths = [5, 2, 1, 2]
        case 5: lengths = [2, 2]
        case 6: lengths = [1, 4]
        default: lengths = style == .muted ? [1, 1] : []
        }
        return lengths.enumerated().flatMap { Array(repeating: $0.offset.isMultiple(of: 2), count: $0.element) }
    }

    /// The character of a marker; nil for a braille dot.
    private static func symbol(_ style: SeriesStyle) -> Character? {
        switch style.patternNumber {
        case 2: "□"
        case 3: "△"
        case 4: "◇"
        case 5: "×"
        case 6: "+"
        default: nil
        }
    }

    /// Five characters that show how a series is drawn.
    static func sample(_ entry: KeyEntry) -> String {
        if entry.samples == [.points] || entry.samples == [.shades] {
            return "  \(symbol(entry.series.style) ?? "⠂")  "
        }
        if entry.samples == [.stems] { return "⢸⢸⢸⢸⢸" }
        var canvas = BrailleCanvas(columns: 5, rows: 1)
        var count = 0
        canvas.line(from: (0, 1), to: (9, 1), pattern: pattern(entry.series.style), count: &count)
        return String((0..<5).map { BrailleCanvas.character(canvas.bits(row: 0, column: $0)) })
    }
}
