internal import Networks

extension SampleSet {
    /// SHA-256 of the numbers of samples, inputs and targets, and then of the signals and the targets, row by row, each
    /// number as the little-endian bytes of a double, as 64 hexadecimal digits. Targets that are the signals are left
    /// out.
    var sha256: String {
        let digest = SHA256Digest()
        digest.update(
            [signals.rows, signals.columns, isAutoencoding ? 0 : targets.columns].map { UInt64($0).littleEndian })
        for matrix in isAutoencoding ? [signals] : [signals, targets] {
            // A key path of two names would be walked anew for each number.
            digest.update(matrix.elements.map { $0.bitPattern.littleEndian })
        }
        return digest.hexadecimal()
    }
}
