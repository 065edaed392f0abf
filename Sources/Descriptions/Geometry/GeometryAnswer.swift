public import Analysis
internal import Exact

/// What `geometry --json` prints, with exact numbers as "p/q"; outputs, samples and units count from 0.
public struct GeometryAnswer: Sendable {
    private let geometry: LastLayerGeometry
    private let run: String?

    /// The answer for a geometry, with the id of its run where it has one.
    public init(_ geometry: LastLayerGeometry, run: String?) { (self.geometry, self.run) = (geometry, run) }

    /// Hands on the lines of one JSON object.
    public func forEachLine(_ body: @escaping (String) -> Void) throws {
        let wrong = geometry.incidences.reduce(0) { $0 + ($1.holds ? 0 : 1) }
        let writer = JSONObjectWriter(body)
        if let run { try writer.add("run", run) }
        try writer.add("hiddenUnits", geometry.dimension)
        try writer.add("outputs", geometry.hyperplanes.count)
        try writer.add("samples", geometry.sampleCount)
        try writer.add("outputBias", geometry.hasOutputBias)
        try writer.add("amplitude", geometry.amplitude.description)
        try writer.add("incidences", geometry.sampleCount * geometry.hyperplanes.count)
        try writer.add("violations", wrong)
        try writer.add("isExact", wrong == 0)
        try writer.add("hyperplanes") { add in
            for j in geometry.hyperplanes.indices { try add(Hyperplane(geometry, j)) }
        }
        try writer.add("points") { add in
            for i in 0..<geometry.sampleCount { try add(Point(geometry, i)) }
        }
        if let common = geometry.intersection { try writer.add("intersection", Intersection(common)) }
        try writer.add("line", Line(geometry.line))
        if let spacing = geometry.spacing { try writer.add("spacing", Spacing(spacing)) }
        try writer.add("image", Image(geometry.line))
        writer.end()
    }
}

extension GeometryAnswer {
    struct Hyperplane: Encodable {
        /// The most operations of the eliminations that give the ranks.
        private static let mostForFreedom = 1_000_000

        let output: Int
        let normal: [String]
        let bias: String
        let squaredNorm: String
        let squaredDistance: OrNull<String>
        let distance: OrNull<Double>
        let meetsOrthant: Bool
        let halfSpaceMeetsOrthant: Bool
        let halfSpaceMeetsOrthantBeyondOrigin: Bool
        let mustLieOn: Int
        let lieOn: Int
        let mustLieIn: Int
        let lieIn: Int
        let freedom: OrNull<Int>?

        init(_ geometry: LastLayerGeometry, _ j: Int) {
            let plane = geometry.hyperplanes[j]
            let own = (0..<geometry.sampleCount).map { geometry.incidence(sample: $0, output: j) }
            let (on, off) = (own.filter(\.isOn), own.filter { !$0.isOn })
            output = j
            normal = texts(plane.normal)
            bias = plane.bias.description
            squaredNorm = plane.squaredNorm.description
            squaredDistance = OrNull(plane.squaredDistance?.description)
            distance = finite(plane.distance)
            meetsOrthant = plane.meetsOrthant
            halfSpaceMeetsOrthant = plane.halfSpaceMeetsOrthant
            halfSpaceMeetsOrthantBeyondOrigin = plane.halfSpaceMeetsOrthantBeyondOrigin
            (mustLieOn, lieOn) = (on.count, on.count(where: \.holds))
            (mustLieIn, lieIn) = (off.count, off.count(where: \.holds))
            let operations =
                geometry.hyperplanes.count * geometry.sampleCount * geometry.dimension * geometry.dimension
            freedom = operations <= Self.mostForFreedom ? OrNull(geometry.freedom(of: j)) : nil
        }
    }

    struct Violation: Encodable {
        let output: Int
        let isOn: Bool
        let excess: String
        let squaredDistance: OrNull<String>
        let distance: OrNull<Double>

        init(_ incidence: Incidence) {
            (output, isOn, excess) = (incidence.output, incidence.isOn, incidence.excess.description)
            squaredDistance = OrNull(incidence.squaredDistance?.description)
            distance = finite(incidence.distance)
        }
    }

    struct Point: Encodable {
        let sample: Int
        let position: OrNull<Double>
        let code: String
        let preactivation: [String]
        let activation: [String]
        let values: [String]
        let mustLieOn: [Int]
        let mustLieIn: [Int]
        let violations: [Violation]

        init(_ geometry: LastLayerGeometry, _ i: Int) {
            let own = geometry.hyperplanes.indices.map { geometry.incidence(sample: i, output: $0) }
            (sample, position, code) = (i, OrNull(geometry.positions[i]), geometry.codes[i].description)
            preactivation = texts(geometry.preactivations.row(i))
            activation = texts(geometry.activations.row(i))
            values = texts(geometry.values.row(i))
            mustLieOn = own.filter(\.isOn).map(\.output)
            mustLieIn = own.filter { !$0.isOn }.map(\.output)
            violations = own.filter { !$0.holds }.map(Violation.init)
        }
    }

    struct Intersection: Encodable {
        let dimension: OrNull<Int>
        let point: OrNull<[String]>

        init(_ intersection: HyperplaneIntersection) {
            switch intersection {
            case .empty: (dimension, point) = (OrNull(nil), OrNull(nil))
            case .point(let point): (dimension, self.point) = (OrNull(0), OrNull(texts(point)))
            case .flat(let dimension, let point):
                (self.dimension, self.point) = (OrNull(dimension), OrNull(texts(point)))
            }
        }
    }

    struct Line: Encodable {
        let direction: [String]
        let base: [String]
        let squaredSpeed: String

        init(_ line: PreactivationLine) {
            (direction, base, squaredSpeed) = (texts(line.direction), texts(line.base), line.squaredSpeed.description)
        }
    }

    struct Spacing: Encodable {
        let order: [Int]
        let steps: [String]
        let secondDifferences: [String]
        let isEqual: Bool

        init(_ spacing: CodeSpacing) {
            (order, steps, isEqual) = (spacing.order, texts(spacing.steps), spacing.isEqual)
            secondDifferences = texts(spacing.secondDifferences)
        }
    }

    struct Image: Encodable {
        struct Kink: Encodable {
            let z: String
            let units: [Int]
            let point: [String]
        }

        let kinks: [Kink]
        let firstDirection: [String]
        let lastDirection: [String]

        init(_ line: PreactivationLine) {
            kinks = zip(line.kinks, line.vertices).map { kink, vertex in
                Kink(z: kink.z.description, units: kink.units, point: texts(vertex))
            }
            (firstDirection, lastDirection) = (texts(line.firstDirection), texts(line.lastDirection))
        }
    }
}

private func texts(_ values: some Sequence<Rational>) -> [String] { values.map(\.description) }

/// A decimal number; null where there is none, and where it is too large for one.
private func finite(_ value: Double?) -> OrNull<Double> { OrNull(value.flatMap { $0.isFinite ? $0 : nil }) }
