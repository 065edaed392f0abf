public import Analysis
internal import Exact

extension GeometryText {
    /// The most operations of the eliminations by which ranks are told.
    private static let mostForFreedom = 1_000_000

    /// The geometry as one JSON object, line by line: rational numbers as "p/q", outputs, samples and units counted from 0.
    public static func forEachJSONLine(_ geometry: LastLayerGeometry, run: String?, _ body: (String) -> Void) {
        let wrong = geometry.incidences.reduce(0) { $0 + ($1.holds ? 0 : 1) }
        body("{")
        if let run { body("  \"run\" : \(ExactText.quoted(run)),") }
        body("  \"hiddenUnits\" : \(geometry.dimension),")
        body("  \"outputs\" : \(geometry.hyperplanes.count),")
        body("  \"samples\" : \(geometry.sampleCount),")
        body("  \"outputBias\" : \(geometry.hasOutputBias),")
        body("  \"amplitude\" : \(ExactText.json(geometry.amplitude)),")
        body("  \"incidences\" : \(geometry.sampleCount * geometry.hyperplanes.count),")
        body("  \"violations\" : \(wrong),")
        body("  \"isExact\" : \(wrong == 0),")
        body("  \"hyperplanes\" : [")
        for j in geometry.hyperplanes.indices {
            body("    \(hyperplane(geometry, j))\(j + 1 < geometry.hyperplanes.count ? "," : "")")
        }
        body("  ],")
        body("  \"points\" : [")
        for i in 0..<geometry.sampleCount {
            body("    \(point(geometry, i))\(i + 1 < geometry.sampleCount ? "," : "")")
        }
        body("  ],")
        if let common = geometry.intersection { body("  \"intersection\" : \(intersection(common)),") }
        let line = geometry.line
        body(
            "  \"line\" : {\"direction\" : \(ExactText.json(line.direction)), \"base\" : \(ExactText.json(line.base)), "
                + "\"squaredSpeed\" : \(ExactText.json(line.squaredSpeed))},")
        if let spacing = geometry.spacing {
            body(
                "  \"spacing\" : {\"order\" : \(spacing.order), \"steps\" : \(ExactText.json(spacing.steps)), "
                    + "\"secondDifferences\" : \(ExactText.json(spacing.secondDifferences)), \"isEqual\" : \(spacing.isEqual)},"
            )
        }
        let kinks = zip(line.kinks, line.vertices).map { kink, vertex in
            "{\"z\" : \(ExactText.json(kink.z)), \"units\" : \(kink.units), \"point\" : \(ExactText.json(vertex))}"
        }
        body(
            "  \"image\" : {\"kinks\" : [\(kinks.joined(separator: ", "))], \"firstDirection\" : "
                + "\(ExactText.json(line.firstDirection)), \"lastDirection\" : \(ExactText.json(line.lastDirection))}")
        body("}")
    }

    private static func hyperplane(_ geometry: LastLayerGeometry, _ j: Int) -> String {
        let plane = geometry.hyperplanes[j]
        let own = (0..<geometry.sampleCount).map { geometry.incidence(sample: $0, output: j) }
        let (on, off) = (own.filter(\.isOn), own.filter { !$0.isOn })
        var parts = [
            "\"output\" : \(j)", "\"normal\" : \(ExactText.json(plane.normal))",
            "\"bias\" : \(ExactText.json(plane.bias))",
            "\"squaredNorm\" : \(ExactText.json(plane.squaredNorm))",
            "\"squaredDistance\" : \(plane.squaredDistance.map { ExactText.json($0) } ?? "null")",
            "\"distance\" : \(decimal(plane.distance))",
            "\"meetsOrthant\" : \(plane.meetsOrthant)", "\"halfSpaceMeetsOrthant\" : \(plane.halfSpaceMeetsOrthant)",
            "\"halfSpaceMeetsOrthantBeyondOrigin\" : \(plane.halfSpaceMeetsOrthantBeyondOrigin)",
            "\"mustLieOn\" : \(on.count)", "\"lieOn\" : \(on.count(where: \.holds))", "\"mustLieIn\" : \(off.count)",
            "\"lieIn\" : \(off.count(where: \.holds))",
        ]
        if geometry.hyperplanes.count * geometry.sampleCount * geometry.dimension * geometry.dimension <= mostForFreedom
        {
            parts.append("\"freedom\" : \(geometry.freedom(of: j).map(String.init) ?? "null")")
        }
        return "{\(parts.joined(separator: ", "))}"
    }

    private static func point(_ geometry: LastLayerGeometry, _ i: Int) -> String {
        let own = geometry.hyperplanes.indices.map { geometry.incidence(sample: i, output: $0) }
        let wrong = own.filter { !$0.holds }.map { incidence in
            "{\"output\" : \(incidence.output), \"isOn\" : \(incidence.isOn), \"excess\" : \(ExactText.json(incidence.excess)), "
                + "\"squaredDistance\" : \(incidence.squaredDistance.map { ExactText.json($0) } ?? "null"), "
                + "\"distance\" : \(decimal(incidence.distance))}"
        }
        return
            "{\"sample\" : \(i), \"position\" : \(geometry.position(of: i)), \"code\" : \(ExactText.json(geometry.codes[i])), "
            + "\"preactivation\" : \(ExactText.json(geometry.preactivations.row(i))), "
            + "\"activation\" : \(ExactText.json(geometry.activations.row(i))), "
            + "\"values\" : \(ExactText.json(geometry.values.row(i))), "
            + "\"mustLieOn\" : \(own.filter(\.isOn).map(\.output)), \"mustLieIn\" : \(own.filter { !$0.isOn }.map(\.output)), "
            + "\"violations\" : [\(wrong.joined(separator: ", "))]}"
    }

    private static func intersection(_ intersection: HyperplaneIntersection) -> String {
        switch intersection {
        case .empty: "{\"dimension\" : null, \"point\" : null}"
        case .point(let point): "{\"dimension\" : 0, \"point\" : \(ExactText.json(point))}"
        case .flat(let dimension, let point): "{\"dimension\" : \(dimension), \"point\" : \(ExactText.json(point))}"
        }
    }

    /// A decimal number; null where there is none, and where it is too large for one.
    private static func decimal(_ value: Double?) -> String { value.flatMap { $0.isFinite ? "\($0)" : nil } ?? "null" }
}
