public import Networks

/// A code of two units, and how well position, amplitude and width can be read from it.
///
/// A signal of amplitude 0 has no position, so that the blank is left out of all readouts.
public struct CodePlane: Sendable, Hashable {
    /// The codes, `[samples × 2]`.
    public let codes: Matrix<Double>
    /// The readout of the position; nil where the samples have one position only, or none.
    public let position: AffineReadout?
    /// The readout of the amplitude; nil where the samples have one amplitude only.
    public let amplitude: AffineReadout?
    /// The readout of the width; nil where the samples have one width only, or none.
    public let width: AffineReadout?

    /// Fits the readouts; nil for codes of any other number of units, and where neither position nor amplitude nor
    /// width can be read. Empty widths are none.
    ///
    /// - Complexity: O(samples).
    public init?(
        codes: Matrix<Double>, positions: [Double?], amplitudes: [Double?], widths: [Double?] = []
    ) {
        precondition(codes.rows == positions.count && codes.rows == amplitudes.count, "one code for each sample")
        precondition(widths.isEmpty || codes.rows == widths.count, "one code for each sample")
        guard codes.columns == 2 else { return nil }
        func readout(_ values: [Double?]) -> AffineReadout? {
            let chosen = values.indices.filter { amplitudes[$0] != 0 && values[$0] != nil }
            return AffineReadout(
                of: chosen.compactMap { values[$0] },
                from: Matrix(rows: chosen.count, columns: 2, elements: chosen.flatMap { codes.row($0) }))
        }
        self.codes = codes
        position = readout(positions)
        amplitude = readout(amplitudes)
        width = readout(widths)
        if position == nil, amplitude == nil, width == nil { return nil }
    }
}
