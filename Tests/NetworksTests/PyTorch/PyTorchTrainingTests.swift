import Networks
import Testing

/// Training against PyTorch in double precision: 200 epochs of four rules on the networks of Fixtures/write.py.
@Suite struct PyTorchTrainingTests {
    @Test(
        "Losses of every kind of layer equal PyTorch's within 1e-9, parameters within 1e-8",
        arguments: [ComputationPath.reference, .dense, .sweep])
    func everyKind(path: ComputationPath) throws {
        let (cases, every) = try PyTorchCase.all()
        var trained = 0
        for golden in cases {
            if path == .sweep, golden.name != "dense-code" { continue }
            let start = try #require(try golden.network(golden.initial), "\(golden.name)")
            for run in golden.runs {
                let optimizer = try #require(run.optimizer.optimizer)
                var network = start
                var losses: [Double] = []
                try Training(loss: .squaredError(.mean), optimizer: optimizer, path: path).fit(
                    &network, to: golden.samples, epochs: every * (run.losses.count - 1), observing: .every(every)
                ) { losses.append($0.loss) }
                #expect(losses.count == run.losses.count)
                for (row, (loss, expected)) in zip(losses, run.losses).enumerated() {
                    #expect(
                        abs(loss - expected) <= 1e-9 * expected,
                        "\(golden.name), \(run.optimizer.rule), epoch \(every * row)")
                }
                let final = try #require(try golden.network(run.final))
                for (layer, wanted) in zip(network.layers, final.layers) {
                    let pairs = zip(
                        layer.weight.elements + (layer.bias ?? []), wanted.weight.elements + (wanted.bias ?? []))
                    let isNear = pairs.allSatisfy { abs($0 - $1) <= 1e-8 * max(1, abs($1)) }
                    #expect(isNear, "\(golden.name), \(run.optimizer.rule), \(layer)")
                }
                trained += 1
            }
        }
        #expect(trained == (path == .sweep ? 4 : 4 * cases.count) && cases.count >= 12)
    }
}
