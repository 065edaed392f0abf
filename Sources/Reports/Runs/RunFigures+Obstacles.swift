internal import Analysis
public import Descriptions
internal import Diagnostics
internal import Experiments
internal import Foundation
internal import Networks
internal import Plots

extension RunFigures {
    /// The most panels of kinks.
    private static let mostPanels = 6

    /// The kinks of the hidden layer in the gaps between neighbouring codes, at some epochs.
    public var kinks: ReportFigure? {
        let moments = chosenSnapshots
        guard moments.count > 1 else { return nil }
        let places = moments.compactMap { Self.placed($0.network, on: result.samples) }
        guard places.count == moments.count, let end = places.last, let most = places.map(\.gaps).max(), most > 0,
            places.contains(where: { !$0.points.isEmpty })
        else { return nil }
        let panels = zip(moments, places).map { moment, placed in
            ChartPanel(
                "epoch \(NumberText.count(moment.epoch)): \(NumberText.count(placed.covered)) of "
                    + NumberText.plural(placed.gaps, "gap"),
                marks: [.points(placed.points, Series("a kink")), .rule(.horizontal(0.5), label: "")])
        }
        return ReportFigure(
            id: "kinks", title: "Kinks among the codes",
            caption:
                "Each point is the kink of a hidden unit: across, the gap between neighbouring codes that it lies in, in increasing order of "
                + "the code; up, the fraction of the gap that lies before it. At the end \(NumberText.count(end.covered)) of "
                + "\(NumberText.plural(end.gaps, "gap")) contain\(end.covered == 1 ? "s" : "") a kink. "
                + (DecoderNeeds(result.spec, samples: result.samples.count).coveredGaps != nil
                    && end.gaps == result.samples.count - 1
                    ? "In each gap one kink of a unit that is off at the blank, and off on less than half of the gap, allows a last "
                        + "layer that is exact and stable. "
                    : "")
                + "Kinks outside the codes are not shown.",
            drawing: ChartGrid(
                "Kinks among the codes", description: "Scatter of kinks over gaps, one panel for each of some epochs.",
                x: Axis("gap between codes", domain: AxisDomain(-0.5, Double(most) - 0.5), isWhole: true),
                y: Axis("fraction of the gap", domain: AxisDomain(-0.03, 1.03)),
                panels: panels, columns: 2, panelHeight: 120, showsTitle: false))
    }

    /// The first, the last, and some snapshots between, which are kept at 1, 2, 5, 10, …
    private var chosenSnapshots: [(epoch: Int, network: Network<Double>)] {
        var all = snapshots.filter { $0.epoch < result.epochs }
        all.append((result.epochs, network))
        guard all.count > Self.mostPanels else { return all }
        return (0..<Self.mostPanels).map { all[$0 * (all.count - 1) / (Self.mostPanels - 1)] }
    }

    /// Where the kinks lie among the codes of a network; nil without a scalar code.
    private static func placed(
        _ network: Network<Double>, on samples: SampleSet
    ) -> (points: [PlotPoint], covered: Int, gaps: Int)? {
        guard let layer = network.codeLayer, network.layers[layer].outputs == 1 else { return nil }
        let codes = network.forward(samples.signals).activations[layer].elements
        guard let breakpoints = Breakpoints(network, codes: codes) else { return nil }
        let sorted = Set(codes).sorted()
        var (points, gap): ([PlotPoint], Int) = ([], 0)
        for kink in breakpoints.kinks {
            while gap + 1 < sorted.count, sorted[gap + 1] <= kink { gap += 1 }
            guard gap + 1 < sorted.count, kink >= sorted[gap] else { continue }
            points.append(PlotPoint(Double(gap), (kink - sorted[gap]) / (sorted[gap + 1] - sorted[gap])))
        }
        return (points, breakpoints.coveredGapCount, breakpoints.gapCount)
    }

    /// The accumulated gradient of each encoder weight, beside the counting argument and what the weights moved by.
    public var encoderGradients: ReportFigure? {
        guard let gradients = EncoderGradients(result) else { return nil }
        let largest = gradients.sums.map(abs).max() ?? 0
        guard largest > 0, gradients.sums.allSatisfy(\.isFinite) else { return nil }
        let most = Double(gradients.samples.max() ?? 1)
        let projects = (result.spec.training.codeLinearity?.projection ?? 0) > 0
        var marks: [Mark] = [
            .line(
                PlotPoint.samples(gradients.samples.map { Double($0) / most }),
                Series("samples that reach the entry", .muted)),
            .points(PlotPoint.samples(gradients.sums.map { abs($0) / largest }), Series("|Σ gradients|")),
        ]
        var hasMoves = false
        if let first = snapshots.first, first.epoch == 0, let before = first.network.layers.first,
            let after = network.layers.first
        {
            let moved = zip(before.weight.elements, after.weight.elements).map { abs($1 - $0) }
            if let most = moved.max(), most > 0, most.isFinite {
                hasMoves = true
                marks.append(
                    .points(PlotPoint.samples(moved.map { $0 / most }), Series("|end − start| of the weight", .slot(2)))
                )
            }
        }
        return ReportFigure(
            id: "encoder-gradients", title: "The encoder's gradients, added up",
            caption: "For each entry of the signals, the size of the gradient of its encoder weight, summed over "
                + "\(result.epochs == 1 ? "the only" : "all \(NumberText.count(result.epochs))") epoch\(result.epochs == 1 ? "" : "s")"
                + (hasMoves ? ", and, in orange, how far the weight moved from the start to the end" : "")
                + "; each series is divided by its largest value. The grey line is the number of samples in which "
                + "the entry is not zero\(words.isStep ? ", the study's counting argument, equations (4)–(7)" : ""). Under plain gradient descent a weight moves by the rate times "
                + "the sum; under rules that divide by a running size of the gradient it does not, and the sum says nothing about the code."
                + (projects ? " Here the projection of the code term moves the weights as well." : ""),
            drawing: Chart(
                "The encoder's gradients, added up",
                description: "Accumulated gradients over the entries, with the number of samples of each.",
                x: Axis("entry j of the signal", isWhole: true),
                y: Axis("relative size, largest = 1", includesZero: true), marks: marks, labels: .key,
                height: 300, showsTitle: false))
    }
}
