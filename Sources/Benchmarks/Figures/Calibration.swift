/// Finds the number of epochs that takes about the desired time.
struct Calibration: Sendable, Hashable {
    /// The number of seconds that a measurement should take.
    let target: Double
    /// The number of which the number of epochs must be a multiple.
    let multiple: Int
    /// The number of epochs to try or, once ``isSettled``, to use.
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

    /// Records that ``epochs`` epochs took `seconds`.
    mutating func note(seconds: Double) {
        trials += 1
        let growth = seconds > 0 ? target / seconds : 100
        isSettled = seconds >= target / 4 || epochs > Self.mostEpochs / 2 || trials == Self.mostTrials
        let wanted = Double(epochs) * (isSettled ? growth : min(max(growth, 2), 100))
        let rounded = (min(wanted, Double(Self.mostEpochs)) / Double(multiple)).rounded()
        epochs = max(1, Int(rounded)) * multiple
    }
}
