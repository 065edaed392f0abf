public import Descriptions
internal import Diagnostics
public import Experiments
internal import Networks
public import RunStore

/// The figures of a run in lines of words: what the terminal and the report's first table say.
public struct RunDigest: Sendable {
    /// One line: how the run ended.
    public let headline: String
    /// The measures.
    public let lines: [DigestLine]

    /// Puts a summary into words.
    ///
    /// - Parameters:
    ///   - summary: the run's figures.
    ///   - spec: what was run.
    ///   - environment: the machine that it ran on; nil leaves its line out.
    public init(_ summary: RunSummary, spec: Spec, environment: RunEnvironment? = nil) {
        headline = Self.headline(summary, spec)
        let amplitude = summary.maxRelativeError.flatMap { relative in
            relative > 0 ? summary.maxAbsoluteError.map { $0 / relative } : nil
        }
        let words = DataWords(spec)
        let unit = words.unit
        let comma = unit == "the amplitude" ? "" : ","
        var lines: [DigestLine] = []
        func add(_ name: String, _ text: String?) {
            if let text { lines.append(DigestLine(name: name, text: text)) }
        }
        // The terms of the sum may be too small for the numbers of the run, where the errors are not.
        let isRounded = summary.loss == 0 && summary.maxAbsoluteError != 0
        add(
            "loss",
            summary.loss.map {
                (isRounded ? "rounded to 0" : NumberText.number($0)) + ", "
                    + DataWords(spec).name(of: spec.training.loss)
            })
        if let targets = summary.targets {
            for target in targets { add(target.name, Self.error(target)) }
        } else {
            add(
                "worst error",
                summary.maxAbsoluteError.map { error in
                    NumberText.number(error)
                        + (amplitude.map {
                            ", \(NumberText.percent(error / $0)) of \(unit)\(comma) \(NumberText.number($0))"
                        }
                            ?? "")
                })
        }
        if let found = summary.classification {
            add("accuracy", ClassText.accuracy(found, of: summary.samples))
            add("by class", ClassText.byClass(found))
        }
        add(
            !words.isAutoencoding ? "found" : words.hasOwnUnit ? "reconstructed" : "small errors",
            summary.samplesWithinOnePercent.map { within in
                "\(NumberText.count(within)) of \(NumberText.plural(summary.samples, "sample")) within 1 % of \(unit)"
                    + (words.isAutoencoding && !words.hasOwnUnit
                        ? "; the bound is the same for smaller amplitudes" : "")
            })
        add("mean error", summary.errorByQuarter.flatMap { words.quarters($0, of: summary.samples) })
        add(
            "code",
            summary.code.map { code in
                guard let deviation = code.maxDeviation else { return "all codes are equal" }
                return
                    "\(code.monotone ? "monotone" : "not monotone") in the position; its least-squares line has "
                    + "r² = \(NumberText.fit(code.r2)) and is off by at most \(NumberText.percent(deviation)) of the code's range"
            })
        if summary.code == nil, summary.codePlane == nil { add("code", Self.missingLabels(spec)) }
        func add(_ name: String, _ readout: RunSummary.Readout?) {
            add(
                name,
                readout.map {
                    "read from the two codes by an affine map: r² = \(NumberText.fit($0.r2)), off by up to "
                        + "\(NumberText.percent($0.maxDeviation)) of its range"
                })
        }
        add("position", summary.codePlane?.position)
        add("amplitude", summary.codePlane?.amplitude)
        add("width", summary.codePlane?.width)
        // Units of a network that diverged are neither dead nor alive: comparisons with NaN are false.
        if summary.status != .diverged {
            add(
                "dead",
                "\(NumberText.plural(summary.deadHiddenUnits, "hidden unit")), \(NumberText.plural(summary.deadOutputs, "output"))"
            )
            add("revival", summary.deadUnits.flatMap(DeadUnitText.sentence))
        }
        if let covered = summary.coveredGaps, let gaps = summary.gaps {
            var needed = ""
            if let least = DecoderNeeds(spec, samples: summary.samples).coveredGaps, covered < least {
                needed = "; an exact decoder of a monotone code has one in at least \(NumberText.count(least))"
            }
            add(
                "kinks",
                "\(NumberText.count(covered)) of the \(NumberText.plural(gaps, "gap")) between neighbouring codes "
                    + "\(covered == 1 ? "contains" : "contain") a kink\(needed)")
        }
        add("frozen", Self.frozen(spec))
        add("held out", summary.heldOut.map { Self.heldOut($0, unit: unit) })
        add("their errors", summary.heldOut.flatMap { Self.spread($0, unit: unit) })
        add("their targets", Self.errors(summary.heldOut?.targets))
        add("their classes", summary.heldOut?.classification.flatMap(ClassText.byClass))
        add("test", summary.test.map { Self.heldOut($0, unit: unit) })
        add("its errors", summary.test.flatMap { Self.spread($0, unit: unit) })
        add("its targets", Self.errors(summary.test?.targets))
        add("its classes", summary.test?.classification.flatMap(ClassText.byClass))
        add("inputs", Self.normalised(spec.signals))
        add("noise", spec.signals.noise.map(Self.noise))
        add("data", summary.dataRounding?.sentence(in: summary.precision))
        add(
            "start",
            summary.roundedStartValues.map {
                "\(NumberText.plural($0, "weight")) of the model that training started from \($0 == 1 ? "was" : "were") "
                    + "rounded to \(summary.precision.rawValue)"
            })
        add(
            "changed",
            Continuation.sentence(summary.continuations ?? []).map {
                "\($0); \(RunFolder.specName) has the first values, and training from it does not repeat the run"
            })
        add("planned", Continuation.sentence(summary.planned ?? []))
        add("forked", summary.fork.map(Self.origin))
        if summary.path == ComputationPath.dense.rawValue {
            add("matrix products", environment?.matrixProducts(useBLAS: Self.usesBLAS(spec, summary.samples)))
        }
        add("program", environment?.programWords)
        self.lines = lines
    }

