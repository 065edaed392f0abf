/// Times a loop and says, cheaply, when progress is due.
///
/// It reads the clock every few epochs only, and doubles or halves that number to stay near 20 readings a second.
struct LoopClock {
    private let enabled: Bool
    private var started = ContinuousClock.now
    private var excluded = Duration.zero
    private var pausedAt = ContinuousClock.now
    private var interval = 1
    private var nextReading = 1
    private var lastReading = ContinuousClock.now

    init(enabled: Bool) { self.enabled = enabled }

    mutating func pause() { pausedAt = .now }

    mutating func resume() { excluded += .now - pausedAt }

    /// The seconds since the start, pauses left out.
    func seconds() -> Double {
        (ContinuousClock.now - started - excluded) / .seconds(1)
    }

    /// Whether about 50 ms have passed since the last time this was true.
    mutating func isDue(at epoch: Int) -> Bool {
        guard enabled, epoch >= nextReading else { return false }
        let now = ContinuousClock.now
        let elapsed = now - lastReading
        if elapsed < .milliseconds(25) {
            interval = min(interval * 2, 1 << 20)
        } else if elapsed > .milliseconds(100), interval > 1 {
            interval /= 2
        }
        nextReading = epoch + interval
        guard elapsed >= .milliseconds(25) else { return false }
        lastReading = now
        return true
    }
}
