/// A part of a drawing in space: a dot, a segment, or a convex polygon.
struct SpacePiece: Hashable {
    /// The mark to which it belongs.
    let id: Int
    /// One corner for a dot, two for a segment, or the corners in order around a polygon.
    var corners: [SIMD3<Double>]
}

/// The painter's order, in which what is far away is drawn before what is near.
///
/// Space is cut by the planes of the polygons, one after another, and so is everything that crosses them: what lies
/// behind a plane is painted first, then the plane, then what lies on it, then what is in front of it (H. Fuchs, Z.
/// Kedem and B. Naylor, On visible surface generation by a priori tree structures, 1980).
enum PainterOrder {
    /// The pieces, cut where necessary, in the order in which they are painted.
    ///
    /// - Parameters:
    ///   - pieces: dots, segments and polygons.
    ///   - viewer: the direction out of the page.
    ///   - tolerance: the distance from a plane up to which a point counts as lying on it.
    /// - Returns: the pieces to paint, in order.
    /// - Complexity: O(pieces · 2^polygons) at worst.
    static func sorted(
        _ pieces: [SpacePiece], viewer: SIMD3<Double>, tolerance: Double
    ) -> [SpacePiece] {
        let planes = pieces.indices.lazy.compactMap { k in
            pieces[k].corners.count > 2 ? SpacePlane(pieces[k].corners).map { (root: k, plane: $0) } : nil
        }
        guard let (root, plane) = planes.first else {
            // Dots lie on the ends of segments and are painted over them.
            return pieces.enumerated().map { ($0.offset, $0.element, depth($0.element, viewer)) }
                .sorted { a, b in
                    let (isDotA, isDotB) = (a.1.corners.count == 1, b.1.corners.count == 1)
                    if isDotA != isDotB { return isDotB }
                    return a.2 != b.2 ? a.2 < b.2 : a.0 < b.0
                }.map(\.1)
        }
        var (on, positive, negative): ([SpacePiece], [SpacePiece], [SpacePiece]) = ([], [], [])
        for (k, piece) in pieces.enumerated() where k != root {
            let distances = piece.corners.map(plane.distance)
            let isAbove = distances.contains { $0 > tolerance }
            let isBelow = distances.contains { $0 < -tolerance }
            switch (isAbove, isBelow) {
            case (false, false): on.append(piece)
            case (true, false): positive.append(piece)
            case (false, true): negative.append(piece)
            case (true, true):
                positive.append(SpacePiece(id: piece.id, corners: plane.part(of: piece.corners, above: true)))
                negative.append(SpacePiece(id: piece.id, corners: plane.part(of: piece.corners, above: false)))
            }
        }
        let facesViewer = (plane.normal * viewer).sum() > 0
        let (far, near) = facesViewer ? (negative, positive) : (positive, negative)
        let flat =
            on.filter { $0.corners.count > 2 } + on.filter { $0.corners.count == 2 }
            + on.filter { $0.corners.count == 1 }
        return sorted(far, viewer: viewer, tolerance: tolerance) + [pieces[root]] + flat
            + sorted(near, viewer: viewer, tolerance: tolerance)
    }

    private static func depth(_ piece: SpacePiece, _ viewer: SIMD3<Double>) -> Double {
        piece.corners.reduce(0) { $0 + ($1 * viewer).sum() } / Double(max(1, piece.corners.count))
    }
}
