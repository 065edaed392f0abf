internal import Foundation

/// A parallel projection of space onto the page; the third axis points up.
struct AxonometricView: Hashable {
    /// To the right on the page.
    let right: SIMD3<Double>
    /// Up on the page.
    let up: SIMD3<Double>
    /// Out of the page.
    let viewer: SIMD3<Double>

    /// Creates the view from a direction: the azimuth from the first towards the second axis, and the elevation, both
    /// in degrees.
    init(azimuth: Double, elevation: Double) {
        let (φ, ε) = (azimuth * .pi / 180, elevation * .pi / 180)
        right = [-sin(φ), cos(φ), 0]
        up = [-sin(ε) * cos(φ), -sin(ε) * sin(φ), cos(ε)]
        viewer = [cos(ε) * cos(φ), cos(ε) * sin(φ), sin(ε)]
    }

    /// The position on the page, with y downwards.
    func project(_ point: SIMD3<Double>) -> Pixel {
        Pixel(x: (point * right).sum(), y: -(point * up).sum())
    }

    /// The view in which points are farthest apart, planes are least seen edge-on, and lines least end-on.
    ///
    /// The first and the second axis run to the right in all of them, so that the origin is on the left.
    static func clearest(
        points: [SIMD3<Double>], normals: [SIMD3<Double>], directions: [SIMD3<Double>]
    ) -> AxonometricView {
        var best = (view: AxonometricView(azimuth: -60, elevation: 22), score: -Double.infinity)
        for elevation in [22.0, 16, 28] {
            for azimuth in [-60.0, -50, -40, -30, -20, -70] {
                let view = AxonometricView(azimuth: azimuth, elevation: elevation)
                let score = view.clarity(points: points, normals: normals, directions: directions)
                // Of equally good views, the first is taken.
                if score > best.score + 0.02 { best = (view, score) }
            }
        }
        return best.view
    }

    private func clarity(
        points: [SIMD3<Double>], normals: [SIMD3<Double>], directions: [SIMD3<Double>]
    ) -> Double {
        let places = points.map(project)
        var (least, most) = (Double.infinity, 1e-300)
        for (i, a) in places.enumerated() {
            for (j, b) in places.enumerated().dropFirst(i + 1) {
                let apart = ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).squareRoot()
                most = max(most, apart)
                let difference = points[i] - points[j]
                if (difference * difference).sum() > 0 { least = min(least, apart) }
            }
        }
        let openness = normals.map { abs(($0 * viewer).sum()) }.min() ?? 1
        let length =
            directions.map { direction -> Double in
                let along = (direction * viewer).sum()
                return max(0, 1 - along * along).squareRoot()
            }.min() ?? 1
        return min(least / most, 0.15) / 0.15 + min(openness, 0.3) / 0.3 + min(length, 0.6) / 0.6
    }
}
