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

    /// The samples for training and those held out, both in the order of the set.
    ///
    /// - Throws: ``SignalError`` where nothing would be left for training, or a parameter is out of range.
    public func split(_ samples: SampleSet) throws(SignalError) -> (training: SampleSet, heldOut: SampleSet?) {
        var held: Set<Int> = []
        switch self {
        case .none:
            return (samples, nil)
        case .random(let share, let seed):
            guard share > 0, share < 1 else {
                throw SignalError(place: "holdOut.random", problem: "share \(share): expected 0 < share < 1")
            }
            var order = Array(0..<samples.count)
            var stream = RandomStream(seed: seed, purpose: .holdOut, index: 0)
            let count = Int((share * Double(samples.count)).rounded())
            for k in 0..<count {
                order.swapAt(k, k + stream.index(below: samples.count - k))
                held.insert(order[k])
            }
        case .gap(let range):
            for (index, position) in samples.positions.enumerated() {
                if let position, range.contains(position) { held.insert(index) }
            }
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
        let kept = (0..<samples.count).filter { !held.contains($0) }
        return (samples.selecting(kept), samples.selecting(held.sorted()))
    }
}
