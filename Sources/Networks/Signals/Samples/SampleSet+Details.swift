internal import Diagnostics

extension SampleSet {
    /// What tells each sample besides its position and amplitude: "width 3", "frequency 2, phase 0.25"; empty for a
    /// sample without such a label. A label that all samples share is left out.
    public var details: [String] {
        let known = [Label.width, .frequency, .phase].compactMap { label in self[label].map { (label.rawValue, $0) } }
        let varying = known.filter { Set($1.compactMap(\.self)).count > 1 }
        return (0..<count).map { i in
            varying.compactMap { name, values in
                values[i].map { "\(name) \(NumberText.number($0, digits: 6))" }
            }.joined(separator: ", ")
        }
    }
}
