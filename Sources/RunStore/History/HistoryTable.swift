internal import Exchange
internal import Experiments

/// The rows of a history as a table of numbers, as `history.csv` and checkpoints have them.
struct HistoryTable {
    /// More rows than this are left out of a checkpoint, which has their digest, and read from `history.csv`.
    static let mostRowsOfACheckpoint = 10_000

    /// The columns, in order; a figure that a row does not have is NaN. The last one is there for a test only, so that
    /// other histories have the digest that they always had.
    private static let columns = [
        "epoch", "loss", "learningRate", "maxAbsoluteError", "codeR2", "codeDeviation", "heldOutLoss", "testLoss",
    ]
    private var columnCount: Int { Self.columns.count - (rows.contains { $0.testLoss != nil } ? 0 : 1) }

    let rows: [HistoryRow]

    init(_ rows: [HistoryRow]) { self.rows = rows }

    /// The table as a tensor, `[rows × columns]`.
    func tensor() throws(ExchangeError) -> Tensor {
        let width = columnCount
        return try Tensor(
            shape: [rows.count, width], storage: .float64(rows.flatMap { Self.numbers(of: $0).prefix(width) }))
    }

    /// The SHA-256 of the numbers, in little-endian double precision; every NaN counts as the same.
    var sha256: String {
        let (digest, width) = (SHA256Digest(), columnCount)
        for row in rows {
            digest.update(Self.numbers(of: row).prefix(width).map { ($0.isNaN ? .nan : $0).bitPattern.littleEndian })
        }
        return digest.hexadecimal()
    }

    private static func numbers(of row: HistoryRow) -> [Double] {
        [
            Double(row.epoch), row.loss, row.learningRate, row.maxAbsoluteError, row.codeR2 ?? .nan,
            row.codeDeviation ?? .nan, row.heldOutLoss ?? .nan, row.testLoss ?? .nan,
        ]
    }

    /// Reads a tensor of that form.
    ///
    /// - Throws: ``RunError`` for another shape, and for epochs that are not whole.
    init(_ tensor: Tensor, path: String) throws(RunError) {
        let least = Self.columns.count - 1
        guard case .float64(let values) = tensor.storage, tensor.shape.count == 2,
            (least...Self.columns.count).contains(tensor.shape[1])
        else {
            throw RunError(
                place: path, problem: "tensor history: expected \(least) columns in double precision, or one more")
        }
        let width = tensor.shape[1]
        var rows: [HistoryRow] = []
        for start in stride(from: 0, to: values.count, by: width) {
            guard let epoch = Int(exactly: values[start]), epoch >= 0 else {
                throw RunError(place: path, problem: "tensor history: \(values[start]) is not an epoch")
            }
            func present(_ column: Int) -> Double? {
                column >= width || values[start + column].isNaN ? nil : values[start + column]
            }
            rows.append(
                HistoryRow(
                    epoch: epoch, loss: values[start + 1], learningRate: values[start + 2],
                    maxAbsoluteError: values[start + 3], codeR2: present(4), codeDeviation: present(5),
                    heldOutLoss: present(6), testLoss: present(7)))
        }
        self.rows = rows
    }
}
