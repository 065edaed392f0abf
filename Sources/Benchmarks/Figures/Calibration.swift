/// Finds how many epochs make a measurement of about the time wanted.
struct Calibration: Sendable, Hashable {
    /// The seconds that a measurement should take.
    let target: Double
    /// What the number of epochs must be a multiple of.
    let multiple: Int
    /// The number of epochs to try, or to take once ``isSettled``.
    private(set) var epochs: Int
    /// Whether the last trial was long enough to judge by.
    private(set) var isSettled = false
    private var trials = 0

    private static let mostEpochs = 1_000_000_000
    private static let mostTrials = 30

    init(target: Double, multiple: Int) {
        self.target = target
        self.multiple = multiple
        epochs = multiple
    }

    /// Takes note that ``epochs`` epochs took `seconds`.
    mutating func note(seconds: Double) {
        trials += 1
        let growth = seconds > 0 ? target / seconds : 100
        isSettled = seconds >= target / 4 || epochs > Self.mostEpochs / 2 || trials == Self.mostTrials
        let wanted = Double(epochs) * (isSettled ? growth : min(max(growth, 2), 100))
        let rounded = (min(wanted, Double(Self.mostEpochs)) / Double(multiple)).rounded()
        epochs = max(1, Int(rounded)) * multiple
    }
}
