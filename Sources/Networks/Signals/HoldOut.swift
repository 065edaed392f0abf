internal import Diagnostics

/// Which samples are kept from training, to see what a network does between its data.
public enum HoldOut: Sendable, Hashable {
    /// None.
    case none
    /// A share of the samples, drawn without repetition.
    case random(share: Double, seed: UInt64)
    /// The samples whose position lies in the range.
    case gap(ClosedRange<Double>)
    /// Samples k − 1, 2k − 1, … of the set, from 0, except the last sample.
    case every(Int)
    /// The samples with these indices, from 0.
    case indices([Int])
    /// The samples from one index to another, both included.
    case span(from: Int, through: Int)
    /// The samples for which a label lies in the range.
    case label(String, ClosedRange<Double>)

    /// The samples for training and those held out, both in the order of the set.
    ///
    /// - Throws: ``SignalError`` where nothing would be left for training, or a parameter is out of range.
    public func split(_ samples: SampleSet) throws(SignalError) -> (training: SampleSet, heldOut: SampleSet?) {
        let (training, heldOut, _) = try split(samples, test: .none)
        return (training, heldOut)
    }

    /// The samples for training, those held out and those for a test, all in the order of the set.
    ///
    /// The test comes first: a share is drawn, and every so many are counted, among the samples that it leaves; indices
    /// are those of the whole set.
    ///
    /// - Throws: ``SignalError`` where nothing would be left for training, where a parameter is out of range, and for a
    ///   sample that is held out by its index and for the test, too.
    public func split(
        _ samples: SampleSet, test: HoldOut
    ) throws(SignalError) -> (training: SampleSet, heldOut: SampleSet?, test: SampleSet?) {
        try partition(samples, test: test).split(samples)
    }

    /// The indices of the samples that ``split(_:test:)`` puts into each part.
    ///
    /// - Throws: what ``split(_:test:)`` throws.
    public func partition(_ samples: SampleSet, test: HoldOut) throws(SignalError) -> SamplePartition {
        try partition(samples, test: test, copies: 1)
    }

    /// The same for signals that are going to be copied so many times; a part that is told by the label `copy` stays
    /// empty until ``movingCopies(in:of:test:)``.
    public func partition(
        _ samples: SampleSet, test: HoldOut, copies: Int
    ) throws(SignalError) -> SamplePartition {
        if copies > 1, tellsCopies || test.tellsCopies {
            return try (tellsCopies ? .none : self).partition(samples, test: test.tellsCopies ? .none : test)
        }
        let tested: Set<Int>
        do {
            tested = try test.chosen(among: samples)
        } catch {
            throw SignalError(place: "test\(error.place.dropFirst("holdOut".count))", problem: error.problem)
        }
        let rest = (0..<samples.count).filter { !tested.contains($0) }
        var held: Set<Int>
        switch self {
        case .indices, .span:
            held = try chosen(among: samples)
            if let both = held.intersection(tested).min() {
                throw SignalError(
                    place: "holdOut.indices", problem: "sample \(both) is for the test: expected another one")
            }
        case .none, .random, .gap, .every, .label:
            held = Set(try chosen(among: tested.isEmpty ? samples : samples.selecting(rest)).map { rest[$0] })
        }
        let kept = rest.filter { !held.contains($0) }
        guard !kept.isEmpty else {
            throw SignalError(place: "holdOut", problem: "no sample is left for training")
        }
        return SamplePartition(training: kept, heldOut: held.sorted(), test: tested.sorted())
    }

    /// Whether the samples are told by the label `copy`, which only noisy copies have.
    private var tellsCopies: Bool {
        if case .label(SampleSet.Label.copy.rawValue, _) = self { true } else { false }
    }

