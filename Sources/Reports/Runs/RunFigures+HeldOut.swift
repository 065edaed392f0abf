internal import Analysis
internal import Diagnostics
internal import Experiments
internal import Networks
internal import Plots

// Samples that are held out, which every figure of samples shows beside those for training, and marks.

extension RunFigures {
    /// A sample with what the network makes of it.
    struct ShownSample {
        let position: Double?
        let amplitude: Double?
        /// What else tells it: "width 3"; empty where nothing does.
        let detail: String
        /// What the network got.
        let signal: [Double]
        let target: [Double]
        let output: [Double]
        let isHeldOut: Bool
        /// The number of the sample among those for training, or among those held out.
        let index: Int
        /// Whether another sample has the same position and details.
        var isAmbiguous = false

        /// "θ = 4, held out"; where there is no position, the number of the sample.
        var name: String { !isHeldOut || place.hasPrefix("held out") ? place : place + ", held out" }

        /// "θ = 4"; where there is no position, what else tells the sample, or its number.
        var place: String {
            guard let position else {
                guard detail.isEmpty else { return detail }
                return isHeldOut ? "held out, \(index)" : "sample \(index)"
            }
            return "θ = \(NumberText.number(position))" + (detail.isEmpty ? "" : ", \(detail)")
                + (isAmbiguous ? ", sample \(index)" : "")
        }
    }

    /// How samples that are held out are drawn.
    static let heldOutSeries = Series("held out", .slot(5))

    /// All samples in increasing order of their position, where every sample has one; else those that are held out
    /// last.
    var shownSamples: [ShownSample] {
        func rows(_ samples: SampleSet, _ outputs: Matrix<Double>, isHeldOut: Bool) -> [ShownSample] {
            let (positions, amplitudes, details) = (samples.positions, samples.amplitudes, samples.details)
            return (0..<samples.count).map { i in
                ShownSample(
                    position: positions[i], amplitude: amplitudes[i], detail: details[i],
                    signal: Array(samples.signals.row(i)), target: Array(samples.targets.row(i)),
                    output: Array(outputs.row(i)), isHeldOut: isHeldOut, index: i)
            }
        }
        var shown = rows(result.samples, result.measures.outputs, isHeldOut: false)
        if let samples = result.heldOutSamples, let measures = result.heldOut {
            shown += rows(samples, measures.outputs, isHeldOut: true)
        }
        let counts = Dictionary(grouping: shown) { "\($0.isHeldOut) \($0.place) \($0.amplitude ?? 0)" }.mapValues(
            \.count)
        for k in shown.indices {
            let key = "\(shown[k].isHeldOut) \(shown[k].place) \(shown[k].amplitude ?? 0)"
            shown[k].isAmbiguous = counts[key].map { $0 > 1 } ?? false
        }
        guard shown.allSatisfy({ $0.position != nil }) else { return shown }
        let order = shown.indices.sorted { (a: Int, b: Int) -> Bool in
            (shown[a].position ?? 0, a) < (shown[b].position ?? 0, b)
        }
        return order.map { shown[$0] }
    }

    /// At most nine of the samples, spread over their order; a third of them held out where there are such samples.
    var chosenSamples: [ShownSample] {
        let shown = shownSamples
        func places(isHeldOut: Bool) -> [Int] { shown.indices.filter { shown[$0].isHeldOut == isHeldOut } }
        func spread(_ places: [Int], _ count: Int) -> [Int] {
            let count = min(count, places.count)
            return (0..<count).map { places[count == 1 ? 0 : $0 * (places.count - 1) / (count - 1)] }
        }
        let (kept, held) = (places(isHeldOut: false), places(isHeldOut: true))
        let heldCount = min(held.count, max(3, 9 - kept.count))
        return (spread(kept, 9 - heldCount) + spread(held, heldCount)).sorted().map { shown[$0] }
    }

    /// Points at the places of some samples; a sample without a place has none.
    static func points(_ places: [Double?], _ values: [Double]) -> [PlotPoint] {
        zip(places, values).compactMap { place, value in place.map { PlotPoint($0, value) } }
    }

    /// The codes of the samples that are held out against their positions; empty without either.
    var heldOutCodes: [PlotPoint] {
        guard let samples = result.heldOutSamples, let codes = result.heldOut?.codes else { return [] }
        return Self.points(samples.positions, codes)
    }

    /// The two codes of the samples that are held out; empty where there are none.
    var heldOutCodePairs: [PlotPoint] {
        guard let layer = network.codeLayer, network.layers[layer].outputs == 2, let samples = result.heldOutSamples
        else { return [] }
        let codes = network.forward(samples.signals).activations[layer]
        return (0..<codes.rows).map { PlotPoint(codes[$0, 0], codes[$0, 1]) }
    }

    /// What the marks of samples that are held out say; empty where there are none.
    func heldOutWords(_ sentence: (ReconstructionError) -> String) -> String {
        result.heldOut.map { " " + sentence($0.error) } ?? ""
    }
}
