public import Analysis
internal import Diagnostics
internal import Exact
public import Networks

/// An atlas in words.
public enum AtlasText {
    /// The lines that a terminal shows: breakpoints with what happens there, and what each step is decoded from.
    public static func summary(_ atlas: DecoderAtlas, samples: SampleSet, rows: Int = 24) -> [String] {
        let kinks = atlas.breakpoints.reduce(0) { $0 + $1.unitsOn.count + $1.unitsOff.count }
        let crossings = atlas.breakpoints.reduce(0) { $0 + $1.outputsOn.count + $1.outputsOff.count }
        var lines = [
            "\(NumberText.plural(atlas.breakpoints.count, "breakpoint")), \(NumberText.plural(atlas.breakpoints.count + 1, "affine piece")): "
                + "\(NumberText.plural(kinks, "kink")) of \(NumberText.plural(atlas.hiddenUnitCount, "hidden unit")), "
                + "\(NumberText.plural(crossings, "zero crossing")) of \(NumberText.plural(samples.targets.columns, "output")); "
                + "units and outputs count from 0",
            "", "  code z              what happens as z grows",
        ]
        let shownPoints = TextTable.shownCount(of: atlas.breakpoints.count, rows: rows)
        let shownSamples = TextTable.shownCount(of: samples.count, rows: rows)
        for point in atlas.breakpoints.prefix(shownPoints) {
            lines.append("  \(number(point.z).padded(to: 18))  \(events(point, codes: atlas.codes))")
        }
        if atlas.breakpoints.count > shownPoints {
            lines.append("  … \(NumberText.plural(atlas.breakpoints.count - shownPoints, "more breakpoint"))")
        }
        let names = SampleNames(samples)
        let width = max(8, (0..<shownSamples).map { names[$0].count }.max() ?? 0)
        lines += ["", "  \("sample".padded(to: width))  code z              decoded exactly from"]
        for i in 0..<shownSamples {
            let set = atlas.decoded[i].isEmpty ? "no code" : atlas.decoded[i].map(words).joined(separator: " and ")
            lines.append("  \(names[i].padded(to: width))  \(number(atlas.codes[i]).padded(to: 18))  \(set)")
        }
        if samples.count > shownSamples {
            lines.append("  … \(NumberText.plural(samples.count - shownSamples, "more sample"))")
        }
        let decoded = atlas.decoded.count { !$0.isEmpty }
        let intervals = atlas.decoded.count { $0.contains { !$0.isPoint } }
        lines += [
            "",
            "\(NumberText.count(decoded)) of \(NumberText.plural(samples.count, "sample")) are decoded exactly from some code, "
                + "\(NumberText.count(intervals)) of them from an interval",
        ]
        return lines
    }

    /// What happens at a breakpoint as z grows, where the data have these codes.
    static func events(_ point: AtlasBreakpoint, codes: [Rational]) -> String {
        func list(_ name: String, _ indices: [Int], _ verb: String) -> String? {
            guard let first = indices.first else { return nil }
            return indices.count > 4
                ? "\(NumberText.plural(indices.count, name)) \(verb)"
                : "\(name)\(indices.count > 1 ? "s" : "") \(indices.count == 1 ? "\(first)" : indices.map(String.init).joined(separator: ", ")) \(verb)"
        }
        let parts = [
            list("unit", point.unitsOn, "on"), list("unit", point.unitsOff, "off"),
            list("output", point.outputsOn, point.outputsOn.count == 1 ? "rises from 0" : "rise from 0"),
            list("output", point.outputsOff, point.outputsOff.count == 1 ? "falls to 0" : "fall to 0"),
            point.isEndOfCodes ? end(point.z, of: codes) : nil,
        ]
        return parts.compactMap { $0 }.joined(separator: ", ")
    }

    /// Whether the codes begin or end at z, or are all there.
    private static func end(_ z: Rational, of codes: [Rational]) -> String {
        let (isLower, isUpper) = (!codes.contains { $0 < z }, !codes.contains { $0 > z })
        return isLower && isUpper
            ? "all codes of the data" : "the codes of the data \(isLower ? "begin" : "end")"
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
}
