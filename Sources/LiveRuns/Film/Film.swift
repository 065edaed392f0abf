internal import Experiments
internal import Foundation

/// A run for a page without a server: what the engine would answer, with chosen epochs.
struct Film: Encodable {
    struct Events: Encodable {
        let run: String
        let events: [LiveEvent]
    }

    struct Obstacles: Encodable {
        let run: String
        let epoch: Int
        let sentences: [String]
    }

    let run: RunAnswer
    let history: HistoryAnswer
    let events: Events
    let obstacles: Obstacles
    let frames: [FilmFrame]
    /// The certificate, deflated, in base64; absent where there is none.
    let certificate: String?
    /// How to make the run again.
    let command: String

    /// The frames of a film.
    static let frameCount = 50

    /// The epochs of whole networks: the start, the end, the least loss and the three largest events.
    static func wholeEpochs(through end: Int, buckets: [LossBuckets.Bucket], events: [LiveEvent]) -> [Int] {
        let order: [LiveEvent.Kind] = [.codeFolds, .outputWakes, .unitsDie, .unitWakes, .outputSleeps, .kinkMeets]
        let largest = order.compactMap { kind in events.first { $0.kind == kind && $0.epoch <= end }?.epoch }
        let best = buckets.min { $0.least < $1.least }?.epoch ?? end
        return Array(Set([0, end, min(best, end)] + largest.prefix(3))).sorted()
    }

    /// The epochs of frames, a logarithmic distance apart.
    static func frameEpochs(through end: Int, count: Int) -> [Int] {
        guard end > 0, count > 1 else { return [] }
        let steps = (0..<count).map { Int(pow(Double(end), Double($0) / Double(count - 1)).rounded()) }
        return Array(Set(steps)).sorted()
    }
}
