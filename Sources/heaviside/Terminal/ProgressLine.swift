import Foundation
import Networks
import Synchronization

/// A line on standard error that shows how far training is: redrawn on a terminal, repeated now and then elsewhere.
final class ProgressLine: Sendable {
    private struct State {
        var lastPrinted = ContinuousClock.now
        var isShown = false
    }

    private let animated: Bool
    private let state = Mutex(State())

    init() { animated = Console.canAnimate }

    func show(_ text: String) {
        let interval: Duration = animated ? .milliseconds(90) : .seconds(10)
        state.withLock { state in
            guard .now - state.lastPrinted >= interval else { return }
            state.lastPrinted = .now
            state.isShown = true
            write(animated ? "\r\u{1B}[2K\(text.prefix(max(20, Console.width - 1)))" : text + "\n")
        }
    }

    /// Removes the line from a terminal.
    func clear() {
        state.withLock { state in
            if animated, state.isShown { write("\r\u{1B}[2K") }
            state.isShown = false
        }
    }

    private func write(_ text: String) { _ = Console.write(text, to: STDERR_FILENO) }
}
