/// The samples that a certificate is about, entry by entry.
struct Samples {
    let count: Int
    let length: Int
    let outputs: Int
    private(set) var signals: [Dyadic]
    private(set) var targets: [Dyadic]

    init(_ data: DataSet) {
        (length, outputs) = (data.length, data.outputs)
        count = data.selection?.count ?? data.familyCount
        (signals, targets) = (data.signals.entries, data.targets.entries)
        guard data.family != .listed else { return }
        makeFamily(data)
        targets = signals
    }

    func signal(_ sample: Int) -> ArraySlice<Dyadic> { signals[sample * length..<(sample + 1) * length] }
    func target(_ sample: Int, _ output: Int) -> Dyadic { targets[sample * outputs + output] }

    /// SHA-256 of the samples' text: one line a sample, the signal's entries, an arrow, the target's entries.
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

    /// Every signal of a family is constant between its edges: 0 before the first, then the amplitude, then 0, and so on in turns.
    /// Two edges at one place make the zero signal, which comes once if the data set has a blank.
    private mutating func makeFamily(_ data: DataSet) {
        var index = 0
        var selected = 0

        func append(_ edges: [Int]) {
            let isBlank = edges.count == 2 && edges[0] == edges[1]
            for amplitude in isBlank ? (data.hasBlank ? [.zero] : []) : data.amplitudes {
                defer { index += 1 }
                if let selection = data.selection {
                    guard selected < selection.count, selection[selected] == index else { continue }
                    selected += 1
                }
                var (place, isOn) = (0, false)
                for edge in edges + [length] {
                    signals.append(contentsOf: repeatElement(isOn ? amplitude : .zero, count: edge - place))
                    (place, isOn) = (edge, !isOn)
                }
            }
        }

        switch data.family {
        case .step:
            for place in 0...length { append(data.orientation == .leadingOnes ? [0, place] : [place, length]) }
        case .dirac:
            for place in 0...length { append([place, min(place + 1, length)]) }
        case .piecewiseConstant:
            var edges = Array(1...data.transitions)
            while true {
                append(edges)
                // The last edge that can go on does, and those behind it follow as closely as they can.
                let count = edges.count
                guard let moved = edges.indices.last(where: { edges[$0] < length - count + $0 }) else { return }
                edges.replaceSubrange(moved..., with: edges[moved] + 1..<edges[moved] + 1 + count - moved)
            }
        case .listed: break
        }
    }
}
