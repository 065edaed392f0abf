/// Cutting convex polygons by lines and planes.
enum ConvexClipping {
    /// The part of a polygon where an affine function is at most 0 (Sutherland and Hodgman).
    static func clip(_ corners: [[Double]], toNonPositive value: ([Double]) -> Double) -> [[Double]] {
        let values = corners.map(value)
        var kept: [[Double]] = []
        for (k, corner) in corners.enumerated() {
            let before = k == 0 ? corners.count - 1 : k - 1
            if (values[before] <= 0) != (values[k] <= 0) {
                let share = values[before] / (values[before] - values[k])
                kept.append(zip(corners[before], corner).map { $0 + share * ($1 - $0) })
            }
            if values[k] <= 0 { kept.append(corner) }
        }
        return kept
    }
}
