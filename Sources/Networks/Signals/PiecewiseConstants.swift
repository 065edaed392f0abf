internal import Diagnostics

/// Piecewise-constant signals with a fixed number of transitions.
public struct PiecewiseConstants: PiecewiseFamily, Hashable {
    /// The values that the pieces take.
    public enum Levels: Sendable, Hashable {
        /// 0, amplitude, 0, amplitude, …; every choice of transitions is a sample.
        case alternating
        /// `count` samples, transitions drawn without repetition. Each piece is uniform on [−amplitude, amplitude], or,
        /// with `among`, the amplitude times one of these values, none of which follows itself.
        case random(count: Int, seed: UInt64, among: ParameterValues? = nil)
        /// The amplitude times these values, none of which follows itself; every choice of transitions and of values is
        /// a sample.
        case grid(ParameterValues)
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
    /// The amplitudes; with random levels, and with those of a grid, there is one.
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
            try check(patterns: (amplitudes.count, false))
            return chosen { choice in
                amplitudes.map { amplitude in
                    let values = (0...transitions).map { $0.isMultiple(of: 2) ? 0 : amplitude }
                    return parameters(choice, levels: values, amplitude: amplitude)
                }
            }
        case .grid(let grid):
            let values = try values(of: grid, "levels.grid", amplitudes)
            var patterns = SampleSet.count(values.count)
            for _ in 0..<transitions where !patterns.overflow && patterns.value <= SampleSet.maximumCount {
                patterns = SampleSet.count(patterns.value, values.count - 1)
                if values.count == 2 { break }
            }
            try check(patterns: patterns)
            let sequences = Self.sequences(of: values, count: transitions + 1)
            return chosen { choice in sequences.map { parameters(choice, levels: $0, amplitude: amplitudes[0]) } }
        case .random(let count, let seed, let among):
            let values = try among.map { list throws(SignalError) in
                try self.values(of: list, "levels.random.among", amplitudes)
            }
            guard amplitudes.count == 1 else { throw Self.severalAmplitudes }
            guard count > 0 else {
                throw SignalError(place: "levels.random.count", problem: "\(count) samples: expected at least 1")
            }
            guard count <= SampleSet.maximumCount, count * length <= SampleSet.maximumValueCount else {
                let most = min(SampleSet.maximumCount, SampleSet.maximumValueCount / length)
                throw SignalError(
                    place: "levels.random.count",
                    problem: "\(count) samples of \(length) entries: expected at most \(most)")
            }
            return drawn(count, among: values, amplitude: amplitudes[0], seed: seed)
        }
    }

    /// The samples of ``parameters()``, with labels for each piece where there are at most ``mostLabelled``: `level0`,
    /// … are its levels, and `edge1`, … the entries at which the later pieces begin.
    public func samples() throws(SignalError) -> SampleSet {
        let parameters = try parameters()
        let samples = SampleSet(length: length, parameters: parameters)
        guard transitions < Self.mostLabelled else { return samples }
        var labels = samples.labels
        for piece in 0...transitions {
            labels["level\(piece)"] = parameters.map { $0.levels[piece] }
            if piece > 0 { labels["edge\(piece)"] = parameters.map { Double($0.transitions[piece - 1]) } }
        }
        return SampleSet(shape: samples.shape, signals: samples.signals, labels: labels)
    }

    /// The most pieces that have labels of their own.
    public static let mostLabelled = 8

    private static let severalAmplitudes = SignalError(
        place: "amplitude", problem: "random levels and those of a grid take one amplitude, which multiplies them")

    /// Levels times the one amplitude, at least two.
    private func values(
        of levels: ParameterValues, _ place: String, _ amplitudes: [Double]
    ) throws(SignalError) -> [Double] {
        guard amplitudes.count == 1 else { throw Self.severalAmplitudes }
        let values = try levels.values(place, in: .finite, expected: "a finite number").map { $0 * amplitudes[0] }
        guard values.count >= 2 else {
            throw SignalError(place: place, problem: "1 level: expected at least 2, as neighbouring pieces differ")
        }
        guard values.allSatisfy(\.isFinite) else {
            throw SignalError(place: place, problem: "a level times the amplitude is infinite: expected smaller ones")
        }
        return values
    }

    /// Refuses more samples than a set holds: as many patterns for each choice of transitions.
    private func check(patterns: (value: Int, overflow: Bool)) throws(SignalError) {
        let choices = binomial(length - 1, transitions)
        let count = SampleSet.count(choices.value, patterns.value)
        try SampleSet.checkSize(
            length: length, count: (count.value, choices.overflow || patterns.overflow || count.overflow))
    }

    /// Every sequence of so many values in which none follows itself, in lexicographic order.
    private static func sequences(of values: [Double], count: Int) -> [[Double]] {
        // Digits of a number: the first chooses among all values, each other one among those that differ from the last.
        var digits = Array(repeating: 0, count: count)
        var sequences: [[Double]] = []
        while true {
            var last = -1
            sequences.append(
                digits.enumerated().map { k, digit in
                    last = k > 0 && digit >= last ? digit + 1 : digit
                    return values[last]
                })
            var k = count - 1
            while k >= 0, digits[k] == (k == 0 ? values.count : values.count - 1) - 1 {
                digits[k] = 0
                k -= 1
            }
            guard k >= 0 else { return sequences }
            digits[k] += 1
        }
    }

    /// The samples of every choice of transitions, in lexicographic order.
    private func chosen(_ samples: ([Int]) -> [SignalParameters]) -> [SignalParameters] {
        var result: [SignalParameters] = []
        var choice = Array(1...transitions)
        while true {
            result += samples(choice)
            // The next choice in lexicographic order: raise the last transition that can still move.
            guard let moving = choice.indices.last(where: { choice[$0] < length - transitions + $0 }) else { break }
            choice[moving] += 1
            for k in (moving + 1)..<max(moving + 1, transitions) { choice[k] = choice[k - 1] + 1 }
        }
        return result
    }

    private func drawn(
        _ count: Int, among levels: [Double]?, amplitude: Double, seed: UInt64
    ) -> [SignalParameters] {
        var result: [SignalParameters] = []
        for index in 0..<count {
            var stream = RandomStream(seed: seed, purpose: .signals, index: UInt32(index))
            // Floyd's sampling: distinct transitions in O(transitions) draws.
            var chosen: Set<Int> = []
            for bound in (length - transitions)..<length {
                let candidate = 1 + stream.index(below: bound)
                chosen.insert(chosen.contains(candidate) ? bound : candidate)
            }
            let values =
                levels.map { Self.sequence(of: $0, count: transitions + 1, &stream) }
                ?? (0...transitions).map { _ in stream.uniform(in: -amplitude...amplitude) }
            result.append(parameters(chosen.sorted(), levels: values, amplitude: amplitude))
        }
        return result.sorted { $0.transitions.lexicographicallyPrecedes($1.transitions) }
    }

    /// So many values drawn, none of which follows itself.
    private static func sequence(of values: [Double], count: Int, _ stream: inout RandomStream) -> [Double] {
        var last = stream.index(below: values.count)
        var sequence = [values[last]]
        while sequence.count < count {
            let drawn = stream.index(below: values.count - 1)
            last = drawn < last ? drawn : drawn + 1
            sequence.append(values[last])
        }
        return sequence
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
