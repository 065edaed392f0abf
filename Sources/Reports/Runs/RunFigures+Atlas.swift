internal import Analysis
public import Descriptions
internal import Diagnostics
internal import Exact
internal import Experiments
internal import Networks
internal import Plots

extension RunFigures {
    /// The largest layer whose atlas is worth the seconds in a report.
    private static let largestAtlas = 300

    /// The decoder as a function of the code: what it puts out in all, and which codes decode to a sample exactly.
    public var atlas: ReportFigure? {
        guard result.samples.isAutoencoding, network.layers.allSatisfy({ $0.outputs <= Self.largestAtlas }),
            let atlas = try? result.network.atlas(on: result.samples)
        else { return nil }
        let heldOut = zip(result.heldOut?.codes ?? [], result.heldOutSamples.map(masses(of:)) ?? []).map {
            PlotPoint($0, $1)
        }
        guard let range = Self.range(of: atlas, and: heldOut.map(\.x)) else { return nil }
        let sets = atlas.decoded
        let masses = masses(of: result.samples)
        var (points, intervals): ([PlotPoint], [PlotPoint]) = ([], [])
        var outside = 0
        for (mass, set) in zip(masses, sets) {
            for segment in set {
                let ends = (segment.from?.doubleValue ?? -.infinity, segment.to?.doubleValue ?? .infinity)
                guard ends.0 <= range.upperBound, ends.1 >= range.lowerBound else {
                    outside += 1
                    continue
                }
                let (from, to) = (max(ends.0, range.lowerBound), min(ends.1, range.upperBound))
                if from == to {
                    points.append(PlotPoint(from, mass))
                } else {
                    intervals += [PlotPoint(from, mass), PlotPoint(to, mass), PlotPoint(.nan, .nan)]
                }
            }
        }
        let codes = zip(atlas.codes, masses).map { PlotPoint($0.doubleValue, $1) }
        var marks: [Mark] = [
            .line(Self.mass(atlas, over: range, amplitude), Series("output of the decoder", .muted))
        ]
        marks.append(.rings(codes, Series("codes and signals of the data", .slot(2))))
        if !heldOut.isEmpty { marks.append(.points(heldOut, Self.heldOutSeries)) }
        if !points.isEmpty { marks.append(.points(points, Series("decoded exactly", .slot(1)))) }
        if !intervals.isEmpty { marks.append(.line(intervals, Series("decoded exactly, from an interval", .slot(1)))) }
        return ReportFigure(
            id: "atlas", title: "The atlas of the decoder",
            caption:
                "The sum of the outputs over \(words.unit) as a function of the code z, computed in exact arithmetic: "
                + "\(NumberText.plural(atlas.breakpoints.count, "breakpoint")), between which every output is affine. "
                + Self.decoded(sets) + Self.words(outside: outside) + " heaviside atlas prints it in rational numbers.",
            drawing: Chart(
                "The atlas of the decoder",
                description: "Sum of the outputs over the latent code, with the codes that decode exactly.",
                x: Axis("code z", domain: AxisDomain(range.lowerBound, range.upperBound)),
                y: Axis("Σ outputs / \(words.shortUnit)"), marks: marks, labels: .key, showsTitle: false))
    }

    /// The sum of each signal over the largest amplitude.
    private func masses(of samples: SampleSet) -> [Double] {
        (0..<samples.count).map { i in samples.targets.row(i).reduce(0, +) / amplitude }
    }

    /// What is not drawn because it lies beyond the codes of the data.
    private static func words(outside: Int) -> String {
        guard outside > 0 else { return "" }
        return " \(NumberText.count(outside)) of the codes and intervals that decode exactly "
            + "\(outside == 1 ? "lies" : "lie") beyond the codes shown."
    }

    /// How many samples are decoded exactly, in words.
    private static func decoded(_ sets: [[CodeSegment]]) -> String {
        let somewhere = sets.count { !$0.isEmpty }
        let plateaus = sets.count { $0.contains { !$0.isPoint } }
        if somewhere == 0 { return "No sample is decoded exactly, from any code." }
        let all =
            somewhere == sets.count ? "Every sample is" : "\(NumberText.count(somewhere)) of \(sets.count) samples are"
        if somewhere == 1 {
            return "1 of \(NumberText.plural(sets.count, "sample")) is decoded exactly from some code"
                + (plateaus == 0 ? ", but not from an interval." : ", and from an interval.")
        }
        return
            "\(all) decoded exactly from some code, \(plateaus == 0 ? "none" : NumberText.count(plateaus)) of them from an interval."
    }

    /// The codes of the data, and a twentieth more on either side; nil for one code only.
    private static func range(of atlas: DecoderAtlas, and others: [Double]) -> ClosedRange<Double>? {
        let ends = [atlas.codes.min()?.doubleValue, atlas.codes.max()?.doubleValue].compactMap(\.self)
        let codes = ends + others.filter(\.isFinite)
        guard let low = codes.min(), let high = codes.max(), low < high, (high - low).isFinite
        else { return nil }
        let margin = (high - low) / 20
        return low - margin...high + margin
    }

    /// The sum of all outputs over the largest amplitude, at the ends of every piece inside the range.
    private static func mass(_ atlas: DecoderAtlas, over range: ClosedRange<Double>, _ amplitude: Double) -> [PlotPoint]
    {
        var line: [PlotPoint] = []
        atlas.forEachPiece { piece in
            let from = max(piece.from?.doubleValue ?? -.infinity, range.lowerBound)
            let to = min(piece.to?.doubleValue ?? .infinity, range.upperBound)
            guard from <= to else { return }
            let slope = piece.outputs.reduce(Rational.zero) { $0 + $1.slope }
            let intercept = piece.outputs.reduce(Rational.zero) { $0 + $1.intercept }
            // Steep pieces far from 0 cancel: rounded to double precision only here.
            for z in line.isEmpty ? [from, to] : [to] {
                guard let exact = Rational(exactly: z) else { continue }
                line.append(PlotPoint(z, (slope * exact + intercept).doubleValue / amplitude))
            }
        }
        return line
    }
}
