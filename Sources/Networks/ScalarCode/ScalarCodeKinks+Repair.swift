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
        let gaps = rows.count - 1
        let meanGap = (codes[gaps] - codes[0]) / Double(gaps)
        guard meanGap > 0 else { return 0 }
        let spare = units > (0..<gaps).count { codes[$0 + 1] - codes[$0] > least }
        let pivot = hasBias || spare || !allowsDescending ? 0 : lowestBlank(rows) ?? 0
        owners.turn(at: pivot, count: rows.count)
        var size = 0.0
        for k in 0..<units { size += abs(w[k].doubleValue) / Double(units) }
        if size == 0 { size = 1 }
        var (step, moved) = (0, 0)
        /// The gaps from the pivot up, then those from the pivot down.
        func gap(_ step: Int) -> Int { step < gaps - pivot ? pivot + step : gaps - 1 - step }
        func isTaken(_ gap: Int) -> Bool { owners.owners[gap] >= 0 || codes[gap + 1] - codes[gap] <= least }
        for k in 0..<units where !owners.owns(k) {
            while step < gaps, isTaken(gap(step)) { step += 1 }
            var weight = max(abs(w[k].doubleValue), size)
            var kink = codes[0] - meanGap
            if step < gaps {
                let (lower, upper) = (codes[gap(step)], codes[gap(step) + 1])
                let off = repair.fraction * (upper - lower)
                if gap(step) < pivot { (kink, weight) = (upper - off, -weight) } else { kink = lower + off }
                step += 1
            } else if w[k].doubleValue > 0, owners.kinks.pointer[k] <= codes[0] - meanGap / 2 {
                continue
            }
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
