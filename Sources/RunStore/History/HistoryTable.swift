internal import Exchange
internal import Experiments

/// The rows of a history as a table of numbers, as `history.csv` and checkpoints have them.
struct HistoryTable {
    /// More rows than this are left out of a checkpoint, which has their digest, and read from `history.csv`.
    static let mostRowsOfACheckpoint = 10_000

    /// The columns, in order; a figure that a row does not have is NaN.
    private static let columns = [
        "epoch", "loss", "learningRate", "maxAbsoluteError", "codeR2", "codeDeviation", "heldOutLoss",
    ]

    let rows: [HistoryRow]

    init(_ rows: [HistoryRow]) { self.rows = rows }

    /// The table as a tensor, `[rows × columns]`.
    func tensor() throws(ExchangeError) -> Tensor {
        try Tensor(shape: [rows.count, Self.columns.count], storage: .float64(rows.flatMap(Self.numbers)))
    }

    /// The SHA-256 of the numbers, in little-endian double precision; every NaN counts as the same.
    var sha256: String {
        let digest = SHA256Digest()
        for row in rows {
            digest.update(Self.numbers(of: row).map { ($0.isNaN ? .nan : $0).bitPattern.littleEndian })
        }
        return digest.hexadecimal()
    }

    private static func numbers(of row: HistoryRow) -> [Double] {
        [
            Double(row.epoch), row.loss, row.learningRate, row.maxAbsoluteError, row.codeR2 ?? .nan,
            row.codeDeviation ?? .nan, row.heldOutLoss ?? .nan,
        ]
    }

    /// Reads a tensor of that form.
    ///
    /// - Throws: ``RunError`` for another shape, and for epochs that are not whole.
    init(_ tensor: Tensor, path: String) throws(RunError) {
        let width = Self.columns.count
        guard case .float64(let values) = tensor.storage, tensor.shape.count == 2, tensor.shape[1] == width else {
            throw RunError(
                place: path, problem: "tensor history: expected \(width) columns in double precision")
        }
        var rows: [HistoryRow] = []
        for start in stride(from: 0, to: values.count, by: width) {
            guard let epoch = Int(exactly: values[start]), epoch >= 0 else {
                throw RunError(place: path, problem: "tensor history: \(values[start]) is not an epoch")
            }
            func present(_ column: Int) -> Double? { values[start + column].isNaN ? nil : values[start + column] }
            rows.append(
                HistoryRow(
                    epoch: epoch, loss: values[start + 1], learningRate: values[start + 2],
                    maxAbsoluteError: values[start + 3], codeR2: present(4), codeDeviation: present(5),
                    heldOutLoss: present(6)))
        }
        self.rows = rows
    }
}
