/// Piecewise-constant signals with a fixed number of transitions.
public struct PiecewiseConstants: SignalFamily, Hashable {
    /// The values that the pieces take.
    public enum Levels: Sendable, Hashable {
        /// 0, amplitude, 0, amplitude, …; every choice of transitions is a sample.
        case alternating
        /// Each piece uniform on [−amplitude, amplitude], transitions drawn without repetition; `count` samples.
        case random(count: Int, seed: UInt64)
    }

    /// `piecewiseConstant`.
    public static var name: String { "piecewiseConstant" }
    /// `transitions`, which has no default, and `levels`.
    public static var keys: [SignalKey<Self>] {
        [
            SignalKey(
                "transitions", .integer(\.transitions),
                requirement: "the number of transitions of a piecewiseConstant signal"),
            SignalKey("levels", .levels(\.levels)),
        ]
    }

    /// The number n of entries of a signal.
    public var length: Int
    /// The number of transitions, at least 1.
    public var transitions: Int
    /// The amplitudes; with random levels there is one.
    public var amplitudes: Amplitudes
    /// The values that the pieces take.
    public var levels: Levels

    /// Piecewise-constant signals of a length.
    public init(length: Int, transitions: Int, amplitude: Amplitudes = 1, levels: Levels = .alternating) {
        self.length = length
        self.transitions = transitions
        self.amplitudes = amplitude
        self.levels = levels
    }

    /// What each sample is made from: in lexicographic order of the transitions, which lie strictly inside the signal.
    public func parameters() throws(SignalError) -> [SignalParameters] {
        let amplitudes = try amplitudes.values()
        guard length > 0, length <= SampleSet.maximumLength else {
            throw SignalError(
                place: "length", problem: "\(length) entries: expected 1 to \(SampleSet.maximumLength)")
        }
        guard transitions >= 1, transitions < length else {
            throw SignalError(
                place: "transitions",
                problem: "\(transitions) transitions: expected at least 1 and fewer than the length \(length)")
        }
        switch levels {
        case .alternating:
            let choices = binomial(length - 1, transitions)
            let count = choices.value.multipliedReportingOverflow(by: amplitudes.count)
            try SampleSet.checkSize(length: length, count: (count.partialValue, choices.overflow || count.overflow))
            return alternating(amplitudes)
        case .random(let count, let seed):
            guard amplitudes.count == 1 else {
                throw SignalError(place: "amplitude", problem: "random levels take one amplitude")
            }
            guard count > 0 else {
                throw SignalError(place: "levels.random.count", problem: "\(count) samples: expected at least 1")
            }
            try SampleSet.checkSize(length: length, count: (count, false))
            return drawn(count, amplitude: amplitudes[0], seed: seed)
        }
    }

    private func alternating(_ amplitudes: [Double]) -> [SignalParameters] {
        var result: [SignalParameters] = []
        var choice = Array(1...transitions)
        while true {
            for amplitude in amplitudes {
                let values = (0...transitions).map { $0.isMultiple(of: 2) ? 0 : amplitude }
                result.append(parameters(choice, levels: values, amplitude: amplitude))
            }
            // The next choice in lexicographic order: raise the last transition that can still move.
            guard let moving = choice.indices.last(where: { choice[$0] < length - transitions + $0 }) else { break }
            choice[moving] += 1
            for k in (moving + 1)..<max(moving + 1, transitions) { choice[k] = choice[k - 1] + 1 }
        }
        return result
    }

    private func drawn(_ count: Int, amplitude: Double, seed: UInt64) -> [SignalParameters] {
        var result: [SignalParameters] = []
        for index in 0..<count {
            var stream = RandomStream(seed: seed, purpose: .signals, index: UInt32(index))
            // Floyd's sampling: distinct transitions in O(transitions) draws.
            var chosen: Set<Int> = []
            for bound in (length - transitions)..<length {
                let candidate = 1 + stream.index(below: bound)
                chosen.insert(chosen.contains(candidate) ? bound : candidate)
            }
            let values = (0...transitions).map { _ in stream.uniform(in: -amplitude...amplitude) }
            result.append(parameters(chosen.sorted(), levels: values, amplitude: amplitude))
        }
        return result.sorted { $0.transitions.lexicographicallyPrecedes($1.transitions) }
    }

    private func parameters(_ choice: [Int], levels: [Double], amplitude: Double) -> SignalParameters {
        SignalParameters(
            position: transitions == 1 ? Double(choice[0]) : nil, amplitude: amplitude, transitions: choice,
            levels: levels)
    }

    /// n over k, with whether it overflows.
    private func binomial(_ n: Int, _ k: Int) -> (value: Int, overflow: Bool) {
        var result = 1
        for i in 1...min(max(k, 1), n) where k <= n {
            let (product, overflow) = result.multipliedReportingOverflow(by: n - k + i)
            if overflow { return (0, true) }
            result = product / i
        }
        return (result, false)
    }
}
