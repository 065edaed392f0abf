public import Exact
internal import Networks

/// Where the last layer of a decoder needs the hidden activations, and where they lie, exactly.
///
/// The network has the papers' shape, trained or constructed, of any widths: a scalar code z, hidden units u = z w2 +
/// b2, a = relu(u), and outputs y = relu(W3 a + c). Output j with row w_j needs a on the hyperplane H_j = { a·w_j + c_j
/// = A } for samples whose target is the amplitude A, and in the half-space R_j = { a·w_j + c_j ≤ 0 } for the others.
/// The points a lie on the broken line into which ReLU turns the line of u. All numbers are those that the stored
/// weights denote.
///
/// Source: Three layers autoencoder, section 3.3. Outputs and samples count from 0 here, from 1 in the paper.
public struct LastLayerGeometry: Sendable {
    /// The amplitude A of an output that is on.
    public let amplitude: Rational
    /// The code of each sample.
    public let codes: [Rational]
    /// u of each sample, `[samples × hidden units]`.
    public let preactivations: ExactMatrix
    /// a = relu(u) of each sample, `[samples × hidden units]`: the paper's A2.
    public let activations: ExactMatrix
    /// W3 a + c of each sample, `[samples × outputs]`: the paper's U3.
    public let values: ExactMatrix
    /// The hyperplane H and half-space R of each output.
    public let hyperplanes: [OutputHyperplane]
    /// The line that the preactivations lie on.
    public let line: PreactivationLine
    /// Whether the output layer has a bias.
    public let hasOutputBias: Bool

    /// The position θ of each sample; nil where one number does not tell.
    public let positions: [Double?]

    private let targets: ExactMatrix
    private let squaredNorms: [Rational]

    /// Computes the geometry of a network on samples whose targets are 0 or one amplitude.
    ///
    /// - Throws: ``ExactnessError`` for a network of another shape, for samples of other widths, and for other targets.
    /// - Complexity: O(samples · encoder parameters + (samples + hidden units) · (hidden units + outputs)) operations;
    ///   a number is stored for each sample and output.
    public init(_ exact: ExactNetwork, on samples: ExactSamples) throws(ExactnessError) {
        let (hidden, last) = try Self.decoder(of: exact)
        let codeLayer = exact.network.layers.count - 3
        try ExactReconstruction.checkWidths(exact, samples)
        amplitude = try Self.amplitude(of: samples.targets)
        codes = (0..<samples.count).map { i in
            exact.activations(exact.network.layers[...codeLayer], of: Array(samples.signals.row(i)))[0]
        }
        let line = PreactivationLine(
            direction: hidden.weight.elements, base: hidden.bias ?? Array(repeating: .zero, count: hidden.outputs))
        self.line = line
        let points = codes.map(line.point)
        let width = hidden.outputs
        preactivations = ExactMatrix(rows: points.count, columns: width, elements: points.flatMap { $0 })
        activations = ExactMatrix(
            rows: points.count, columns: width, elements: preactivations.elements.map { max($0, .zero) })
        values = Self.values(of: last, hidden, at: codes)
        let amplitude = amplitude
        hyperplanes = (0..<last.outputs).map { j in
            OutputHyperplane(
                normal: Array(last.weight.row(j)), bias: last.bias?[j] ?? .zero, amplitude: amplitude)
        }
        squaredNorms = hyperplanes.map(\.squaredNorm)
        hasOutputBias = last.bias != nil
        targets = samples.targets
        positions = samples.positions
    }

    /// The number of hidden units, which is the dimension of the space.
    public var dimension: Int { line.direction.count }
    /// The number of samples.
    public var sampleCount: Int { codes.count }

    /// Whether the target of an output is the amplitude.
    public func isOn(sample: Int, output: Int) -> Bool { !targets[sample, output].isZero }

    /// Whether a sample's point lies where an output requires it.
    public func incidence(sample: Int, output: Int) -> Incidence {
        Incidence(
            sample: sample, output: output, isOn: isOn(sample: sample, output: output), value: values[sample, output],
            hyperplane: hyperplanes[output], squaredNorm: squaredNorms[output])
    }

    /// All incidences, sample by sample, each computed on demand.
    public var incidences: some Sequence<Incidence> {
        (0..<sampleCount).lazy.flatMap { i in hyperplanes.indices.lazy.map { incidence(sample: i, output: $0) } }
    }

    /// Whether every point lies on every H and in every R that it must, that is, whether the network is exact.
    public var isExact: Bool { incidences.allSatisfy(\.holds) }

    /// How the points are spaced along the line of preactivations; nil where positions do not distinguish the samples.
    public var spacing: CodeSpacing? {
        let known = positions.compactMap { $0.flatMap(Rational.init(exactly:)) }
        return known.count == sampleCount ? CodeSpacing(codes: codes, positions: known) : nil
    }

    /// Whether the points u are equally spaced by position; nil where positions do not distinguish the samples.
    public var isEquallySpaced: Bool? { spacing.map { $0.isEqual || line.squaredSpeed.isZero } }

    /// The common points of all hyperplanes H, on which the all-ones sample must lie; nil where the weights are too
    /// many or too long for elimination.
    ///
    /// - Complexity: two eliminations of W3.
    public var intersection: HyperplaneIntersection? {
        HyperplaneIntersection(of: hyperplanes, dimension: dimension)
    }

    /// The dimension of the rows (with their biases, if any) whose H passes through the points that must lie on it; nil
    /// where there are no such rows.
    ///
    /// Without a bias this is `dimension` minus the rank of those points; for the paper's output j = 1 … n, in a
    /// feasible network of n hidden units, it is n − j.
    ///
    /// - Complexity: two eliminations of those points.
    public func freedom(of output: Int) -> Int? {
        let on = (0..<sampleCount).filter { isOn(sample: $0, output: output) }
        let points = ExactMatrix(
            rows: on.count, columns: dimension + (hasOutputBias ? 1 : 0),
            elements: on.flatMap { Array(activations.row($0)) + (hasOutputBias ? [.one] : []) })
        guard points.solution(of: Array(repeating: amplitude, count: on.count)) != nil else { return nil }
        return points.columns - points.rank
    }

    /// The products w_j·w_k for all pairs of rows, `[outputs × outputs]`: the a·w_j are orthogonal coordinates if and
    /// only if every entry off the diagonal vanishes.
    public var gramMatrix: ExactMatrix {
        ExactMatrix(
            rows: hyperplanes.count, columns: hyperplanes.count,
            elements: hyperplanes.flatMap { row in hyperplanes.map { row.normal.dot($0.normal) } })
    }
}
