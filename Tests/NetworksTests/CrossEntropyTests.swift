import Testing

@testable import Networks

/// The cross-entropy of classes, against values that Python's `decimal` computed with 60 digits.
@Suite struct CrossEntropyTests {
    struct Case: Sendable {
        let logits: [Double]
        let index: Int
        let value: Double
        let gradient: [Double]
    }

    static let cases = [
        Case(logits: [1e4, -1e4, 0.5], index: 0, value: 0, gradient: [0, 0, 0]),
        Case(logits: [1e4, -1e4, 0.5], index: 1, value: 2e4, gradient: [1, -1, 0]),
        Case(
            logits: [1e4, 9999, 9998.5], index: 2, value: 1.96436878410794491,
            gradient: [0.628531719211762430, 0.231223897622149066, -0.859755616833911551]),
        Case(
            logits: [-1e4, -1e4, -9990], index: 0, value: 10.0000907957374672,
            gradient: [-0.999954604192170526, 4.53958078295109077e-05, 0.999909208384340942]),
        Case(
            logits: [0.25, -1.5, 3, 0.125], index: 3, value: 2.99850264501540398,
            gradient: [
                5.65006777675752733e-02, 9.81834558329444836e-03, 8.83819303525314792e-01, -9.50138326876184491e-01,
            ]),
        Case(
            logits: [30, 0, -30], index: 0, value: 9.35762296884061279e-14,
            gradient: [-9.35762296884017482e-14, 9.35762296883929887e-14, 8.75651076269570069e-27]),
    ]

    /// Value and gradient by the logits as the reference computes them.
    private func reference<S: Scalar>(_ example: Case, _ loss: Loss, as type: S.Type) -> (value: S, delta: [S]) {
        let logits = Matrix(rows: 1, columns: example.logits.count, elements: example.logits.map { S($0) })
        let targets = SampleSet.targets(ofClasses: [example.index], count: example.logits.count).map { S($0) }
        let (value, delta) = loss.evaluate(
            preactivations: logits, outputs: logits, targets: targets, activation: .identity)
        return (value, delta.elements)
    }

    @Test("Value and gradient are right to a few ulps for logits up to 1e4, in either precision", arguments: cases)
    func values(example: Case) {
        let double = reference(example, .crossEntropy(.mean), as: Double.self)
        #expect(abs(double.value - example.value) <= 4e-16 * example.value)
        for (found, expected) in zip(double.delta, example.gradient) { #expect(abs(found - expected) <= 2e-16) }
        let single = reference(example, .crossEntropy(.sum), as: Float.self)
        #expect(abs(Double(single.value) - example.value) <= 2e-7 * example.value)
        for (found, expected) in zip(single.delta, example.gradient) { #expect(abs(Double(found) - expected) <= 1e-7) }
    }

    /// A layer of width 1 whose bias has the logits, on one sample that is 0.
    private func epoch<S: TrainableScalar>(
        _ example: Case, _ path: ComputationPath, as type: S.Type
    ) throws -> (loss: Double, biases: [S]) {
        let count = example.logits.count
        var network = try Network<S>(
            inputs: 1,
            layers: [
                Layer(
                    dense: Dense(count), weight: Matrix(rows: count, columns: 1, repeating: 0),
                    bias: example.logits.map { S($0) })
            ])
        let samples = SampleSet(
            signals: Matrix(rows: 1, columns: 1, elements: [0]),
            targets: SampleSet.targets(ofClasses: [example.index], count: count), classes: [example.index])
        let outcome = try Training(
            loss: .crossEntropy(.mean), optimizer: .sgd(learningRate: 1), path: path
        ).fit(&network, to: samples, epochs: 1)
        return (outcome.loss, network.layers[0].bias ?? [])
    }

    @Test(
        "Both paths train on them: the loss stays finite, and a step changes a logit by its derivative",
        arguments: cases)
    func paths(example: Case) throws {
        for path in [ComputationPath.reference, .dense] {
            let double = try epoch(example, path, as: Double.self)
            #expect(double.loss.isFinite)
            for (j, bias) in double.biases.enumerated() {
                #expect(abs(bias - (example.logits[j] - example.gradient[j])) <= 2e-12)
            }
            let single = try epoch(example, path, as: Float.self)
            #expect(single.loss.isFinite && single.biases.allSatisfy(\.isFinite))
        }
    }

    @Test("Sum and mean differ by the number of samples")
    func scalings() {
        let logits = Matrix<Double>(rows: 3, columns: 2, elements: [1, 2, 3, -4, 0, 0.5])
        let targets = SampleSet.targets(ofClasses: [0, 1, 1], count: 2)
        func evaluate(_ loss: Loss) -> (value: Double, delta: Matrix<Double>) {
            loss.evaluate(preactivations: logits, outputs: logits, targets: targets, activation: .identity)
        }
        let (mean, sum) = (evaluate(.crossEntropy(.mean)), evaluate(.crossEntropy(.sum)))
        #expect(abs(3 * mean.value - sum.value) < 1e-15 * sum.value)
        for (one, other) in zip(mean.delta.elements, sum.delta.elements) { #expect(abs(3 * one - other) < 1e-15) }
        #expect(Loss.crossEntropy(.sum).isSum && !Loss.crossEntropy(.mean).isSum)
        #expect(Loss.crossEntropy(.sum).description == "crossEntropy(sum)")
    }

    @Test("Classes and rows with a single 1 are the same")
    func classes() {
        let targets = SampleSet.targets(ofClasses: [2, 0], count: 3)
        #expect(targets.nested == [[0, 0, 1], [1, 0, 0]])
        #expect(SampleSet.classes(ofTargets: targets) == [2, 0])
        for row in [[0.5, 0.5, 0], [0, 0, 0], [1, 0, 1], [1, 0, -1], [1, .nan, 0]] {
            #expect(SampleSet.classes(ofTargets: Matrix(rows: 1, columns: 3, elements: row)) == nil, "\(row)")
        }
        let samples = SampleSet(
            signals: Matrix(rows: 2, columns: 1, elements: [1, 2]), targets: targets, classes: [2, 0])
        #expect(samples.selecting([1]).classes == [0] && samples.selecting([1]).targets.elements == [1, 0, 0])
    }
}
