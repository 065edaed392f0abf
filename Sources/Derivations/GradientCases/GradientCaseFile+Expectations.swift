internal import Networks

extension GradientCaseFile {
    /// Rejects expected values whose shapes differ from those that will be computed.
    func checkExpectations(
        of network: Network<Double>, samples: Int, _ wrong: (_ entry: String, _ problem: String) -> GradientCaseError
    ) throws(GradientCaseError) {
        func check(_ entry: String, _ given: [[Double]], rows: Int, columns: Int) throws(GradientCaseError) {
            guard given.count == rows, given.allSatisfy({ $0.count == columns }) else {
                throw wrong(entry, "expected \(rows) rows of \(columns) numbers")
            }
        }
        func checkCount(_ entry: String, _ count: Int?) throws(GradientCaseError) {
            guard let count, count != network.layers.count else { return }
            throw wrong(entry, "\(count) entries: expected \(network.layers.count), one for each layer")
        }
        for (name, given) in [("preactivations", preactivations), ("activationsOut", activationsOut)] {
            try checkCount(name, given?.count)
            for (l, (rows, layer)) in zip(given ?? [], network.layers).enumerated() {
                try check("\(name).\(l)", rows, rows: samples, columns: layer.outputs)
            }
        }
        try checkCount("dW", dW?.count)
        for (l, (rows, layer)) in zip(dW ?? [], network.layers).enumerated() {
            try check("dW.\(l)", rows, rows: layer.outputs, columns: layer.weight.columns)
        }
        try checkCount("db", db?.count)
        for (l, (given, layer)) in zip(db ?? [], network.layers).enumerated() {
            let wanted = layer.bias?.count
            guard given?.count != wanted else { continue }
            throw wrong("db.\(l)", wanted.map { "expected \($0) numbers" } ?? "expected null: the layer has no bias")
        }
        if let dx { try check("dx", dx, rows: samples, columns: network.inputs) }
    }
}
