internal import Experiments
internal import Foundation
internal import RunStore

// What is said of a run once it has ended.

extension Engine {
    /// Tells how a run ended, where its states alone do not: with the bits of another, or by diverging.
    func tellEnding(of session: LiveSession) {
        guard session.claimEnding() else { return }
        // The analyst has the last states first.
        _ = session.analyst.waitUntilDone(within: 4)
        let state = session.run.state
        switch state.status {
        case .finished:
            guard let origin = session.origin, let hash = state.hash,
                let other = try? folder(origin).summary(), other.weightsSHA256 == hash
            else { return }
            session.analyst.add(.sameBits(epoch: state.epoch, as: origin, hash: hash))
        case .diverged:
            guard let event = try? Divergence(session.folder)?.event() else { return }
            session.analyst.add(event)
        default: break
        }
    }
}
