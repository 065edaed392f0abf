public import Analysis
internal import Diagnostics
internal import Exact
public import Networks

/// An atlas in words, and as JSON.
public enum AtlasText {
    /// The lines that a terminal shows: breakpoints with what happens there, and what each step is decoded from.
    public static func summary(_ atlas: DecoderAtlas, samples: SampleSet, rows: Int = 24) -> [String] {
        let kinks = atlas.breakpoints.reduce(0) { $0 + $1.unitsOn.count + $1.unitsOff.count }
        let crossings = atlas.breakpoints.reduce(0) { $0 + $1.outputsOn.count + $1.outputsOff.count }
        var lines = [
            "\(NumberText.plural(atlas.breakpoints.count, "breakpoint")), \(NumberText.plural(atlas.breakpoints.count + 1, "affine piece")): "
                + "\(NumberText.plural(kinks, "kink")) of \(NumberText.plural(atlas.hiddenUnitCount, "hidden unit")), "
                + "\(NumberText.plural(crossings, "zero crossing")) of \(NumberText.plural(samples.targets.columns, "output"))",
            "", "  code z              what happens as z grows",
        ]
        // One line more costs no more than the line that would count it.
        let shownPoints = atlas.breakpoints.count <= rows + 1 ? atlas.breakpoints.count : rows
        let shownSamples = samples.count <= rows + 1 ? samples.count : rows
        for point in atlas.breakpoints.prefix(shownPoints) {
            lines.append("  \(number(point.z).padded(to: 18))  \(events(point))")
        }
        if atlas.breakpoints.count > shownPoints {
            lines.append("  … \(NumberText.plural(atlas.breakpoints.count - shownPoints, "more breakpoint"))")
        }
        lines += ["", "  sample    code z              decoded exactly from"]
        for i in 0..<shownSamples {
            let set = atlas.decoded[i].isEmpty ? "nowhere" : atlas.decoded[i].map(words).joined(separator: " and ")
            let name = samples.parameters[i].position.map { "θ = \(NumberText.number($0))" } ?? "\(i)"
            lines.append("  \(name.padded(to: 8))  \(number(atlas.codes[i]).padded(to: 18))  \(set)")
        }
        if samples.count > shownSamples {
            lines.append("  … \(NumberText.plural(samples.count - shownSamples, "more sample"))")
        }
        let decoded = atlas.decoded.count { !$0.isEmpty }
        let intervals = atlas.decoded.count { $0.contains { !$0.isPoint } }
        lines += [
            "",
            "\(NumberText.count(decoded)) of \(NumberText.plural(samples.count, "sample")) are decoded exactly from somewhere, "
                + "\(NumberText.count(intervals)) of them from an interval",
        ]
        return lines
    }

    /// The atlas as one JSON object, line by line: rational numbers as "p/q", no bound as null.
    public static func forEachJSONLine(
        _ atlas: DecoderAtlas, samples: SampleSet, run: String?, _ body: (String) -> Void
    ) {
        body("{")
        if let run { body("  \"run\" : \(ExactText.quoted(run)),") }
        body("  \"breakpoints\" : [\(atlas.breakpoints.map { rational($0.z) }.joined(separator: ", "))],")
        body("  \"events\" : [")
        for (k, point) in atlas.breakpoints.enumerated() {
            body(
                "    {\"z\" : \(rational(point.z)), \"unitsOn\" : \(point.unitsOn), \"unitsOff\" : \(point.unitsOff), "
                    + "\"outputsOn\" : \(point.outputsOn), \"outputsOff\" : \(point.outputsOff), "
                    + "\"isEndOfCodes\" : \(point.isEndOfCodes)}\(k + 1 < atlas.breakpoints.count ? "," : "")")
        }
        body("  ],")
        body("  \"codes\" : [\(atlas.codes.map(rational).joined(separator: ", "))],")
        body("  \"decoded\" : [")
        for i in 0..<samples.count {
            let position = samples.parameters[i].position.map { $0 == $0.rounded() ? "\(Int($0))" : "\($0)" } ?? "null"
            let set = atlas.decoded[i].map { "{\"from\" : \(bound($0.from)), \"to\" : \(bound($0.to))}" }
            body(
                "    {\"sample\" : \(i), \"position\" : \(position), \"set\" : [\(set.joined(separator: ", "))]}"
                    + (i + 1 < samples.count ? "," : ""))
        }
        body("  ],")
        body("  \"pieces\" : [")
        var left = atlas.breakpoints.count
        atlas.forEachPiece { piece in
            body(
                "    {\"from\" : \(bound(piece.from)), \"to\" : \(bound(piece.to)), \"activeUnits\" : \(piece.activeUnits), "
                    + "\"slopes\" : [\(piece.outputs.map { rational($0.slope) }.joined(separator: ", "))], "
                    + "\"intercepts\" : [\(piece.outputs.map { rational($0.intercept) }.joined(separator: ", "))]}"
                    + (left > 0 ? "," : ""))
            left -= 1
        }
        body("  ]")
        body("}")
    }

    private static func events(_ point: AtlasBreakpoint) -> String {
        func list(_ name: String, _ indices: [Int], _ verb: String) -> String? {
            guard let first = indices.first else { return nil }
            return indices.count > 4
                ? "\(NumberText.plural(indices.count, name)) \(verb)"
                : "\(name)\(indices.count > 1 ? "s" : "") \(indices.count == 1 ? "\(first)" : indices.map(String.init).joined(separator: ", ")) \(verb)"
        }
        let parts = [
            list("unit", point.unitsOn, "on"), list("unit", point.unitsOff, "off"),
            list("output", point.outputsOn, "rises from 0"), list("output", point.outputsOff, "falls to 0"),
            point.isEndOfCodes ? "the codes of the data end" : nil,
        ]
        return parts.compactMap { $0 }.joined(separator: ", ")
    }

    private static func words(_ segment: CodeSegment) -> String {
        switch (segment.from, segment.to) {
        case (nil, nil): "every z"
        case (nil, let to?): "z ≤ \(number(to))"
        case (let from?, nil): "z ≥ \(number(from))"
        case (let from?, let to?): from == to ? "z = \(number(from))" : "[\(number(from)), \(number(to))]"
        }
    }

    /// The exact number where it is short, else its decimal size.
    private static func number(_ value: Rational) -> String {
        let exact = value.description
        if exact.utf8.count <= 12 { return exact }
        let decimal = value.doubleValue
        return decimal.isFinite
            ? "≈ \(NumberText.number(decimal))" : value.signum > 0 ? "beyond 10^308" : "beyond −10^308"
    }

    private static func rational(_ value: Rational) -> String { "\"\(value)\"" }
    private static func bound(_ value: Rational?) -> String { value.map(rational) ?? "null" }
}
