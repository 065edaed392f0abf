internal import Diagnostics
internal import Networks

extension Measures: CustomStringConvertible {
    /// One line without the outputs and the codes; for classes those found in place of errors: "largest error 0.1 (0.1
    /// of its scale), 3 of 130 samples within 1 %, code r² = 0.982, 2 dead hidden units and 5 dead outputs, 40 of 129
    /// gaps between codes with a kink".
    public var description: String {
        [
            classification?.description ?? error.description,
            code.map { "code r² = \(NumberText.fit($0.r2))" },
            activity.description,
            breakpoints?.description,
        ].compactMap(\.self).joined(separator: ", ")
    }
}

extension ReconstructionError: CustomStringConvertible {
    /// One line without the errors of each sample: "largest error 0.1 (0.1 of its scale), 3 of 130 samples within 1 %".
    public var description: String {
        "largest error \(NumberText.number(maxAbsolute)) (\(NumberText.number(maxRelative)) of its scale), "
            + "\(NumberText.count(samplesWithinOnePercent)) of \(NumberText.plural(bySample.count, "sample")) within 1 %"
    }
}

extension UnitActivity: CustomStringConvertible {
    /// "2 dead hidden units and 5 dead outputs".
    public var description: String {
        "\(NumberText.plural(deadHiddenUnits.count, "dead hidden unit")) and "
            + NumberText.plural(deadOutputs.count, "dead output")
    }
}

extension Breakpoints: CustomStringConvertible {
    /// "40 of 129 gaps between codes with a kink".
    public var description: String {
        "\(NumberText.count(coveredGapCount)) of \(NumberText.plural(gapCount, "gap")) between codes with a kink"
    }
}

extension CodePlane: CustomStringConvertible {
    /// "130 pairs of codes, position r² = 0.999, amplitude r² = 0.998".
    public var description: String {
        ([NumberText.plural(codes.rows, "pair") + " of codes"]
            + [("position", position), ("amplitude", amplitude)].compactMap { name, readout in
                readout.map { "\(name) r² = \(NumberText.fit($0.r2))" }
            }).joined(separator: ", ")
    }
}
