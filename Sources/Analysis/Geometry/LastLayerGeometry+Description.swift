internal import Diagnostics

extension LastLayerGeometry: CustomStringConvertible {
    /// One line: "2 hidden units, 2 outputs without a bias, 3 samples; 6 of 6 incidences hold".
    public var description: String {
        let right = incidences.reduce(0) { $0 + ($1.holds ? 1 : 0) }
        return "\(NumberText.plural(dimension, "hidden unit")), \(NumberText.plural(hyperplanes.count, "output")) "
            + "\(hasOutputBias ? "with" : "without") a bias, \(NumberText.plural(sampleCount, "sample")); "
            + "\(NumberText.count(right)) of \(NumberText.plural(sampleCount * hyperplanes.count, "incidence")) hold"
    }
}
