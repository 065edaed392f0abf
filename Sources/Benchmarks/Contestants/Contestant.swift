/// A program or path that computes epochs and measures how long they take.
protocol Contestant: AnyObject {
    /// A short, stable name for scripts.
    var id: String { get }
    /// The name for people.
    var name: String { get }
    /// The numbers of epochs of a run must be multiples of this one.
    var multiple: Int { get }
    /// The software that computes, with versions.
    var versions: [String: String] { get }

    /// Prepares for measuring: compiles and warms up.
    func prepare() throws(ContestantFailure)
    /// Starts again from the initial weights and computes `epochs` epochs with each network; `expected` is about how
    /// many seconds that takes.
    func run(epochs: Int, expected: Double) throws(ContestantFailure) -> Measurement
    /// The loss that epoch number `epoch`, counted from 1, computes before its update.
    func loss(inEpoch epoch: Int) throws(ContestantFailure) -> Double
    /// Releases everything, at once where `isHurried`.
    func end(isHurried: Bool)
}

/// The result of one measurement: the time of the epochs alone, and the loss that the last one computed.
struct Measurement: Sendable, Hashable {
    let seconds: Double
    let loss: Double
}
