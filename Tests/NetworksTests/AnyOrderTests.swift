import Exact
import Testing

@testable import Networks

/// Codes in any order: kink repair and the slope recursion decode whatever is injective.
@Suite struct AnyOrderTests {
    enum Order: CaseIterable { case increasing, decreasing, shuffled }

    /// The study's three layers for steps, with an encoder that gives the samples codes in some order, and a random
    /// decoder.
    private func start<S: Scalar>(
        _ samples: SampleSet, _ order: Order, seed: UInt64, as scalar: S.Type
    ) throws -> Network<S> {
        let n = samples.signals.columns
        var stream = RandomStream(seed: seed, purpose: .signals, index: 6)
        var codes = [stream.uniform(in: -2...2)]
        while codes.count <= n { codes.append((codes.last ?? 0) + stream.uniform(in: 0.3...1)) }
        switch order {
        case .increasing: break
        case .decreasing: codes.reverse()
        case .shuffled: for k in stride(from: n, to: 0, by: -1) { codes.swapAt(k, stream.index(below: k + 1)) }
        }
        // Of neighbours by the number of ones, one entry differs.
        let rows = (0...n).sorted { samples.signals.row($0).reduce(0, +) < samples.signals.row($1).reduce(0, +) }
        var weight = Matrix<Double>(rows: 1, columns: n, repeating: 0)
        for (k, (lower, upper)) in zip(rows, rows.dropFirst()).enumerated() {
            for j in 0..<n where samples.signals[lower, j] != samples.signals[upper, j] {
                weight[0, j] = (codes[k + 1] - codes[k]) / samples.signals[upper, j]
            }
        }
        var network = try Network<Double>(
            inputs: n, layers: CanonicalAutoencoder.layers(length: n), initialization: .uniform(-1...1), seed: seed)
        network.layers[0].weight = weight
        network.layers[0].bias = [codes[0]]
        return network.converted(to: S.self)
    }

    private func largestError<S: TrainableScalar>(_ network: Network<S>, _ samples: SampleSet) -> Double {
        let outputs = network.forward(samples.signals.map { S($0) }).outputs
        return zip(outputs.elements, samples.targets.elements).map { abs($0.doubleValue - $1) }.max() ?? .nan
    }

    private func error<S: TrainableScalar>(n: Int, _ order: Order, as scalar: S.Type) throws -> Double {
        let samples = try StepFunctions(length: n, amplitude: 2, orientation: n % 2 == 0 ? .trailingOnes : .leadingOnes)
            .samples()
        var network = try start(samples, order, seed: UInt64(n), as: S.self)
        let codes = network.layers[0]
        let outcome = try Training(
            loss: .hingeResidual(.mean), optimizer: .slopeNewton(trust: 0), kinkRepair: KinkRepair(.once(epoch: 1))
        ).fit(&network, to: samples, epochs: 2)
        #expect(outcome.status == .finished && network.layers[0] == codes)
        return largestError(network, samples)
    }

    @Test("Repaired and solved, the error is one of rounding, for codes in any order", arguments: 2...40)
    func decodes(n: Int) throws {
        for order in Order.allCases {
            let (double, single) = (
                try error(n: n, order, as: Double.self), try error(n: n, order, as: Float.self)
            )
            // The slopes are at most 2/0.3, and n of them are summed over codes of at most n + 2.
            let size = 10 * Double(n * (n + 2))
            #expect(double < size * 0x1p-53 * 8, "\(order)")
            #expect(single < size * 0x1p-24 * 8, "\(order)")
        }
    }

