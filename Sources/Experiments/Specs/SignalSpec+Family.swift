public import Networks

extension SignalSpec {
    /// Where the signals come from: a family that a spec can name, or a file.
    ///
    /// To add a family, write a file with its type, and extend this file: a case, a line in ``signals``, an entry in
    /// `all`, and a conformance at the end.
    public enum Family: Sendable, Hashable {
        /// `family: step`.
        case step(StepFunctions)
        /// `family: piecewiseConstant`.
        case piecewiseConstant(PiecewiseConstants)
        /// `family: dirac`.
        case dirac(Diracs)
        /// `family: ramp`.
        case ramp(Ramps)
        /// `family: box`.
        case box(Boxes)
        /// `family: gaussian`.
        case gaussian(Gaussians)
        /// `family: sinusoid`.
        case sinusoid(Sinusoids)
        /// `file: data.npz`.
        case file(FileSignals)

        /// The signals of the family; nil for those of a file.
        public var signals: (any NamedFamily)? {
            switch self {
            case .step(let signals): signals
            case .piecewiseConstant(let signals): signals
            case .dirac(let signals): signals
            case .ramp(let signals): signals
            case .box(let signals): signals
            case .gaussian(let signals): signals
            case .sinusoid(let signals): signals
            case .file: nil
            }
        }

        /// Each family with the defaults of its parameters.
        static var all: [any NamedFamily] {
            [
                StepFunctions(length: 1), PiecewiseConstants(length: 1, transitions: 1), Diracs(length: 1),
                Ramps(length: 1), Boxes(length: 1), Gaussians(length: 1), Sinusoids(length: 1),
            ]
        }
    }

    /// A family that a spec can name.
    public protocol NamedFamily: SignalFamily {
        /// The family as a case of the list.
        var family: Family { get }
    }
}

extension StepFunctions: SignalSpec.NamedFamily {
    /// `family: step`.
    public var family: SignalSpec.Family { .step(self) }
}

extension PiecewiseConstants: SignalSpec.NamedFamily {
    /// `family: piecewiseConstant`.
    public var family: SignalSpec.Family { .piecewiseConstant(self) }
}

extension Diracs: SignalSpec.NamedFamily {
    /// `family: dirac`.
    public var family: SignalSpec.Family { .dirac(self) }
}

extension Ramps: SignalSpec.NamedFamily {
    /// `family: ramp`.
    public var family: SignalSpec.Family { .ramp(self) }
}

extension Boxes: SignalSpec.NamedFamily {
    /// `family: box`.
    public var family: SignalSpec.Family { .box(self) }
}

extension Gaussians: SignalSpec.NamedFamily {
    /// `family: gaussian`.
    public var family: SignalSpec.Family { .gaussian(self) }
}

extension Sinusoids: SignalSpec.NamedFamily {
    /// `family: sinusoid`.
    public var family: SignalSpec.Family { .sinusoid(self) }
}
