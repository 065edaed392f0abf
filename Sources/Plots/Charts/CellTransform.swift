/// The transform from cell coordinates to figure coordinates, with more digits than a coordinate has.
struct CellTransform {
    let rect: PlotRect
    let columns: Int
    let rows: Int

    var text: String {
        let (x, y) = (rect.width / Double(columns), rect.height / Double(rows))
        let corner = "\(SVGNumber.format(rect.left) ?? "0") \(SVGNumber.format(rect.top) ?? "0")"
        return "translate(\(corner))scale(\(Self.factor(x)) \(Self.factor(y)))"
    }

    /// The width of the line that covers a row of cells, in units of cells: a fiftieth more than one, so that rounding
    /// leaves no gap between rows, and at most a quarter of a pixel more, so that high cells do not overlap visibly.
    var lineWidth: String {
        let height = max(rect.height / Double(max(rows, 1)), 1)
        return Self.factor(1 + min(0.02, 0.25 / height))
    }

    /// Six decimals, so that the far edge of many cells is right to a fraction of a pixel.
    private static func factor(_ value: Double) -> String {
        let millionths = Int((min(max(value, 0), SVGNumber.limit) * 1e6).rounded())
        let (whole, part) = millionths.quotientAndRemainder(dividingBy: 1_000_000)
        let digits = String(part)
        return "\(whole)." + String(repeating: "0", count: 6 - digits.count) + digits
    }
}
