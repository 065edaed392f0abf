/// How far a kink and a code moved in the epoch in which one passed the other.
struct Move: Sendable, Hashable {
    let unit: Int
    let sample: Int
    let kink: Double
    let kinkMove: Double
    let code: Double
    let codeMove: Double

    init(_ table: SideTable, unit: Int, sample: Int) {
        (self.unit, self.sample) = (unit, sample)
        (kink, kinkMove) = (table.kink(unit), table.kink(unit) - table.kinkBefore(unit))
        (code, codeMove) = (table.code(sample), table.code(sample) - table.codeBefore(sample))
    }

    /// Whether the code moved more than the kink.
    var isByCode: Bool { abs(codeMove) > abs(kinkMove) }
}

/// How a unit fell asleep.
struct Fall: Sendable, Hashable {
    let move: Move
    /// Whether the unit is active above its kink.
    let rises: Bool
    /// The code that is nearest to its kink.
    let extreme: Double
    /// The mean distance of neighbouring codes.
    let meanGap: Double
}

/// What an event has to tell; the text is written when someone asks for it.
enum Story: Sendable {
    struct Unit: Sendable {
        let unit: Int
        /// Whether it is awake now.
        var isAwake: Bool
        /// Whether it has been so for long.
        var isSettled = false
        /// How it woke last.
        var wake: Move?
        /// How it fell asleep last.
        var fall: Fall?
        /// How often it woke and fell asleep again, since when, and how often its kink was thrown.
        var blinks = 0
        var since: Int
        var throwsOfKink = 0
        /// The longest time awake.
        var longest = 0
        /// The lengths of the steps that ended blinks, in rates.
        var steps: ClosedRange<Double>?
        /// The number of units that woke about the same time, this one as the last.
        var lastOf = 0
        /// What may wake it where nothing moves the codes.
        var revival: String?
    }

    struct Turn: Sendable {
        let unit: Int
        let leavesBelow: Bool
        var last: Int
    }

    struct Pass: Sendable {
        let unit: Int
        var moves: [Move]
    }

    struct Hold: Sendable {
        let unit: Int
        let sample: Int
        var last: Int
    }

    struct Fold: Sendable {
        /// The samples before and after the first place that is folded.
        let lower: Int
        let upper: Int
        /// The weight that the stair between them is made of.
        let weight: Int?
        let isRising: Bool
        let isTie: Bool
        /// The number of places that are folded.
        let places: Int
        var last: Int
    }

    struct Output: Sendable {
        /// The outputs, in increasing order.
        let outputs: [Int]
        let wakes: Bool
        /// The samples at which the sum of the only output is above 0.
        let samples: [Int]
        /// Why no training wakes it; nil where one may.
        let forEver: String?
        /// Why that is not certain.
        let hope: String
        /// The epoch of the first change that the event counts.
        var since: Int
    }

    struct Dead: Sendable {
        let units: [Int]
        let reason: String
        /// Whether they may have been dead before the look that showed it.
        let isLate: Bool
    }

    struct Earlier: Sendable {
        var last: Int
    }

    struct Missed: Sendable {
        /// How many epochs, in how many stretches, the first and the last of them.
        var epochs: Int
        var stretches = 1
        let first: Int
        var last: Int
    }

    case unit(Unit)
    case turn(Turn)
    case pass(Pass)
    case hold(Hold)
    case fold(Fold)
    case output(Output)
    case dead(Dead)
    case outside(LiveEvent)
    case earlier(Earlier)
    case missed(Missed)
}

/// An event in numbers.
struct EventRecord: Sendable {
    let id: Int
    var epoch: Int
    /// The last epoch before it that was looked at, where that is not the one before.
    var after: Int?
    var count = 1
    var isOpen: Bool
    var isDirty = true
    /// The epoch at which it was told first.
    let begin: Int
    /// Whether some of what it counts may have happened while nobody looked.
    var isPartial = false
    var story: Story

    /// The last epoch before it that was looked at, where others lie between.
    var seenAfter: Int? { after.flatMap { epoch - $0 > 1 ? $0 : nil } }

    /// Whether it happened at its epoch, and as often as it counts.
    var isExact: Bool { seenAfter == nil && !isPartial }

    /// The lower, the sooner it is merged with others: blinks first.
    var weight: Int {
        switch story {
        case .earlier: -1
        case .unit(let unit) where unit.blinks > 0: 0
        case .pass, .hold: 1
        case .turn: 2
        case .unit: 3
        case .output, .fold, .dead: 4
        case .outside, .missed: 5
        }
    }
}
