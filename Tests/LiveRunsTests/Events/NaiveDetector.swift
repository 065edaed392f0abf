import Networks

@testable import LiveRuns

/// The same events as a detector's, found from the whole history of a run: all pairs, every epoch, one unit after the
/// other.
struct NaiveDetector {
    struct State {
        var w: [Double]
        var b: [Double]
        var z: [Double]

        func isActive(_ k: Int, _ i: Int) -> Bool { w[k] * z[i] + b[k] > 0 }
        func count(_ k: Int) -> Int { z.indices.count { isActive(k, $0) } }
        func isAbove(_ k: Int, _ i: Int) -> Bool { isActive(k, i) == (w[k] > 0) }

        func areApart(_ k: Int, _ i: Int) -> Bool {
            let kink = -b[k] / w[k]
            let above = z.filter { $0 > z[i] }.min()
            let below = z.filter { $0 < z[i] }.max()
            let neighbour = kink > z[i] ? above ?? below : below ?? above
            return neighbour.map { abs(kink - z[i]) >= abs($0 - z[i]) / 4 } ?? true
        }
    }

    let states: [State]
    let canSleep: Bool
    private var end: Int { states.count - 1 }

    /// One line an event, without an order.
    func lines(sequence: [Int]) -> Set<String> {
        var lines = Set(folds(sequence))
        for k in states[0].w.indices {
            lines.formUnion(turns(k))
            let settled = canSleep ? settlings(k) : []
            lines.formUnion(canSleep ? sleeps(k, settled) : [])
            var passes: [Int: [Int]] = [:]
            for i in states[0].z.indices {
                let found = pairs(k, i, settled)
                lines.formUnion(found.meetings)
                for epoch in found.passes { passes[epoch, default: []].append(i) }
            }
            for (epoch, samples) in passes { lines.insert("pass \(epoch) unit \(k) samples \(samples)") }
        }
        return lines
    }

    // MARK: - Units

    private func isComparable(_ k: Int, _ t: Int) -> Bool { states[t].w[k] * states[t - 1].w[k] > 0 }

    private func turns(_ k: Int) -> [String] {
        var (sign, found): (Double, [(first: Int, last: Int, count: Int)]) = (0, [])
        for t in 0...end {
            let now: Double = states[t].w[k] > 0 ? 1 : states[t].w[k] < 0 ? -1 : sign
            if sign != 0, now != sign {
                if let event = found.last, t - event.last < 100 {
                    found[found.count - 1] = (event.first, t, event.count + 1)
                } else {
                    found.append((t, t, 1))
                }
            }
            sign = now
        }
        return found.map { "turn \($0.first) unit \(k) count \($0.count)" }
    }

    /// Stretches in which a unit is awake or asleep throughout.
    private func stretches(_ k: Int) -> [(isAwake: Bool, from: Int, through: Int)] {
        var found: [(isAwake: Bool, from: Int, through: Int)] = []
        for t in 0...end {
            let isAwake = states[t].count(k) > 0
            if let last = found.last, last.isAwake == isAwake {
                found[found.count - 1].through = t
            } else {
                found.append((isAwake, t, t))
            }
        }
        return found
    }

    /// When it is settled whether a unit is awake, the first being the state at the start.
    private func settlings(_ k: Int) -> [(epoch: Int, isAwake: Bool)] {
        stretches(k).enumerated().compactMap { index, stretch in
            if index == 0 { return (-1, stretch.isAwake) }
            return stretch.through >= stretch.from + 100 ? (stretch.from + 100, stretch.isAwake) : nil
        }
    }

    private func isSettledAwake(_ settled: [(epoch: Int, isAwake: Bool)], before t: Int) -> Bool {
        settled.last { $0.epoch < t }?.isAwake ?? true
    }

    private func sleeps(_ k: Int, _ settled: [(epoch: Int, isAwake: Bool)]) -> [String] {
        var (lines, series): ([String], (kind: String, epoch: Int, since: Int, blinks: Int)?) = ([], nil)
        for stretch in stretches(k).dropFirst() {
            let isLong = stretch.through >= stretch.from + 100
            if isSettledAwake(settled, before: stretch.from) {
                if !stretch.isAwake, isLong { lines.append("sleeps \(stretch.from) unit \(k)") }
                continue
            }
            if stretch.isAwake {
                let (since, blinks) = (series?.since ?? stretch.from, series?.blinks ?? 0)
                series = (blinks == 0 || isLong ? "wakes" : "blinks", stretch.from, since, blinks)
                guard isLong else { continue }
                lines.append("wakes \(stretch.from) unit \(k) blinks \(blinks) since \(since) open false")
                series = nil
            } else if let last = series {
                series = (
                    isLong ? "sleeps" : "blinks", isLong ? stretch.from : last.epoch, last.since, last.blinks + 1
                )
            }
        }
        if let series {
            lines.append(
                "\(series.kind) \(series.epoch) unit \(k) blinks \(series.blinks) since \(series.since) open true")
        }
        return lines
    }

