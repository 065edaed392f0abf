import Testing

@testable import Networks

@Suite struct SignalTests {
    @Test(
        "n + 1 distinct steps; reversing the columns maps one orientation onto the other",
        arguments: [1, 2, 7, 33, 130])
    func steps(length: Int) throws {
        let families = [
            StepFunctions(length: length), StepFunctions(length: length, orientation: .leadingOnes),
        ]
        let (trailing, leading) = (try families[0].samples(), try families[1].samples())
        #expect(trailing.count == length + 1 && leading.count == length + 1)
        let rows = Set((0...length).map { Array(trailing.signals.row($0)) })
        #expect(rows.count == length + 1)
        #expect(rows == Set((0...length).map { Array(leading.signals.row($0).reversed()) }))
        for (family, set) in zip(families, [trailing, leading]) {
            #expect(set.shape == [length] && set[.transition] == (0...length).map { Double($0) / Double(length + 1) })
            for (i, sample) in try family.parameters().enumerated() {
                #expect(set.positions[i] == sample.position)
                #expect(set.signals.row(i).reduce(0, +) == sample.position)
                #expect(sample.transitions == [i])
            }
        }
    }

    @Test("Sample i of the trailing orientation has x_j = amplitude for j ≥ i, from 0")
    func orientation() throws {
        let samples = try StepFunctions(length: 5, amplitude: 3).samples()
        for i in 0...5 {
            for j in 0..<5 { #expect(samples.signals[i, j] == (j >= i ? 3 : 0)) }
        }
    }

    @Test("The blank can be left out, and comes once however many amplitudes there are")
    func blank() throws {
        #expect(try StepFunctions(length: 4, blank: false).samples().count == 4)
        let several = try StepFunctions(length: 4, amplitude: .range(from: 1, through: 2, count: 3)).samples()
        #expect(several.count == 13)
        #expect(zip(several.positions, several.amplitudes).filter { $0.0 == 0 }.map(\.1) == [0])
        #expect(Set(several.amplitudes) == [0, 1, 1.5, 2])
    }

    @Test("Piecewise-constant signals: every choice of transitions once")
    func piecewiseConstant() throws {
        let pieces = PiecewiseConstants(length: 6, transitions: 2, amplitude: 2)
        let (samples, parameters) = (try pieces.samples(), try pieces.parameters())
        #expect(samples.count == 10)
        #expect(samples[.position] == nil && samples[.transition] == nil && !samples.hasPositions)
        #expect(Set(parameters.map(\.transitions)).count == 10)
        for (i, sample) in parameters.enumerated() {
            for j in 0..<6 {
                let piece = sample.transitions.count { $0 <= j }
                #expect(samples.signals[i, j] == (piece == 1 ? 2 : 0))
            }
        }
        let random = PiecewiseConstants(
            length: 40, transitions: 5, amplitude: 2, levels: .random(count: 30, seed: 4))
        let drawn = try random.samples()
        #expect(drawn.count == 30)
        #expect(
            try random.parameters().allSatisfy {
                Set($0.transitions).count == 5 && $0.transitions.allSatisfy { (1..<40).contains($0) }
            })
        #expect(drawn.signals.elements.allSatisfy { abs($0) <= 2 })
    }

    @Test("Diracs: one peak each")
    func diracs() throws {
        let samples = try Diracs(length: 5, amplitude: 2, blank: true).samples()
        #expect(samples.count == 6)
        for i in 0..<5 { #expect(Array(samples.signals.row(i)) == (0..<5).map { $0 == i ? 2 : 0 }) }
        #expect(samples.signals.row(5).allSatisfy { $0 == 0 })
    }

    @Test("Held-out samples: disjoint, complete, and the ones asked for")
    func holdOut() throws {
        let all = try StepFunctions(length: 20).samples()
        func positions(_ set: SampleSet?) -> [Double] { set?.positions.compactMap(\.self) ?? [] }
        let gap = try HoldOut.gap(8...10).split(all)
        #expect(positions(gap.heldOut).sorted() == [8, 9, 10])
        let every = try HoldOut.every(2).split(all)
        #expect(positions(every.heldOut) == stride(from: 19, through: 1, by: -2).map(Double.init))
        let random = try HoldOut.random(share: 0.25, seed: 1).split(all)
        #expect(random.heldOut?.count == 5)
        for split in [gap, every, random] {
            #expect(Set(positions(split.training) + positions(split.heldOut)) == Set(positions(all)))
            #expect(split.training.count + (split.heldOut?.count ?? 0) == all.count)
        }
        #expect(try HoldOut.random(share: 0.25, seed: 1).split(all).heldOut == random.heldOut)
        #expect(throws: SignalError.self) { try HoldOut.gap(-1...21).split(all) }
    }

    @Test("Targets have the width, too, where there are several")
    func widthTargets() throws {
        let boxes = try Boxes(length: 2, amplitude: 3).samples().targetingParameters()
        let rows: [[Double]] = [[0, 3, 1], [0.5, 3, 2], [1, 3, 1]]
        #expect(boxes.targets.nested == rows)
        #expect(try Boxes(length: 3, width: 2).samples().targetingParameters().targets.columns == 2)
        #expect(try Gaussians(length: 3, width: .list([1, 2])).samples().targetingParameters().targets.columns == 3)
    }

    @Test("Targets can be position and amplitude")
    func parameterTargets() throws {
        let samples = try StepFunctions(length: 3, amplitude: 2).samples().targetingParameters()
        #expect(samples.targets.elements == [3, 2, 2, 2, 1, 2, 0, 0])
        #expect(!samples.isAutoencoding)
        #expect(throws: SignalError.self) {
            try PiecewiseConstants(length: 5, transitions: 2).samples().targetingParameters()
        }
    }

    @Test("Invalid sizes and amplitudes are refused before anything is allocated")
    func refusals() {
        let bad: [any SignalFamily] = [
            StepFunctions(length: 0), StepFunctions(length: -3), StepFunctions(length: (1 << 20) + 1),
            StepFunctions(length: 1 << 20), StepFunctions(length: .max), StepFunctions(length: 4, amplitude: 0),
            StepFunctions(length: 4, amplitude: .one(.nan)), StepFunctions(length: 4, amplitude: .list([])),
            StepFunctions(length: 4, amplitude: .list([1, 1])),
            StepFunctions(length: 4, amplitude: .range(from: 0, through: 1, count: 1)),
            Diracs(length: 0), Diracs(length: .max), PiecewiseConstants(length: 5, transitions: 0),
            PiecewiseConstants(length: 5, transitions: 5), PiecewiseConstants(length: 1000, transitions: 500),
            PiecewiseConstants(length: 5, transitions: 1, levels: .random(count: 0, seed: 1)),
            PiecewiseConstants(length: 5, transitions: 1, levels: .random(count: .max, seed: 1)),
        ]
        for family in bad { #expect(throws: SignalError.self, "\(family)") { try family.samples() } }
    }
}
