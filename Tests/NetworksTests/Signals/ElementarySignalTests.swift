import Exact
import Foundation
import Testing

@testable import Networks

/// Ramps, boxes, sampled Diracs and Gaussians, sinusoids, and pieces with levels of a grid: each value against a
/// formula that is written here again, in rational numbers where they say it all.
@Suite struct ElementarySignalTests {
    private func rational(_ value: Double) throws -> Rational { try #require(Rational(exactly: value)) }

    private func known(_ label: [Double?]?) -> [Double] { (label ?? []).compactMap(\.self) }

    private func clamped(_ value: Rational) -> Rational { min(max(value, 0), 1) }

    /// Checks each value of a set against a rational formula of the sample's labels and the entry: equal where the
    /// formula is a double-precision number, else within two roundings.
    private func check(
        _ samples: SampleSet, _ formula: (_ labels: (String) -> Rational?, _ entry: Rational) -> Rational
    ) throws {
        for i in 0..<samples.count {
            let labels: (String) -> Rational? = { name in
                samples.labels[name]?[i].flatMap { Rational(exactly: $0) }
            }
            for j in 0..<samples.length {
                let (found, wanted) = (try rational(samples.signals[i, j]), formula(labels, Rational(exactly: j)))
                if let exact = Rational(exactly: wanted.doubleValue), exact == wanted {
                    #expect(found == wanted, "sample \(i), entry \(j)")
                } else {
                    let error = try rational(0x1p-52) * (wanted < 0 ? -wanted : wanted)
                    #expect((found - wanted) * (found - wanted) <= error * error, "sample \(i), entry \(j)")
                }
            }
        }
    }

    @Test("A Dirac is a hat of one entry to either side: its sum is the amplitude, its centre of mass the position")
    func diracs() throws {
        for perEntry in [1, 2, 3, 4] {
            let samples = try Diracs(length: 7, amplitude: .list([2, 3]), positionsPerEntry: perEntry).samples()
            #expect(samples.count == 2 * (6 * perEntry + 1))
            let places = (0...6 * perEntry).flatMap { [$0, $0] }.map { Double($0) / Double(perEntry) }
            #expect(known(samples.positions) == places)
            #expect(known(samples[.transition]) == places.map { $0 / 7 })
            guard perEntry != 3 else { continue }
            try check(samples) { labels, j in
                let distance = j - (labels("position") ?? 0)
                return (labels("amplitude") ?? 0) * max(0, 1 - (distance < 0 ? -distance : distance))
            }
            for i in 0..<samples.count {
                let row = samples.signals.row(i)
                #expect(row.reduce(0, +) == samples.amplitudes[i])
                var moment: Double = 0
                for (j, value) in row.enumerated() { moment += value * Double(j) }
                let wanted: Double = (samples.positions[i] ?? 0) * (samples.amplitudes[i] ?? 0)
                #expect(moment == wanted)
            }
        }
    }

    @Test("A Dirac between entries that are thirds apart, by hand")
    func thirds() throws {
        let samples = try Diracs(length: 2, positionsPerEntry: 3).samples()
        let (third, twoThirds) = (1.0 / 3, 2.0 / 3)
        #expect(samples.signals.elements == [1, 0, twoThirds, third, third, twoThirds, 0, 1])
    }

    @Test("Ramps rise from their position over their width", arguments: [1, 4])
    func ramps(perEntry: Int) throws {
        for width in [nil, .one(1), .list([1, 3, 4]), .one(2.5), .range(from: 0.5, through: 2, count: 4)]
            as [ParameterValues?]
        {
            let samples = try Ramps(length: 6, amplitude: 3, width: width, positionsPerEntry: perEntry).samples()
            let widths = try width?.values("width", in: ParameterValues.widths, expected: "") ?? [5]
            #expect(samples.count == 5 * perEntry * widths.count)
            #expect(Set(known(samples[.width])) == Set(widths))
            try check(samples) { labels, j in
                3 * clamped((j - (labels("position") ?? 0)) / (labels("width") ?? 1))
            }
            // No two are equal, and none is zero.
            let rows = Set((0..<samples.count).map { Array(samples.signals.row($0)) })
            if perEntry == 1, widths[0] >= 1 { #expect(rows.count == samples.count) }
            #expect(!rows.contains(Array(repeating: 0, count: 6)))
        }
        let steps = try StepFunctions(length: 6, amplitude: 3, blank: false).samples().signals
        let narrow = try Ramps(length: 6, amplitude: 3, width: 1).samples().signals
        #expect(narrow.nested == steps.nested.filter { $0[0] == 0 })
    }

    @Test("Boxes: every first and last entry once, or those of given widths; of width 1 they are Diracs")
    func boxes() throws {
        let all = try Boxes(length: 6, amplitude: 2).samples()
        #expect(all.count == 21)
        #expect(Set((0..<21).map { Array(all.signals.row($0)) }).count == 21)
        #expect(Array(all.signals.row(0)) == [2, 0, 0, 0, 0, 0] && Array(all.signals.row(5)) == [2, 2, 2, 2, 2, 2])
        let inside = try PiecewiseConstants(length: 6, transitions: 2, amplitude: 2).samples().signals.nested
        #expect(Set(all.signals.nested).isSuperset(of: inside))
        let wide = try Boxes(length: 6, width: .list([5, 2])).samples()
        #expect(known(wide.positions) == [0.5, 2, 1.5, 3, 2.5, 3.5, 4.5])
        #expect(known(wide[.width]) == [2, 5, 2, 5, 2, 2, 2])
        for samples in [all, wide] {
            for i in 0..<samples.count {
                let ones = samples.signals.row(i).enumerated().filter { $0.element != 0 }.map { Double($0.offset) }
                #expect(samples[.width]?[i] == Double(ones.count))
                #expect(samples.positions[i] == ((ones.first ?? 0) + (ones.last ?? 0)) / 2)
                #expect(ones == (0..<ones.count).map { (ones.first ?? 0) + Double($0) })
            }
        }
        let diracs = try Diracs(length: 6, amplitude: 2, blank: true).samples()
        let ones = try Boxes(length: 6, amplitude: 2, width: 1, blank: true).samples()
        #expect(ones.signals == diracs.signals && ones.positions == diracs.positions)
        #expect(ones[.transition] == diracs[.transition] && ones.amplitudes == diracs.amplitudes)
    }

    @Test("Gaussians: their formula, cut at nine widths; area or peak is the amplitude")
    func gaussians() throws {
        let widths: [Double] = [0.3, 1, 2.5]
        for (scaling, perEntry) in [(Gaussians.Scaling.peak, 1), (.area, 4)] {
            let samples = try Gaussians(
                length: 40, amplitude: .list([2, 3]), width: .list(widths), amplitudeOf: scaling,
                positionsPerEntry: perEntry
            ).samples()
            #expect(samples.count == (39 * perEntry + 1) * 6)
            for i in 0..<samples.count {
                let (p, width) = (try #require(samples.positions[i]), try #require(samples[.width]?[i]))
                let a = try #require(samples.amplitudes[i])
                let height = scaling == .peak ? a : a / width * 0.398_942_280_401_432_7
                for j in 0..<40 {
                    let found = samples.signals[i, j]
                    let t = (Double(j) - p) / width
                    if abs(t) > 9 {
                        #expect(found == 0)
                    } else {
                        let wanted = height * pow(M_E, -t * t / 2)
                        #expect(abs(found - wanted) <= 1e-13 * wanted && found > 0)
                    }
                }
                if scaling == .area, width >= 1, p > 25, p < 30, width < 2 {
                    #expect(abs(samples.signals.row(i).reduce(0, +) - a) < 1e-6 * a)
                }
                if scaling == .peak, p == p.rounded() { #expect(samples.signals[i, Int(p)] == a) }
            }
        }
        // In single precision no value is too small to be held.
        _ = try Gaussians(length: 129, width: .list([0.01, 1, 20])).samples().rounded(to: .float32)
    }

    @Test("Sinusoids: their formula; exactly 0 and the amplitude at the quarters of a period")
    func sinusoids() throws {
        let samples = try Sinusoids(
            length: 24, amplitude: 3, frequency: .list([1, 2.5, 12]), phase: .list([0, 0.125, 0.75])
        ).samples()
        #expect(samples.count == 9 && samples[.position] == nil && samples[.transition] == nil)
        #expect(known(samples[.frequency]) == [1, 1, 1, 2.5, 2.5, 2.5, 12, 12, 12])
        #expect(known(samples[.phase]) == [0, 0.125, 0.75, 0, 0.125, 0.75, 0, 0.125, 0.75])
        for i in 0..<9 {
            let (f, phase) = (try #require(samples[.frequency]?[i]), try #require(samples[.phase]?[i]))
            for j in 0..<24 {
                let wanted = 3 * sin(2 * Double.pi * (f * Double(j) / 24 + phase))
                #expect(abs(samples.signals[i, j] - wanted) < 1e-13)
            }
        }
        let sine = samples.signals.row(0)
        #expect([0, 6, 12, 18].map { sine[sine.startIndex + $0] } == [0, 3, 0, -3])
        #expect(samples.signals.row(6).allSatisfy { $0 == 0 })
        #expect(Array(samples.signals.row(8)) == (0..<24).map { $0.isMultiple(of: 2) ? -3 : 3 })
        // By default each is the one before it, an entry to the left.
        let shifts = try Sinusoids(length: 8).samples()
        #expect(shifts.count == 8)
        for i in 0..<8 { #expect(Array(shifts.signals.row(i)) == (0..<8).map { shifts.signals[0, ($0 + i) % 8] }) }
    }

    @Test("Pieces with the levels of a grid: every choice once, neighbours differ, and the labels tell the signal")
    func grid() throws {
        let pieces = PiecewiseConstants(length: 6, transitions: 2, amplitude: 2, levels: .grid(.list([-1, 0, 0.5])))
        let samples = try pieces.samples()
        #expect(samples.count == 10 * 3 * 2 * 2)
        #expect(Set(samples.signals.nested).count == samples.count)
        for i in 0..<samples.count {
            let levels = try (0...2).map { try #require(samples.labels["level\($0)"]?[i]) }
            let edges = try (1...2).map { Int(try #require(samples.labels["edge\($0)"]?[i])) }
            #expect(Set(levels).isSubset(of: [-2, 0, 1]) && levels[0] != levels[1] && levels[1] != levels[2])
            for j in 0..<6 { #expect(samples.signals[i, j] == levels[edges.count { $0 <= j }]) }
        }
        let two = PiecewiseConstants(length: 5, transitions: 3, levels: .grid(.list([0, 1])))
        #expect(try two.samples().count == 4 * 2)
        let range = PiecewiseConstants(
            length: 5, transitions: 1, levels: .grid(.range(from: 0, through: 1, count: 5)))
        #expect(try range.samples().count == 4 * 5 * 4)
        #expect(try range.samples().positions.compactMap(\.self).count == 80)
    }

    @Test("Levels drawn from a list: of the list, neighbours differ, all of them come, and the seed tells them")
    func among() throws {
        func family(_ seed: UInt64) -> PiecewiseConstants {
            PiecewiseConstants(
                length: 30, transitions: 4, amplitude: 2,
                levels: .random(count: 200, seed: seed, among: .list([0, 1, 3])))
        }
        let samples = try family(3).samples()
        #expect(samples.count == 200)
        var counts: [Double: Int] = [:]
        for i in 0..<200 {
            let levels = try (0...4).map { try #require(samples.labels["level\($0)"]?[i]) }
            for (a, b) in zip(levels, levels.dropFirst()) { #expect(a != b) }
            for level in levels { counts[level, default: 0] += 1 }
        }
        #expect(Set(counts.keys) == [0, 2, 6] && counts.values.allSatisfy { $0 > 250 })
        #expect(try family(3).samples() == samples)
        #expect(try family(4).samples() != samples)
    }

    @Test("Resized, a family keeps its parameters")
    func resized() throws {
        #expect(try Ramps(length: 6).resized(to: 9).samples() == Ramps(length: 9).samples())
        #expect(try Ramps(length: 9).samples()[.width]?[0] == 8)
        #expect(try Boxes(length: 6, width: 2).resized(to: 9).samples().count == 8)
        #expect(try Sinusoids(length: 6).resized(to: 9).samples().count == 9)
        #expect(try Gaussians(length: 6, width: 3, positionsPerEntry: 2).resized(to: 9).samples().count == 17)
        #expect(throws: SignalError.self) { try Boxes(length: 6, width: 5).resized(to: 4).samples() }
        #expect(throws: SignalError.self) { try Sinusoids(length: 8, frequency: 4).resized(to: 7).samples() }
    }

    @Test("The blank comes last, without a position; several amplitudes come next to each other")
    func blank() throws {
        for family in [
            Ramps(length: 4, amplitude: .list([1, 2]), blank: true), Boxes(length: 4, width: 2, blank: true),
            Gaussians(length: 4, blank: true), Diracs(length: 4, positionsPerEntry: 2, blank: true),
        ] as [any SignalFamily] {
            let samples = try family.samples()
            let last = samples.count - 1
            #expect(samples.positions[last] == nil && samples.amplitudes[last] == 0)
            #expect(samples.signals.row(last).allSatisfy { $0 == 0 })
            #expect(samples.positions.dropLast().allSatisfy { $0 != nil } && samples.hasPositions)
        }
        #expect(
            try Ramps(length: 3, amplitude: .list([2, 1])).samples().amplitudes.compactMap(\.self) == [1, 2, 1, 2])
    }

    @Test("What cannot be made is refused at its key, before memory is taken")
    func refusals() throws {
        let bad: [(any SignalFamily, String)] = [
            (Ramps(length: 1), "length"), (Ramps(length: .max), "length"), (Ramps(length: 8, width: 0), "width"),
            (Ramps(length: 8, width: -1), "width"), (Ramps(length: 8, width: .one(.nan)), "width"),
            (Ramps(length: 8, width: .one(.infinity)), "width"), (Ramps(length: 8, width: .list([])), "width"),
            (Ramps(length: 8, width: .list([2, 2])), "width"),
            (Ramps(length: 8, width: .range(from: 2, through: 1, count: 3)), "width"),
            (Ramps(length: 8, width: .range(from: 1, through: 2, count: .max)), "width"),
            (Ramps(length: 8, positionsPerEntry: 0), "positionsPerEntry"),
            (Ramps(length: 8, positionsPerEntry: .max), "positionsPerEntry"),
            (Ramps(length: 1 << 20), "length"), (Ramps(length: 8, amplitude: 0), "amplitude"),
            (Boxes(length: 0), "length"), (Boxes(length: .min), "length"), (Boxes(length: 4096), "length"),
            (Boxes(length: 8, width: 9), "width"), (Boxes(length: 8, width: 1.5), "width"),
            (Boxes(length: 8, width: 0), "width"), (Boxes(length: 8, width: .one(.nan)), "width"),
            (Boxes(length: 1 << 20), "length"),
            (Gaussians(length: 8, width: 0), "width"), (Gaussians(length: 8, width: -2), "width"),
            (Gaussians(length: 8, width: .one(.nan)), "width"), (Gaussians(length: 0), "length"),
            (Gaussians(length: 8, width: 1e10), "width"),
            (Gaussians(length: 1000, positionsPerEntry: 1 << 20), "length"),
            (Diracs(length: 8, positionsPerEntry: 0), "positionsPerEntry"),
            (Diracs(length: 1 << 10, positionsPerEntry: 1 << 20), "length"),
            (Sinusoids(length: 8, frequency: 4.5), "frequency"), (Sinusoids(length: 8, frequency: 0), "frequency"),
            (Sinusoids(length: 8, frequency: .one(.nan)), "frequency"), (Sinusoids(length: 8, phase: 1), "phase"),
            (Sinusoids(length: 8, phase: -0.25), "phase"), (Sinusoids(length: 8, phase: .one(.nan)), "phase"),
            (Sinusoids(length: 1), "length"), (Sinusoids(length: 1 << 14), "length"),
            (PiecewiseConstants(length: 8, transitions: 2, levels: .grid(.list([1]))), "levels.grid"),
            (PiecewiseConstants(length: 8, transitions: 2, levels: .grid(.list([1, .nan]))), "levels.grid"),
            (PiecewiseConstants(length: 8, transitions: 2, levels: .grid(.list([1, 1]))), "levels.grid"),
            (
                PiecewiseConstants(length: 8, transitions: 2, amplitude: 1e300, levels: .grid(.list([0, 1e300]))),
                "levels.grid"
            ),
            (
                PiecewiseConstants(length: 8, transitions: 2, amplitude: .list([1, 2]), levels: .grid(.list([0, 1]))),
                "amplitude"
            ),
            (
                PiecewiseConstants(length: 129, transitions: 6, levels: .grid(.range(from: 0, through: 1, count: 99))),
                "length"
            ),
            (PiecewiseConstants(length: 1 << 20, transitions: 1 << 19, levels: .grid(.list([0, 1, 2]))), "length"),
            (
                PiecewiseConstants(length: 8, transitions: 2, levels: .random(count: 3, seed: 1, among: .list([4]))),
                "levels.random.among"
            ),
            (
                PiecewiseConstants(length: 8, transitions: 2, levels: .random(count: .max, seed: 1)),
                "levels.random.count"
            ),
            (
                PiecewiseConstants(length: 8, transitions: 2, levels: .random(count: 1 << 40, seed: 1)),
                "levels.random.count"
            ),
        ]
        for (family, place) in bad {
            let error = #expect(throws: SignalError.self, "\(family)") { try family.samples() }
            #expect(error?.place == place, "\(family): \(String(describing: error))")
        }
    }
}
