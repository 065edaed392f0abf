public import Analysis
public import Networks

/// The figures of a run, as in `summary.json` and the answer of `--json`.
public struct RunSummary: Sendable, Hashable, Codable {
    /// The code against the position.
    public struct Code: Sendable, Hashable, Codable {
        /// The change of the code for one position.
        public var slope: Double
        /// The code of position 0 on the line.
        public var intercept: Double
        /// The coefficient of determination.
        public var r2: Double
        /// The largest distance from the line, over the range of the code; absent where all codes are equal.
        public var maxDeviation: Double?
        /// Whether the code strictly increases or strictly decreases.
        public var monotone: Bool
    }

    /// A number as an affine function of the code.
    public struct Readout: Sendable, Hashable, Codable {
        /// One weight for each unit of the code.
        public var weights: [Double]
        /// The value at the code 0.
        public var intercept: Double
        /// The coefficient of determination.
        public var r2: Double
        /// The largest distance of the number from that function, over its range.
        public var maxDeviation: Double

        init(_ readout: AffineReadout) {
            weights = readout.weights
            intercept = readout.intercept
            r2 = readout.r2
            maxDeviation = readout.maxDeviation
        }
    }

    /// Position and amplitude as affine functions of a code of two units.
    public struct CodePlane: Sendable, Hashable, Codable {
        /// The position; absent where the samples have fewer than two.
        public var position: Readout?
        /// The amplitude; absent where the samples have only one.
        public var amplitude: Readout?
        /// The width; absent where the samples have only one, or none.
        public var width: Readout?
    }

    /// The run's id.
    public var run: String
    /// The run's folder.
    public var folder: String
    /// How far the run has come.
    public var status: RunStatus
    /// The number of completed epochs.
    public var epochs: Int
    /// The duration of training, in seconds.
    public var seconds: Double
    /// The mean duration of an epoch, in microseconds; absent without an epoch.
    public var microsecondsPerEpoch: Double?
    /// The path that computed the epochs.
    public var path: String
    /// The floating-point types.
    public var precision: Precision
    /// The loss at the end; absent where it is infinite or NaN.
    public var loss: Double?
    /// The largest absolute error; absent where it is infinite or NaN, and for logits.
    public var maxAbsoluteError: Double?
    /// The largest absolute error over the amplitude, or over the largest target of its kind; absent where it is
    /// infinite or NaN, and for logits.
    public var maxRelativeError: Double?
    /// The errors of each output, where the outputs are numbers of their own, and finite; absent for a signal.
    public var targets: [TargetError]?
    /// The classes that the network finds; absent for samples without classes.
    public var classification: ClassesFound?
    /// The mean absolute error over the amplitude of the samples whose transition lies in each quarter of the signal,
    /// left to right, nil where none does; absent for samples without a position.
    public var errorByQuarter: [Double?]?
    /// The number of training samples.
    public var samples: Int
    /// What rounding to the precision changed in the data; absent where it changed nothing.
    public var dataRounding: DataRounding?
    /// How many weights of the model that training started from rounding to the precision changed; absent where it
    /// changed none, and without such a model.
    public var roundedStartValues: Int?
    /// The number of samples whose every output is within 1 % of the amplitude, of several the largest: of the largest
    /// absolute target; absent for logits.
    public var samplesWithinOnePercent: Int?
    /// The code against the position; absent without a scalar code.
    public var code: Code?
    /// Position and amplitude as functions of the code; absent without a code of two units.
    public var codePlane: CodePlane?
    /// The number of hidden units that are inactive on every sample.
    public var deadHiddenUnits: Int
    /// The number of outputs that should be positive on some sample and are positive on none.
    public var deadOutputs: Int
    /// What becomes of these units and outputs if training goes on, by layer and index; absent in runs of earlier
    /// versions.
    public var deadUnits: [DeadUnit]?
    /// The number of gaps between neighbouring codes that hold a kink; absent without a scalar code.
    public var coveredGaps: Int?
    /// The number of gaps between neighbouring codes.
    public var gaps: Int?
    /// The errors on samples that were held out.
    public var heldOut: HeldOut?
    /// The errors on samples that were kept for a test at the end.
    public var test: HeldOut?
    /// The obstacles to an exact decoder with a linear code; absent unless requested.
    public var obstacles: Obstacles?
    /// SHA-256 of the parameters' little-endian bytes, in the order of the model file.
    public var weightsSHA256: String
    /// The seed.
    public var seed: UInt64
    /// The keys of the spec that were changed while the run went on, in the order of the epochs; absent where none was.
    public var continuations: [Continuation]?
    /// The keys of the spec that are to change when the run comes to their epochs; absent where none is.
    public var planned: [Continuation]?
    /// The run that this one was forked from; absent for any other run.
    public var fork: RunOrigin?

    /// Creates the summary of a result that is kept in `folder`.
    public init(_ result: RunResult, run: String, folder: String, weightsSHA256: String) {
        func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
        let measures = result.measures
        self.run = run
        self.folder = folder
        status = RunStatus(result.status)
        epochs = result.epochs
        seconds = result.seconds
        microsecondsPerEpoch = result.microsecondsPerEpoch
        path = result.path.rawValue
        precision = result.spec.precision
        loss = finite(result.loss)
        let error = result.spec.training.loss.comparesOutputs ? measures.error : nil
        maxAbsoluteError = error.flatMap { finite($0.maxAbsolute) }
        maxRelativeError = error.flatMap { finite($0.maxRelative) }
        targets = TargetError.each(of: measures, on: result.samples, result)
        classification = ClassesFound(measures, names: result.spec.signals.file?.classNames)
        let byQuarter = error?.byQuarter ?? []
        let known = byQuarter.compactMap(\.self)
        errorByQuarter =
            !known.isEmpty && known.allSatisfy(\.isFinite) ? byQuarter : nil
        samples = result.samples.count
        dataRounding = result.rounding
        roundedStartValues = result.roundedStartValues
        samplesWithinOnePercent = error?.samplesWithinOnePercent
        code = measures.code.map {
            Code(
                slope: $0.slope, intercept: $0.intercept, r2: $0.r2, maxDeviation: $0.maxDeviation,
                monotone: $0.isMonotone)
        }
        codePlane = measures.codePlane.map {
            CodePlane(
                position: $0.position.map(Readout.init), amplitude: $0.amplitude.map(Readout.init),
                width: $0.width.map(Readout.init))
        }
        deadHiddenUnits = measures.activity.deadHiddenUnits.count
        deadOutputs = measures.activity.deadOutputs.count
        deadUnits = result.deadUnits
        coveredGaps = measures.breakpoints?.coveredGapCount
        gaps = measures.breakpoints?.gapCount
        heldOut = HeldOut(result.heldOut, on: result.heldOutSamples, loss: result.heldOutLoss, result)
        test = HeldOut(result.test, on: result.testSamples, loss: result.testLoss, result)
        self.weightsSHA256 = weightsSHA256
        seed = result.spec.seed
    }
}
