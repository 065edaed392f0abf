/// The plotting area of a figure with its two axes.
struct PlotFrame {
    let rect: PlotRect
    let x: ResolvedAxis
    let y: ResolvedAxis

    /// The position of a point; nil if it has none on the axes.
    func pixel(_ point: PlotPoint) -> Pixel? {
        guard let px = x.position(of: point.x), let py = y.position(of: point.y) else { return nil }
        return Pixel(x: px, y: py)
    }

    /// The place on the bottom edge for a point at 0 of a logarithmic scale; nil for any other point.
    func bottom(_ point: PlotPoint) -> Pixel? {
        guard y.axis.scale == .log10, point.y == 0, let px = x.position(of: point.x) else { return nil }
        return Pixel(x: px, y: y.basePosition())
    }
}