    // MARK: - Pairs

    private func pairs(
        _ k: Int, _ i: Int, _ settled: [(epoch: Int, isAwake: Bool)]
    ) -> (passes: [Int], meetings: [String]) {
        var (passes, meetings): ([Int], [String]) = ([], [])
        var (kept, changes): (Bool?, [Int]) = (nil, [])
        var meeting: (first: Int, count: Int)?
        var apartSince: Int?
        func told(_ isOpen: Bool) -> String? {
            meeting.map { "meets \($0.first) unit \(k) sample \(i) count \($0.count) open \(isOpen)" }
        }
        func end() {
            if let line = told(false) { meetings.append(line) }
            (kept, changes, meeting, apartSince) = (nil, [], nil, nil)
        }
        for t in 1..<states.count {
            guard isComparable(k, t) else {
                end()
                continue
            }
            let isAbove = states[t].isAbove(k, i)
            if isAbove != states[t - 1].isAbove(k, i) {
                let changesSleep = canSleep && (states[t].count(k) > 0) != (states[t - 1].count(k) > 0)
                if changesSleep, !isSettledAwake(settled, before: t) {
                    if meeting == nil { (kept, changes) = (nil, []) }
                } else {
                    kept = kept ?? !isAbove
                    changes.append(t)
                    if let (first, count) = meeting {
                        meeting = (first, count + 1)
                        apartSince = nil
                    } else if changes.count >= 4, t - changes[changes.count - 4] < 100 {
                        meeting = (changes[changes.count - 4], 4)
                    }
                }
            }
            if meeting != nil {
                if changes.last == t || !states[t].areApart(k, i) {
                    apartSince = nil
                } else if let since = apartSince {
                    if t - since >= 200 { end() }
                } else {
                    apartSince = t
                }
            } else if let last = changes.last {
                if t == last + 20, isAbove != kept, !canSleep || states[t].count(k) > 0 {
                    passes.append(last)
                    kept = isAbove
                }
                if t == last + 100 { (kept, changes) = (nil, []) }
            }
        }
        if let line = told(true) { meetings.append(line) }
        return (passes, meetings)
    }

    // MARK: - The code

    private func folds(_ sequence: [Int]) -> [String] {
        func direction(_ t: Int) -> Int {
            let steps = zip(sequence, sequence.dropFirst()).map { states[t].z[$1] - states[t].z[$0] }
            return steps.allSatisfy { $0 > 0 } ? 1 : steps.allSatisfy { $0 < 0 } ? -1 : 0
        }
        var (found, last, isOpen): ([(first: Int, count: Int)], Int, Bool) = ([], -1000, false)
        for t in 1..<states.count {
            if isOpen, t - last >= 100 { isOpen = false }
            guard direction(t) != direction(t - 1) else { continue }
            last = t
            guard direction(t - 1) != 0, direction(t) == 0 else { continue }
            if isOpen { found[found.count - 1].count += 1 } else { found.append((t, 1)) }
            isOpen = true
        }
        return found.map { "folds \($0.first) count \($0.count)" }
    }
}

extension EventDetector {
    /// The events in the form of ``NaiveDetector/lines(sequence:)``.
    var lines: [String] {
        log.records.compactMap { record in
            let (epoch, count) = (record.epoch, record.count)
            switch record.story {
            case .fold: return "folds \(epoch) count \(count)"
            case .turn(let turn): return "turn \(epoch) unit \(turn.unit) count \(count)"
            case .pass(let pass):
                return "pass \(epoch) unit \(pass.unit) samples \(pass.moves.map(\.sample).sorted())"
            case .hold(let hold):
                return "meets \(epoch) unit \(hold.unit) sample \(hold.sample) count \(count) open \(record.isOpen)"
            case .unit(let unit):
                let kind =
                    !unit.isAwake && unit.isSettled
                    ? "sleeps" : unit.blinks == 0 || (unit.isAwake && unit.isSettled) ? "wakes" : "blinks"
                let isSleepAlone = kind == "sleeps" && unit.wake == nil
                return "\(kind) \(epoch) unit \(unit.unit)"
                    + (isSleepAlone ? "" : " blinks \(unit.blinks) since \(unit.since) open \(record.isOpen)")
            case .output, .dead, .outside, .earlier, .missed: return nil
            }
        }
    }
}
