internal import Diagnostics
internal import Exchange
public import Experiments
import Foundation
internal import Networks

// The records of a run's training, beside its final model.

extension RunFolder {
    static let gradientsName = "encoder-gradients.csv"
    static let snapshotsName = "snapshots"
    /// The exact model after a polish, which is written beside its certificate.
    static let exactName = "exact.safetensors"
    /// A copy of a model whose file has other names than a certificate.
    static let certifiedName = "certified.safetensors"

    /// The file of a snapshot.
    func snapshotPath(_ epoch: Int) -> String { file("\(Self.snapshotsName)/\(Self.snapshotName(epoch))") }

    private static func snapshotName(_ epoch: Int) -> String { "epoch-\(epoch).safetensors" }

    /// Σ over all updates of ∂L/∂w1_j; nil where the run did not record it.
    func encoderGradientSum() throws -> [Double]? {
        guard FileManager.default.fileExists(atPath: file(Self.gradientsName)) else { return nil }
        let table = try CSVTable(contentsOf: file(Self.gradientsName))
        let (entries, sums) = (try table.column("entry"), try table.column("accumulatedGradient"))
        guard entries == entries.indices.map(Double.init), sums.allSatisfy(\.isFinite) else {
            throw RunError(
                place: file(Self.gradientsName), problem: "expected the entries 0, 1, … in order, and finite numbers"
            )
        }
        return sums
    }

    func writeEncoderGradientSum(_ sums: [Double]) throws {
        let rows = sums.enumerated().map { [String($0), CSVTable.format($1)] }
        try CSVTable(header: ["entry", "accumulatedGradient"], rows: rows).write(to: file(Self.gradientsName))
    }

    /// The network before training, as epoch 0, and the snapshots, by epoch.
    ///
    /// A network that cannot be read is left out: see ``damagedSnapshots()``.
    ///
    /// - Throws: what ``spec()`` throws, `SpecError` for data that cannot be made.
    public func snapshots() throws -> [(epoch: Int, network: TrainedNetwork)] {
        let run = try run(of: spec())
        let start = try? (checkStart(of: run.spec), run.start())
        let first = start.map { [(epoch: 0, network: $0.1)] } ?? []
        return try first
            + readSnapshots().compactMap { epoch, network in (try? network.get()).map { (epoch, $0) } }
    }

    /// What is wrong with the snapshots that cannot be read, a sentence each.
    ///
    /// - Throws: what ``spec()`` throws.
    public func damagedSnapshots() throws -> [String] {
        try readSnapshots().compactMap { _, network in
            guard case .failure(let error) = network else { return nil }
            return "\(ErrorText.sentence(error)); the snapshot is left out"
        }
    }

    /// What is wrong with the records that a report can do without: `environment.json`, `history.csv`, `fork.json`,
    /// `planned.json`, and the sums of gradients.
    public var damagedRecords: [String] {
        func problem(_ read: () throws -> Void) -> String? {
            do {
                try read()
                return nil
            } catch {
                return "\(ErrorText.sentence(error).shortened(to: 400)); it is left out"
            }
        }
        let records = [
            problem { _ = try environment() }, problem { _ = try history() }, problem { _ = try origin() },
            problem { _ = try planned() },
            hasSummary ? problem { _ = try encoderGradientSum() } : nil,
        ]
        return records.compactMap(\.self)
    }

    /// The rows before a checkpoint; nil where `history.csv` has to hold them and does not hold the right ones.
    ///
    /// - Throws: what ``history()`` throws, for a checkpoint of an older version, which has no digest of its rows.
    func rows<S: TrainableScalar>(of found: CheckpointFile.Found<S>) throws -> [HistoryRow]? {
        func isBefore(_ row: HistoryRow) -> Bool { row.epoch < found.checkpoint.epoch }
        if let rows = found.rows { return rows.filter(isBefore) }
        guard let digest = found.rowsSHA256 else { return try history().filter(isBefore) }
        let rows = (try? history())?.filter(isBefore)
        return rows.flatMap { HistoryTable($0).sha256 == digest ? $0 : nil }
    }

    /// Where a damaged `history.csv` is kept when the run goes on.
    var damagedHistoryPath: String { file("history-damaged.csv") }

    /// The file of the last snapshot; nil where there is none.
    var lastSnapshotPath: String? {
        snapshotEpochs.max().map(snapshotPath)
    }

    /// The epochs of the snapshots, in increasing order.
    public var snapshotEpochs: [Int] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: file(Self.snapshotsName))
        return (names ?? []).compactMap { name in
            name.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) }
                .flatMap { Self.snapshotName($0) == name ? $0 : nil }
        }.sorted()
    }

    private func readSnapshots() throws -> [(epoch: Int, network: Result<TrainedNetwork, any Error>)] {
        let template = try spec().zeroNetwork(source: specPath)
        return snapshotEpochs.map { epoch -> (epoch: Int, network: Result<TrainedNetwork, any Error>) in
            let path = snapshotPath(epoch)
            return (epoch, Result { try template.read(from: SafetensorsFile(contentsOf: path), path: path) })
        }.sorted { $0.epoch < $1.epoch }
    }
}
