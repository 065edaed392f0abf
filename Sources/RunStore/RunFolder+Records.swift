internal import Exchange
public import Experiments
import Foundation
internal import Networks

// Records of how a run came about, beside its model.

extension RunFolder {
    private static let gradientFile = "encoder-gradients.csv"

    /// Σ over all updates of ∂L/∂w1_j; nil where the run kept none.
    func encoderGradientSum() throws -> [Double]? {
        guard FileManager.default.fileExists(atPath: file(Self.gradientFile)) else { return nil }
        let table = try CSVTable(contentsOf: file(Self.gradientFile))
        let (entries, sums) = (try table.column("entry"), try table.column("accumulatedGradient"))
        guard entries == entries.indices.map(Double.init), sums.allSatisfy(\.isFinite) else {
            throw RunError(
                place: file(Self.gradientFile), problem: "expected the entries 0, 1, … in order, and finite numbers"
            )
        }
        return sums
    }

    func writeEncoderGradientSum(_ sums: [Double]) throws {
        let rows = sums.enumerated().map { [String($0), CSVTable.format($1)] }
        try CSVTable(header: ["entry", "accumulatedGradient"], rows: rows).write(to: file(Self.gradientFile))
    }

    /// The network before training, as epoch 0, and those that were kept on the way; what cannot be read is left out.
    public func snapshots() throws -> [(epoch: Int, network: TrainedNetwork)] {
        let spec = try spec()
        let run = try ExperimentRun(spec, source: file("spec.yaml"), searchFolders: [path, "."])
        let names = (try? FileManager.default.contentsOfDirectory(atPath: file("snapshots"))) ?? []
        let start: TrainedNetwork? =
            switch spec.precision {
            case .float32, .float32DoubleAccumulators:
                (try? run.initialNetwork(as: Float.self)).map { .float32($0) }
            case .float64: (try? run.initialNetwork(as: Double.self)).map { .float64($0) }
            }
        let first = start.map { [(epoch: 0, network: $0)] } ?? []
        return first
            + names.compactMap { name -> (epoch: Int, network: TrainedNetwork)? in
                guard name.hasPrefix("epoch-"), name.hasSuffix(".safetensors"),
                    let epoch = Int(name.dropFirst(6).dropLast(12)),
                    let stored = try? SafetensorsFile(contentsOf: file("snapshots/\(name)"))
                else { return nil }
                let path = file("snapshots/\(name)")
                func read<S: TrainableScalar>(as type: S.Type) throws -> Network<S> {
                    try NetworkFile.read(stored, path: path, like: run.zeroNetwork())
                }
                switch spec.precision {
                case .float32, .float32DoubleAccumulators:
                    return (try? read(as: Float.self)).map { (epoch, .float32($0)) }
                case .float64: return (try? read(as: Double.self)).map { (epoch, .float64($0)) }
                }
            }.sorted { $0.epoch < $1.epoch }
    }
}
