/// Someone who computes epochs, and tells how long they took.
protocol Contestant: AnyObject {
    /// A short name that stays, for scripts.
    var id: String { get }
    /// The name that people read.
    var name: String { get }
    /// The numbers of epochs that can be asked for are multiples of this one.
    var multiple: Int { get }
    /// What computes, and in which version.
    var versions: [String: String] { get }

    /// Gets ready: compiles, warms up.
    func prepare() throws(ContestantFailure)
    /// Goes back to the initial weights and does `epochs` epochs with each network; `expected` is about how many seconds.
    func run(epochs: Int, expected: Double) throws(ContestantFailure) -> Measurement
    /// The loss that the epoch of this number computes, counted from 1, before its update.
    func loss(inEpoch epoch: Int) throws(ContestantFailure) -> Double
    /// Lets go of everything, at once where `isHurried`.
    func end(isHurried: Bool)
}

/// What one measurement found: the time of the epochs alone, and the loss that the last one computed.
struct Measurement: Sendable, Hashable {
    let seconds: Double
    let loss: Double
}
