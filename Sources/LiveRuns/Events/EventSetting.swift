internal import Diagnostics
internal import Networks

/// What a detector knows of a run before it begins.
struct EventSetting: Sendable {
    let units: Int
    let samples: Int
    /// Whether hidden units can be active on no sample.
    let canSleep: Bool
    /// Whether nothing changes the codes.
    let areCodesFixed: Bool
    /// The numbers that texts name samples by.
    let names: [Double]
    /// Whether the names are positions.
    let areNamesPositions: Bool
    /// The samples in the order of their positions; empty where these do not order them.
    let sequence: [Int]
    /// The entry in which each sample of the sequence and the next differ, if there is only one, and by how much.
    let stairs: [(entry: Int, height: Double)?]
    let training: Training
    let targets: Matrix<Double>

    init(
        units: Int, activation: Activation, areCodesFixed: Bool, isLinear: Bool, samples: SampleSet, training: Training
    ) {
        self.units = units
        self.samples = samples.count
        self.training = training
        self.areCodesFixed = areCodesFixed
        canSleep = activation.canDie
        targets = samples.targets
        let positions = samples.positions.compactMap { $0 }
        areNamesPositions = positions.count == samples.count && Set(positions).count == positions.count
        names = areNamesPositions ? positions : (0..<samples.count).map(Double.init)
        sequence = areNamesPositions ? (0..<samples.count).sorted { positions[$0] < positions[$1] } : []
        stairs = zip(sequence, sequence.dropFirst()).map { lower, upper in
            guard isLinear else { return nil }
            let (x, y) = (Array(samples.signals.row(lower)), Array(samples.signals.row(upper)))
            let entries = x.indices.filter { x[$0] != y[$0] }
            return entries.count == 1 ? (entries[0], y[entries[0]] - x[entries[0]]) : nil
        }
    }

    /// "12", the number that texts name a sample by.
    func name(_ sample: Int) -> String { NumberText.exact(names[sample]) }
}
