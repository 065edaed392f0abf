internal import Diagnostics
internal import Networks

/// What samples are called wherever they are listed or drawn: by their position, with the amplitude or the width where
/// two have the same, by frequency and phase, or by their index where none of these tells them apart.
struct SampleNames {
    private let names: [String]

    /// The names of a set's samples.
    init(_ samples: SampleSet) {
        let names = SampleNames(positions: samples.positions, amplitudes: samples[.amplitude] ?? []).names
        let details = samples.details
        let positions = samples.positions
        let detailed = names.indices.map { i in
            details[i].isEmpty
                ? names[i]
                : (positions[i].map { "θ = \(NumberText.number($0, digits: 6)), " } ?? "") + details[i]
        }
        self.names = Set(detailed).count == detailed.count ? detailed : names
    }

    /// The names of samples with these positions; amplitudes are empty where all have the same.
    init(positions: [Double?], amplitudes: [Double?] = []) {
        let placed = positions.indices.map { i in
            positions[i].map { "θ = \(NumberText.number($0, digits: 6))" } ?? "sample \(i)"
        }
        let both = zip(positions.indices, amplitudes).map { i, amplitude in
            guard positions[i] != nil, let amplitude else { return placed[i] }
            return "\(placed[i]), amplitude \(NumberText.number(amplitude, digits: 6))"
        }
        let known = [placed, both].first { $0.count == positions.count && Set($0).count == positions.count }
        names = known ?? positions.indices.map { "sample \($0)" }
    }

    /// "θ = 2", "θ = 2, amplitude 3", or "sample 2", which counts from 0.
    subscript(sample: Int) -> String { names[sample] }
}