    @Test("Without repair, the solution uses units of both directions", arguments: 0..<9)
    func solves(pivot: Int) throws {
        let given = try ScalarCodeCase(seed: UInt64(pivot), samples: 9, outputs: 5, pivot: pivot, output: .identity)
        var targets = given.samples.targets
        let lowest = try #require(given.samples.signals.elements.firstIndex(of: given.codes[pivot]))
        for j in 0..<5 { targets[lowest, j] = 0 }
        let samples = SampleSet(
            signals: given.samples.signals, labels: given.samples.labels, targets: targets)
        var network = given.network
        try Training(loss: .squaredError(.mean), optimizer: .slopeNewton(trust: 0))
            .fit(&network, to: samples, epochs: 1)
        #expect(largestError(network, samples) < 1e-13)
        // The only solution: the one that elimination finds, from the activations at the other codes.
        let activations = Backpropagation(given.network).forward(samples.signals).activations[1]
        let others = (0..<9).filter { $0 != lowest }
        for j in 0..<5 {
            let expected = try #require(
                solution(others.map { Array(activations.row($0)) }, others.map { targets[$0, j] }))
            for (k, weight) in expected.enumerated() {
                #expect(abs(network.layers[2].weight[j, k] - weight) < 1e-9 * max(1, abs(weight)))
            }
        }
    }

    /// The solution of a regular system, by elimination with the largest pivots.
    private func solution(_ rows: [[Double]], _ right: [Double]) -> [Double]? {
        var rows = zip(rows, right).map { $0 + [$1] }
        let n = right.count
        for c in 0..<n {
            guard let pivot = (c..<n).max(by: { abs(rows[$0][c]) < abs(rows[$1][c]) }), rows[pivot][c] != 0 else {
                return nil
            }
            rows.swapAt(c, pivot)
            for r in 0..<n where r != c {
                let factor = rows[r][c] / rows[c][c]
                for k in c...n { rows[r][k] -= factor * rows[c][k] }
            }
        }
        return (0..<n).map { rows[$0][n] / rows[$0][$0] }
    }

    @Test("A mirror image: codes and hidden weights of the other sign give the same last layer", arguments: 0..<10)
    func mirror(seed: Int) throws {
        let count = 4 + seed
        let given = try ScalarCodeCase(
            seed: UInt64(seed), samples: count, outputs: 17, others: 2, emptyGaps: [0, 1 + seed % 2],
            pivot: 1 + seed % 3)
        var network = given.network
        network.layers[1].weight = network.layers[1].weight.map { -$0 }
        let mirrored = SampleSet(
            signals: given.samples.signals.map { -$0 }, labels: given.samples.labels,
            targets: given.samples.targets)
        let recipe = Training(
            loss: .hingeResidual(.mean), optimizer: .slopeNewton(trust: 0), kinkRepair: KinkRepair(.once(epoch: 1)))
        var (one, other) = (given.network, network)
        try recipe.fit(&one, to: given.samples, epochs: 1)
        try recipe.fit(&other, to: mirrored, epochs: 1)
        // Empty gaps are filled in another order, so that a unit may serve on the other side: outputs are compared.
        let (a, b) = (one.forward(given.samples.signals).outputs, other.forward(mirrored.signals).outputs)
        for (x, y) in zip(a.elements, b.elements) { #expect(abs(x - y) < 1e-11) }
        #expect(largestError(one, given.samples) < 1e-11)
    }

    @Test("A descending unit in the lower half of its gap is of no use, and its gap is joined to the one above")
    func unstable() throws {
        let given = try ScalarCodeCase(
            seed: 11, samples: 7, outputs: 17, fractions: 0.1...0.3, pivot: 6)
        var network = given.network
        let weight = network.layers[1].weight[3, 0]
        network.layers[1].bias?[3] = -weight * (0.6 * given.codes[3] + 0.4 * given.codes[4])
        let workshop = ScalarCodeCase.Workshop(
            ScalarCodeCase(network: network, samples: given.samples), as: DoubleSweep.self)
        workshop.kinks.newton(rate: 1, workshop.parameters.pointer, workshop.rows)
        let after = workshop.network
        for j in 0..<17 { #expect(after.layers[2].weight[j, 3] == network.layers[2].weight[j, 3]) }
        let outputs = Backpropagation(after).forward(given.samples.signals).outputs
        for i in 0..<7 {
            // Two gaps become one, from the sixth code down to the fourth.
            let isJoined = given.samples.signals[i, 0] == given.codes[4]
            let errors = (0..<17).map { abs(outputs[i, $0] - given.samples.targets[i, $0]) }
            #expect(errors.allSatisfy { $0 < 1e-9 } != isJoined, "code \(i)")
        }
    }

    @Test("A gradient in hat coordinates converges on either side of the blank", arguments: [0, 1, 13, 29])
    func sobolev(pivot: Int) throws {
        let given = try ScalarCodeCase(seed: 6, samples: 30, outputs: 17, fractions: 0.1...0.2, pivot: pivot)
        var targets = given.samples.targets
        let blank = try #require(given.samples.signals.elements.firstIndex(of: given.codes[pivot]))
        for j in 0..<17 { targets[blank, j] = 0 }
        var network = given.network
        let outcome = try Training(
            loss: .hingeResidual(.halfSum), optimizer: .sobolev(learningRate: 1, trust: 0)
        ).fit(
            &network,
            to: SampleSet(signals: given.samples.signals, labels: given.samples.labels, targets: targets),
            epochs: 100)
        #expect(outcome.loss < 1e-15)
    }

    @Test("One kink in each gap is not enough for units of any directions")
    func exceptional() {
        // Codes 0, 1, 2, 3; kinks at 4/9, 1 + 4/9 and 2 + 9/25, the last of a descending unit; a column of ones.
        func rank(lastDescends: Bool) -> Int {
            let kinks: [Rational] = [4 / 9, 13 / 9, 59 / 25]
            let rows = (0...3).map { (z: Int) -> [Rational] in
                [.one]
                    + kinks.enumerated().map { k, kink in
                        let u = k == 2 && lastDescends ? kink - Rational(z) : Rational(z) - kink
                        return max(.zero, u)
                    }
            }
            return ExactMatrix(rows).rank
        }
        #expect(rank(lastDescends: false) == 4)
        #expect(rank(lastDescends: true) == 3)
    }
}
