extension ScalarCodeKinks {
    /// Relocates the surplus units; returns how many.
    ///
    /// - Complexity: O(units · (log samples + outputs)).
    func repair(
        _ repair: KinkRepair, _ parameters: UnsafeMutablePointer<Element>, _ rows: SampleRows<Element>,
        moments: [AlignedBuffer<Element>]
    ) -> Int {
        guard rows.count > 1, path.sortCodes(parameters, rows) else { return 0 }
        let codes = path.sortedCodes
        let (w, b) = (w(parameters), b(parameters))
        owners.find(codes: codes, count: rows.count, w: w, b: b, range: repair.range, nearest: repair.fraction)
        let least = KinkOwners<Element>.leastGap(codes, count: rows.count)
        let meanGap = (codes[rows.count - 1] - codes[0]) / Double(rows.count - 1)
        guard meanGap > 0 else { return 0 }
        var size = 0.0
        for k in 0..<units { size += abs(w[k].doubleValue) / Double(units) }
        if size == 0 { size = 1 }
        var (gap, moved) = (0, 0)
        for k in 0..<units where !owners.owns(k) {
            while gap < rows.count - 1, owners.owners[gap] >= 0 || codes[gap + 1] - codes[gap] <= least { gap += 1 }
            var kink = codes[0] - meanGap
            if gap < rows.count - 1 {
                kink = codes[gap] + repair.fraction * (codes[gap + 1] - codes[gap])
                gap += 1
            } else if owners.kinks.pointer[k] <= codes[0] - meanGap / 2 {
                continue
            }
            let weight = max(abs(w[k].doubleValue), size)
            (w[k], b[k]) = (Element(weight), Element(-weight * kink))
            clear(k, parameters, moments)
            moved += 1
        }
        return moved
    }

    private func clear(_ unit: Int, _ parameters: UnsafeMutablePointer<Element>, _ moments: [AlignedBuffer<Element>]) {
        let outgoing = layout.weights[hidden + 1]
        guard let stride = outgoing.columnStride else { preconditionFailure("the layout is the sweep's") }
        (parameters + outgoing.offset + unit * stride).update(repeating: 0, count: stride)
        for moment in moments {
            (moment.pointer + outgoing.offset + unit * stride).update(repeating: 0, count: stride)
            moment.pointer[layout.weights[hidden].offset + unit] = 0
            if let bias = layout.biases[hidden] { moment.pointer[bias.offset + unit] = 0 }
        }
    }
}
