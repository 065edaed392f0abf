/// Something that happened to a network in training, with its cause in words and numbers.
///
/// An event may grow in place: one with the ``id`` of an earlier one replaces it.
public struct LiveEvent: Sendable, Hashable {
    /// What happened.
    public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
        /// The code is no longer monotone in the position.
        case codeFolds
        /// A hidden unit that was active on no sample is active on one.
        case unitWakes
        /// A hidden unit wakes and falls asleep again.
        case unitBlinks
        /// A hidden unit is active on no sample any more.
        case unitSleeps
        /// The incoming weight of a hidden unit changes its sign.
        case unitTurns
        /// A kink passes codes.
        case kinkPasses
        /// A kink crosses a code again and again.
        case kinkMeets
        /// Hidden units that no training wakes any more.
        case unitsDie
        /// An output that was nowhere above 0 is.
        case outputWakes
        /// An output is nowhere above 0 any more.
        case outputSleeps
        /// The learning rate changes.
        case rate
        /// The loss is no finite number.
        case diverged
        /// The goal of the run is reached.
        case goal
        /// The run ends with the weights of another.
        case sameBits
        /// The network is proved to reconstruct all samples.
        case proved
        /// The network is proved not to.
        case refuted
        /// Epochs that nobody looked at, because training was faster.
        case epochsMissed
        /// Older events, put together.
        case earlier
    }

    /// What an event is about.
    public struct Subject: Sendable, Hashable, Codable {
        /// The hidden unit, from 0.
        public var unit: Int?
        /// The output, from 0.
        public var output: Int?
        /// The sample, by the number that texts name it by: its θ, or its index where positions do not tell samples
        /// apart.
        public var theta: Double?

        /// Names a subject; by default none.
        public init(unit: Int? = nil, output: Int? = nil, theta: Double? = nil) {
            self.unit = unit
            self.output = output
            self.theta = theta
        }
    }

    /// The number that tells it from the other events of its run; 0 until a detector has given it one.
    public var id: Int
    /// The number of epochs of updates before the state in which it is seen first.
    public var epoch: Int
    /// The last epoch before it that was looked at, where others lie between: it happened in one of them; nil where
    /// ``epoch`` is exact.
    public var after: Int?
    /// What happened.
    public var kind: Kind
    /// What it is about.
    public var subject: Subject
    /// The numbers of the text, finite ones, by name.
    public var numbers: [String: Double]
    /// What happened, in a few words without a dot.
    public var title: String
    /// The cause, with numbers, to follow the epoch; without a dot at the end.
    public var text: String
    /// How often it happened: crossings, blinks, turns; 1 for most events.
    public var count: Int
    /// Whether it may still change.
    public var isOpen: Bool
    /// The epoch of a stored state that shows it; nil where none is known.
    public var snapshot: Int?

    /// Creates an event; numbers that are not finite are left out.
    public init(
        id: Int = 0, epoch: Int, after: Int? = nil, kind: Kind, subject: Subject = Subject(),
        numbers: [String: Double] = [:], title: String, text: String,
        count: Int = 1, isOpen: Bool = false, snapshot: Int? = nil
    ) {
        self.id = id
        self.epoch = epoch
        self.after = after
        self.kind = kind
        self.subject = subject
        self.numbers = numbers.filter { $0.value.isFinite }
        self.title = title
        self.text = text
        self.count = count
        self.isOpen = isOpen
        self.snapshot = snapshot
    }
}

extension LiveEvent {
    /// Whether training again does not show it: a goal, a proof, the same bits as another run's.
    var isFromOutside: Bool { [.goal, .sameBits, .proved, .refuted].contains(kind) }
}

extension LiveEvent: Codable {
    private enum CodingKeys: String, CodingKey {
        case id, epoch, after, kind, subject, numbers, title, text, count, snapshot
        case isOpen = "open"
    }
}
