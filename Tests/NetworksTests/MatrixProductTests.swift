import Kernels
import Testing

@testable import Networks

/// Products of matrices against their scalar twin, bit for bit, by the instructions of every level that this processor
/// has.
@Suite struct MatrixProductTests {
    private static let levels = [0, 3, 4].filter { $0 <= heaviside_vector_level() }

    @Test("Single precision", arguments: levels)
    func float(level: Int32) { compare(level, heaviside_product_at_level_f32) { (x: Float) in x.bitPattern } }

    @Test("Double precision", arguments: levels)
    func double(level: Int32) { compare(level, heaviside_product_at_level_f64) { (x: Double) in x.bitPattern } }

    /// Shapes around the sizes of vectors, blocks, panels and stretches of terms; either factor as it is or transposed,
    /// with and without bias and finish, some entries infinite or NaN.
    private func compare<S: TrainableScalar, Bits: FixedWidthInteger>(
        _ level: Int32, _ multiply: (Int32, UnsafePointer<heaviside_product>?) -> Void, bits: (S) -> Bits
    ) {
        var stream = RandomStream(seed: 19, purpose: .signals, index: UInt32(level))
        let twin = ArrayKernels<S>.scalarTwin
        // Without fused multiply-add in the processor a product takes thirty times as long.
        for trial in 0..<(level == 0 ? 150 : 600) {
            let isNarrow = trial % 3 == 0
            let rows = stream.index(below: isNarrow ? 150 : 40)
            let columns = stream.index(below: isNarrow ? 9 : 90)
            let terms = stream.index(below: 10) == 0 ? 120 + stream.index(below: 200) : stream.index(below: 50)
            func values(_ count: Int) -> AlignedBuffer<S> {
                let isWild = trial % 7 == 0
                return AlignedBuffer(
                    (0..<count).map { _ in
                        let number = stream.uniform(in: -2...2)
                        guard isWild, stream.index(below: 60) == 0 else { return S(number) }
                        return S([0.0, -0.0, .infinity, -.infinity, .nan, 1e30][stream.index(below: 6)])
                    })
            }
            let (left, right) = (values(rows * terms), values(terms * columns))
            let (bias, active) = (values(columns), values(rows * columns))
            // Two rows more than the result has must stay as they are.
            let results = [0, 1].map { _ in AlignedBuffer([S](repeating: 7, count: (rows + 2) * columns)) }
            var products = results.map {
                MatrixProduct(
                    rows: rows, columns: columns, terms: terms, left: left.pointer, transposesLeft: trial % 2 == 0,
                    right: right.pointer, transposesRight: trial % 4 < 2, result: $0.pointer + columns)
            }
            let slope = S([0, 0.25, 1][stream.index(below: 3)])
            for k in products.indices {
                if trial % 5 < 3 {
                    products[k].finish(bias: trial % 5 == 0 ? nil : UnsafePointer(bias.pointer), slope: slope)
                } else if trial % 5 == 3 {
                    products[k].multiplyByDerivative(of: active.pointer, slope: slope)
                }
            }
            withUnsafePointer(to: products[0].request) { multiply(level, $0) }
            twin.multiply(products[1])
            let differing = (0..<(rows + 2) * columns).first { k in
                let (x, y) = (results[0].pointer[k], results[1].pointer[k])
                return bits(x) != bits(y) && (x == x || y == y)
            }
            #expect(differing == nil, "\(rows) × \(columns), \(terms) terms, trial \(trial)")
        }
    }

    @Test("Large products are OpenBLAS's, and equal ours up to rounding")
    func large() {
        let (side, terms) = (641, 642)
        var stream = RandomStream(seed: 1, purpose: .signals, index: 0)
        let left = AlignedBuffer((0..<side * terms).map { _ in stream.uniform(in: -1...1) })
        let right = AlignedBuffer((0..<terms * side).map { _ in stream.uniform(in: -1...1) })
        let bias = AlignedBuffer((0..<side).map { _ in stream.uniform(in: -1...1) })
        let results = [0, 1].map { _ in AlignedBuffer<Double>(count: side * side) }
        for (k, result) in results.enumerated() {
            var product = MatrixProduct(
                rows: side, columns: side, terms: terms, left: left.pointer, right: right.pointer,
                transposesRight: true, result: result.pointer)
            product.finish(bias: bias.pointer, slope: 0)
            #expect(product.request.isLarge)
            if k == 0 {
                Double.arrayKernels.multiply(product)
            } else {
                withUnsafePointer(to: product.request) { heaviside_product_f64($0) }
            }
        }
        let largest = (0..<side * side).map { abs(results[0].pointer[$0] - results[1].pointer[$0]) }.max() ?? .infinity
        #expect(largest < 1e-11 && largest > 0)
    }

    @Test("OpenBLAS has a part in the bits where a product is large, and where a rule decomposes matrices")
    func whose() throws {
        func usesBLAS(_ rule: Optimizer, width: Int, samples: Int, batching: Batching = .full) throws -> Bool {
            let shape = try NetworkShape(inputs: 700, layers: [Dense(width), Dense(700)])
            let training = Training(loss: .squaredError(.mean), optimizer: rule, batching: batching)
            return training.usesBLAS(shape.layers, samples: samples)
        }
        let adam = Optimizer.adam(learningRate: 1e-3)
        #expect(try usesBLAS(adam, width: 641, samples: 641))
        #expect(try !usesBLAS(adam, width: 640, samples: 641))
        #expect(try !usesBLAS(adam, width: 641, samples: 640))
        #expect(try !usesBLAS(adam, width: 641, samples: 5000, batching: .mini(size: 32, shuffled: true)))
        #expect(try usesBLAS(.muon(learningRate: 1e-3), width: 641, samples: 3))
        #expect(try !usesBLAS(.muon(learningRate: 1e-3), width: 640, samples: 3))
        #expect(try usesBLAS(.shampoo(learningRate: 1e-3), width: 2, samples: 3))
        #expect(try usesBLAS(.naturalGradient(learningRate: 1e-3), width: 2, samples: 3))
    }
}
