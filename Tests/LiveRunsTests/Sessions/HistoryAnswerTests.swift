import Experiments
import Foundation
import Networks
import RunStore
import Testing

@testable import LiveRuns

/// The history of a run as clients get it.
@Suite struct HistoryAnswerTests {
    @Test("a rate that changes in every epoch has no more entries than the losses, and is exact where a bucket begins")
    func curve() throws {
        let path = FileManager.default.temporaryDirectory.path + "/\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        var spec = try #require(Experiment.named("autoencoder-study")).spec.resized(to: 3)
        spec.epochs = 20_000
        let shape = RateCurve.Shape.cosine(epochs: 10_000, finalRate: 1e-6, isMirrored: false)
        spec.training.schedule = .curve(RateCurve(shape, warmUp: RateCurve.WarmUp(epochs: 50)))
        let root = RunRoot(path)
        _ = try RunBatch(in: root, threads: 1).carryOut([ExperimentRun(spec, source: "test")])
        let folder = try root.find("last")
        let answer = try HistoryAnswer(folder)
        #expect(answer.buckets.count > 500 && answer.rates.count < 2 * answer.buckets.count)
        #expect(zip(answer.rates, answer.rates.dropFirst()).allSatisfy { $0.epoch < $1.epoch })
        func rate(at epoch: Int) -> Double? { answer.rates.last { $0.epoch <= epoch }?.rate }
        for bucket in answer.buckets {
            #expect(rate(at: bucket.epoch) == spec.training.scheduleState(at: bucket.epoch).learningRate)
        }
        // Every rate is in the file, in less room than the losses.
        let history = try #require(try folder.losses())
        var rates: [Double] = []
        for (epoch, change) in history.learningRates.enumerated() {
            let next = history.learningRates.dropFirst(epoch + 1).first?.epoch ?? spec.epochs
            rates += repeatElement(change.rate, count: next - change.epoch)
        }
        #expect(rates == (0..<spec.epochs).map { spec.training.scheduleState(at: $0).learningRate })
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.file("losses.bin"))
        #expect(try #require(attributes[.size] as? Int) < 11 * spec.epochs)
    }
}