    /// Where a run comes from.
    private static func origin(_ fork: RunOrigin) -> String {
        fork.edited == true
            ? "from the network of \(fork.run) at epoch \(NumberText.count(fork.epoch)), in which a number was changed"
            : "from \(fork.run) at epoch \(NumberText.count(fork.epoch))"
    }

    /// Whether OpenBLAS had a part in the weights.
    private static func usesBLAS(_ spec: Spec, _ samples: Int) -> Bool {
        guard let shape = spec.signals.shape,
            let network = try? NetworkShape(inputs: shape.reduce(1, *), shape: shape, layers: spec.network)
        else { return true }
        return spec.training.usesBLAS(network.layers, samples: samples)
    }

    /// Which frozen layers a term of training places all the same, and that nothing is trained where all are frozen;
    /// nil where `frozen` means what it says.
    private static func frozen(_ spec: Spec) -> String? {
        guard spec.epochs > 0 else { return nil }
        let (layers, training) = (spec.network, spec.training)
        var parts: [String] = []
        if layers.allSatisfy({ !$0.isTrainable }) { parts.append("no layer is trained: all are frozen or fixed") }
        if (training.codeLinearity?.projection ?? 0) > 0, layers.first?.isFrozen == true {
            parts.append("layer 0 by gradients only: the projection of codeLinearity moves its weights")
        }
        let hidden = layers.count - 2
        if training.kinkRepair != nil, hidden >= 0, layers[hidden].isFrozen {
            parts.append("layer \(hidden) by gradients only: kinkRepair relocates its units")
        }
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }

    /// How the inputs are normalised; nil where they are not.
    private static func normalised(_ signals: SignalSpec) -> String? {
        guard let method = signals.file?.normalise else { return nil }
        let units = signals.isAutoencoding ? "; outputs and errors are in these units" : ""
        switch method {
        case .standardise: return "entry by entry less the mean, over the standard deviation\(units)"
        case .minMax: return "entry by entry less the least value, over the range\(units)"
        }
    }

    /// What noise the signals have.
    private static func noise(_ noise: AdditiveNoise) -> String {
        "normal, standard deviation \(NumberText.number(noise.deviation)), seed \(noise.seed)"
            + (noise.copies > 1 ? ", \(NumberText.plural(noise.copies, "sample")) of each signal" : "")
            + (noise.target == .clean ? "; the targets have none" : "; the targets have the same")
    }

    /// That the data of a file have no label which what is measured of a code needs; nil where nothing is missing.
    private static func missingLabels(_ spec: Spec) -> String? {
        guard let labels = spec.signals.file?.labels, let units = spec.layers.dropLast().map(\.outputs).min(),
            units == 1 || units == 2
        else { return nil }
        let needed = [SampleSet.Label.position, .amplitude].prefix(units).map(\.rawValue)
        let missing = needed.filter { labels[$0] == nil }
        guard missing.count == needed.count else { return nil }
        let names = missing.joined(separator: " or ")
        return "not compared with the \(names), which the data have no label for; the spec names one by "
            + "signals.labels.\(missing[0])"
    }

    private static func headline(_ summary: RunSummary, _ spec: Spec) -> String {
        let how: String
        switch summary.status {
        case .finished: how = "finished"
        case .interrupted: how = "interrupted"
        case .running: how = "running, at its last checkpoint"
        case .diverged: how = "diverged: the loss is no longer a finite number"
        }
        var epochs = "not trained"
        if summary.epochs > 0 {
            let each = summary.microsecondsPerEpoch.map { " (\(NumberText.duration($0 * 1e-6)) each)" } ?? ""
            epochs = "\(NumberText.plural(summary.epochs, "epoch")) in \(NumberText.duration(summary.seconds))\(each)"
        } else if case .construction = spec.initialization {
            epochs = "constructed, not trained"
        }
        return "\(how) · \(epochs) · \(summary.path) path, \(summary.precision.rawValue)"
    }
}
