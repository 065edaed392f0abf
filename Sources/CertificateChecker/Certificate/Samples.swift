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
        if data.family != .listed {
            signals.reserveCapacity(count * length)
            makeFamily(data)
            targets = signals
        }
    }

    func signal(_ sample: Int) -> ArraySlice<Dyadic> { signals[sample * length..<(sample + 1) * length] }
    func target(_ sample: Int, _ output: Int) -> Dyadic { targets[sample * outputs + output] }

    /// SHA-256 of the samples' text: one line a sample, the signal's entries, an arrow, the target's entries.
    func hash() -> String {
        var hash = SHA256()
        var line: [UInt8] = []
        func append(_ entries: ArraySlice<Dyadic>) {
            var last: (number: Dyadic, text: [UInt8]) = (.zero, Array(Dyadic.zero.text.utf8))
            for (index, entry) in zip(0..., entries) {
                if index > 0 { line.append(UInt8(ascii: " ")) }
                if entry != last.number { last = (entry, Array(entry.text.utf8)) }
                line.append(contentsOf: last.text)
            }
        }
        for sample in 0..<count {
            line.removeAll(keepingCapacity: true)
            append(signal(sample))
            line.append(contentsOf: " -> ".utf8)
            append(targets[sample * outputs..<(sample + 1) * outputs])
            line.append(10)
            hash.update(line)
        }
        return hash.finish()
    }

    /// Every signal of a family is constant between its edges: 0 before the first, then the amplitude, then 0, and so on in turns.
    private mutating func makeFamily(_ data: DataSet) {
        var index = 0
        var selected = 0
        let most = data.familyCount

        func append(_ edges: [Int], _ amplitude: Dyadic) {
            defer { index += 1 }
            if let selection = data.selection {
                guard selected < selection.count, selection[selected] == index else { return }
                selected += 1
            }
            var (place, isOn) = (0, false)
            for edge in edges + [length] {
                signals.append(contentsOf: repeatElement(isOn ? amplitude : .zero, count: edge - place))
                (place, isOn) = (edge, !isOn)
            }
        }
        func appendForEveryAmplitude(_ edges: [Int]) {
            for amplitude in data.amplitudes { append(edges, amplitude) }
        }

        switch data.family {
        case .step:
            for transition in 0...length {
                let edges = data.orientation == .leadingOnes ? [0, transition] : [transition, length]
                if edges[0] < edges[1] {
                    appendForEveryAmplitude(edges)
                } else if data.hasBlank {
                    append([], .zero)
                }
            }
        case .dirac:
            for place in 0..<length { appendForEveryAmplitude([place, place + 1]) }
            if data.hasBlank { append([], .zero) }
        case .piecewiseConstant:
            var edges = Array(1...data.transitions)
            while index < most {
                appendForEveryAmplitude(edges)
                // The last edge that can go on does, and those behind it follow as closely as they can.
                let count = edges.count
                guard let moved = edges.indices.last(where: { edges[$0] < length - count + $0 }) else { return }
                let first = edges[moved] + 1
                for place in moved..<count { edges[place] = first + place - moved }
            }
        case .listed: break
        }
    }
}