    /// The same parts after the copies that the label `copy` tells have left the training samples: copies of the same
    /// signals, with noise of their own.
    ///
    /// - Parameters:
    ///   - parts: the parts of the set.
    ///   - samples: the set, with its copies.
    ///   - test: which samples are for the test.
    /// - Returns: the parts, disjoint.
    /// - Throws: ``SignalError`` where no copy is told, or none is left for training.
    public func movingCopies(
        in parts: SamplePartition, of samples: SampleSet, test: HoldOut
    ) throws(SignalError) -> SamplePartition {
        var (training, held, tested) = (parts.training, parts.heldOut, parts.test)
        for (part, key) in [(test, "test"), (self, "holdOut")] {
            guard case .label(let name, let range) = part, part.tellsCopies else { continue }
            let chosen = try Self.samples(where: name, isIn: range, samples, "\(key).label")
            let moved = training.filter(chosen.contains)
            training.removeAll(where: chosen.contains)
            guard !moved.isEmpty, !training.isEmpty else {
                throw SignalError(
                    place: "\(key).label",
                    problem: (moved.isEmpty ? "no copy has a number in this range" : "every copy has")
                        + ": expected some of the copies, from 0")
            }
            if key == "test" { tested = moved } else { held = moved }
        }
        return SamplePartition(training: training, heldOut: held, test: tested)
    }

    /// The indices of the samples that are chosen: none for `none`, else at least one, and not all.
    private func chosen(among samples: SampleSet) throws(SignalError) -> Set<Int> {
        var held: Set<Int> = []
        switch self {
        case .none:
            return []
        case .random(let share, let seed):
            guard share > 0, share < 1 else {
                throw SignalError(
                    place: "holdOut.random", problem: "share \(NumberText.exact(share)): expected 0 < share < 1")
            }
            var order = Array(0..<samples.count)
            var stream = RandomStream(seed: seed, purpose: .holdOut, index: 0)
            let count = Int((share * Double(samples.count)).rounded())
            for k in 0..<count {
                order.swapAt(k, k + stream.index(below: samples.count - k))
                held.insert(order[k])
            }
        case .gap(let range):
            held = try Self.samples(where: SampleSet.Label.position.rawValue, isIn: range, samples, "holdOut.gap")
        case .label(let label, let range):
            held = try Self.samples(where: label, isIn: range, samples, "holdOut.label")
        case .indices(let indices):
            for (entry, index) in indices.enumerated() {
                try Self.check(index, of: samples, "holdOut.indices.\(entry)")
                held.insert(index)
            }
        case .span(let first, let last):
            try Self.check(last, of: samples, "holdOut.indices.through")
            guard (0...last).contains(first) else {
                throw SignalError(
                    place: "holdOut.indices.from", problem: "\(first): expected 0 to \(last), the last one held out")
            }
            held = Set(first...last)
        case .every(let step):
            guard step >= 2 else {
                throw SignalError(place: "holdOut.every", problem: "every \(step): expected at least 2")
            }
            held = Set(stride(from: step - 1, to: samples.count - 1, by: step))
        }
        guard !held.isEmpty else {
            throw SignalError(place: "holdOut", problem: "it holds out no sample: expected at least one, or none")
        }
        guard held.count < samples.count else {
            throw SignalError(place: "holdOut", problem: "no sample is left for training")
        }
        return held
    }

    /// The samples for which a label lies in a range.
    private static func samples(
        where label: String, isIn range: ClosedRange<Double>, _ samples: SampleSet, _ place: String
    ) throws(SignalError) -> Set<Int> {
        guard let values = samples.labels[label] else {
            let known = samples.labels.keys.sorted().joined(separator: ", ")
            throw SignalError(
                place: place,
                problem: "the samples have no label \(label): expected "
                    + (known.isEmpty ? "data with labels" : "one of \(known)"))
        }
        return Set(values.indices.filter { values[$0].map(range.contains) ?? false })
    }

    private static func check(_ index: Int, of samples: SampleSet, _ place: String) throws(SignalError) {
        guard samples.signals.rows > index, index >= 0 else {
            throw SignalError(place: place, problem: "\(index): expected an index from 0 to \(samples.count - 1)")
        }
    }
}
