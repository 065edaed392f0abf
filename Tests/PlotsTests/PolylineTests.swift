import Testing

@testable import Plots

@Suite("Polylines")
struct PolylineTests {
    private let rect = PlotRect(left: 0, top: 0, width: 10, height: 10)

    @Test("In each pixel column the first, lowest, highest and last points are kept")
    func columns() {
        let points = [(0.1, 5.0), (0.2, 6), (0.3, 1), (0.4, 4), (0.5, 9), (0.6, 5.5), (0.7, 7), (3, 2)]
            .map { Pixel(x: $0.0, y: $0.1) }
        #expect(Polyline.simplified(points).map(\.y) == [5, 1, 9, 7, 2])
    }

    @Test("Points on a horizontal line are dropped, turning points are kept")
    func flat() {
        let points = [(0.0, 5.0), (2, 5), (4, 5), (4, 8), (4, 9), (6, 9), (5, 9)].map { Pixel(x: $0.0, y: $0.1) }
        #expect(
            Polyline.simplified(points)
                == [(0.0, 5.0), (4, 5), (4, 9), (6, 9), (5, 9)].map { Pixel(x: $0.0, y: $0.1) })
    }

    @Test("Ranges are one line, each from its nearer end; from 0 it begins at the bottom, and NaN is a gap")
    func ranges() {
        let axis = Axis(scale: .log10)
        let frame = PlotFrame(
            rect: rect, x: ResolvedAxis(Axis(), domain: AxisDomain(0, 10), from: 0, to: 10, target: 2),
            y: ResolvedAxis(axis, domain: AxisDomain(1, 1e10), from: 10, to: 0, target: 2))
        let ranges = [
            PlotRange(1, 1e5, 1e5), PlotRange(2, 1e2, 1e6), PlotRange(3, 1e1, 1e3), PlotRange(4, .nan, .nan),
            PlotRange(5, 0, 1e4), PlotRange(6, 0, 0),
        ]
        let runs = Polyline.runs(ranges, in: frame).map { run in run.map { [$0.x, $0.y.rounded()] } }
        #expect(runs == [[[1, 5], [2, 4], [2, 8], [3, 9], [3, 7]], [[5, 10], [5, 6]]])
        let geometry = MarkGeometry(.ranges(ranges), in: frame)
        #expect(geometry.lines.count == 2 && geometry.isolated.isEmpty && geometry.polygons.isEmpty)
    }

    @Test("The only point of a curve is drawn as a marker is, one beside a line as a part of it")
    func lonePoint() {
        func width(_ ranges: [PlotRange]) -> [String?] {
            Chart("t", marks: [.ranges(ranges, Series("s"))], labels: .none).svg(id: "c").descendants(named: "path")
                .filter { $0["stroke-linecap"] == "round" }.map { $0["stroke-width"] }
        }
        let gap = PlotRange(3, .nan, .nan)
        #expect(width([PlotRange(1, 2, 2)]) == ["5"])
        #expect(width([PlotRange(1, 2, 2), PlotRange(2, 3, 3), gap, PlotRange(4, 1, 1)]) == ["3.5"])
    }

    @Test("Segments are cut at the rectangle")
    func segments() throws {
        let across = try #require(rect.clip(Pixel(x: -5, y: 5), Pixel(x: 15, y: 5)))
        #expect(across.0 == Pixel(x: 0, y: 5) && across.1 == Pixel(x: 10, y: 5))
        let diagonal = try #require(rect.clip(Pixel(x: 5, y: 5), Pixel(x: 15, y: 10)))
        #expect(diagonal.1 == Pixel(x: 10, y: 7.5))
        #expect(rect.clip(Pixel(x: -5, y: 12), Pixel(x: 15, y: 12)) == nil)
        #expect(rect.clip(Pixel(x: -6, y: 5), Pixel(x: 5, y: -6)) == nil)
        #expect(rect.clip(Pixel(x: 3, y: 3), Pixel(x: 3, y: 3)) != nil)
    }

    @Test("A polyline that leaves and comes back has two pieces")
    func pieces() {
        let line = [(2.0, 5.0), (2, 15), (8, 15), (8, 5)].map { Pixel(x: $0.0, y: $0.1) }
        #expect(
            rect.clip(polyline: line)
                == [[Pixel(x: 2, y: 5), Pixel(x: 2, y: 10)], [Pixel(x: 8, y: 10), Pixel(x: 8, y: 5)]])
        #expect(rect.clip(polyline: [Pixel(x: 50, y: 5)]).isEmpty)
    }

    @Test("A polygon around the rectangle becomes the rectangle")
    func polygon() {
        let around = [(-5.0, -5.0), (20, -5), (20, 20), (-5, 20)].map { Pixel(x: $0.0, y: $0.1) }
        let corners = rect.clip(polygon: around)
        #expect(Set(corners) == Set([(0.0, 0.0), (10, 0), (10, 10), (0, 10)].map { Pixel(x: $0.0, y: $0.1) }))
        let outside = [(20.0, 20.0), (30, 20), (30, 30)].map { Pixel(x: $0.0, y: $0.1) }
        #expect(rect.clip(polygon: outside).isEmpty)
    }
}
