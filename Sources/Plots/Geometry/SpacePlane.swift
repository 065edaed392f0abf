/// The plane { x : x·normal = level } in space, with a normal of length 1.
struct SpacePlane: Hashable {
    let normal: SIMD3<Double>
    let level: Double

    /// Creates a plane with a normal of any length but 0.
    init?(normal: SIMD3<Double>, level: Double) {
        let size = max(abs(normal.x), abs(normal.y), abs(normal.z))
        guard size > 0, size.isFinite else { return nil }
        let scaled = normal / size
        let length = (scaled * scaled).sum().squareRoot()
        self.normal = scaled / length
        self.level = level / size / length
    }

    /// Creates the plane of a polygon; nil for a polygon without area.
    init?(_ corners: [SIMD3<Double>]) {
        guard corners.count > 2 else { return nil }
        // Newell's sum: twice the area, whatever the order of the corners.
        var sum = SIMD3<Double>.zero
        for (k, a) in corners.enumerated() {
            let b = corners[(k + 1) % corners.count]
            sum += [a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x]
        }
        self.init(normal: sum, level: (sum * corners[0]).sum())
    }

    /// The signed distance of a point.
    func distance(_ point: SIMD3<Double>) -> Double { (point * normal).sum() - level }

    /// The part of a segment or of a convex polygon on one side.
    func part(of corners: [SIMD3<Double>], above: Bool) -> [SIMD3<Double>] {
        let value = { (point: SIMD3<Double>) in above ? -distance(point) : distance(point) }
        guard corners.count == 2 else {
            return ConvexClipping.clip(corners.map { [$0.x, $0.y, $0.z] }) { value([$0[0], $0[1], $0[2]]) }
                .map { [$0[0], $0[1], $0[2]] }
        }
        let values = corners.map(value)
        guard (values[0] <= 0) != (values[1] <= 0) else { return values[0] <= 0 ? corners : [] }
        let crossing = corners[0] + values[0] / (values[0] - values[1]) * (corners[1] - corners[0])
        return values[0] <= 0 ? [corners[0], crossing] : [crossing, corners[1]]
    }

    /// The polygon in which the plane meets a box; empty where it misses it.
    func section(of lower: SIMD3<Double>, _ upper: SIMD3<Double>) -> [SIMD3<Double>] {
        let centre = (lower + upper) / 2
        let foot = centre - distance(centre) * normal
        // Two directions in the plane, and a square that extends beyond the box wherever the plane meets it.
        let axis: SIMD3<Double> = abs(normal.x) < 0.6 ? [1, 0, 0] : [0, 1, 0]
        let first = cross(normal, axis)
        let u = first / (first * first).sum().squareRoot()
        let v = cross(normal, u)
        let diagonal = upper - lower
        let reach = 2 * (diagonal * diagonal).sum().squareRoot()
        let (across, along) = (reach * u, reach * v)
        var corners = [foot + across + along, foot - across + along, foot - across - along, foot + across - along]
        for k in 0..<3 {
            for sign in [1.0, -1] {
                var outward = SIMD3<Double>.zero
                outward[k] = sign
                guard let face = SpacePlane(normal: outward, level: sign * (sign > 0 ? upper[k] : lower[k])) else {
                    continue
                }
                corners = face.part(of: corners, above: false)
            }
        }
        return corners.count > 2 ? corners : []
    }

    private func cross(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> SIMD3<Double> {
        [a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x]
    }
}
