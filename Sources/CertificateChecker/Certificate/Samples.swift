/// The samples that a certificate is about, entry by entry.
struct Samples {
    let count: Int
    let length: Int
    let outputs: Int
    private(set) var signals: [Dyadic]
    private(set) var targets: [Dyadic]

    init(_ data: DataSet) {
        (length, outputs) = (data.length, data.outputs)
        count = data.count
        (signals, targets) = (data.signals.entries, data.targets.entries)
        guard data.family == .step else { return }
        let isLeading = data.orientation == .leadingOnes
        let (before, behind) = isLeading ? (data.amplitude, .zero) : (.zero, data.amplitude)
        signals.reserveCapacity(count * length)
        for transition in 0...length where data.hasBlank || transition != (isLeading ? 0 : length) {
            signals.append(contentsOf: repeatElement(before, count: transition))
            signals.append(contentsOf: repeatElement(behind, count: length - transition))
        }
        targets = signals
    }

    func signal(_ sample: Int) -> ArraySlice<Dyadic> { signals[sample * length..<(sample + 1) * length] }
    func target(_ sample: Int, _ output: Int) -> Dyadic { targets[sample * outputs + output] }

    /// SHA-256 of the samples' text: one line for each sample, with the signal's entries, an arrow and the target's
    /// entries.
    func hash() -> String {
        var hash = SHA256()
        var line: [UInt8] = []
        func append(_ entries: ArraySlice<Dyadic>, end: String) {
            var (last, text) = (Dyadic.zero, Array("0 ".utf8))
            for entry in entries {
                if entry != last { (last, text) = (entry, Array("\(entry.text) ".utf8)) }
                line.append(contentsOf: text)
            }
            line.removeLast()
            line.append(contentsOf: end.utf8)
        }
        for sample in 0..<count {
            line.removeAll(keepingCapacity: true)
            append(signal(sample), end: " -> ")
            append(targets[sample * outputs..<(sample + 1) * outputs], end: "\n")
            hash.update(line, line.indices)
        }
        return hash.finish()
    }
}
