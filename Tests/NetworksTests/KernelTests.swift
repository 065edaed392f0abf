import Kernels
import Testing

@testable import Networks

/// Each C kernel against its scalar twin, bit for bit, at every size around the vector width and on awkward numbers.
@Suite struct KernelTests {
    static let sizes = [0, 1, 2, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 129]

    @Test("Single precision", arguments: sizes)
    func float(count: Int) { compare(Float.self, count) { $0.bitPattern } }

    @Test("Double precision", arguments: sizes)
    func double(count: Int) { compare(Double.self, count) { $0.bitPattern } }

    /// A buffer of random numbers, some of them zero, subnormal, huge, infinite or NaN.
    private func values<S: TrainableScalar>(_ count: Int, _ index: UInt32, wild: Bool, as: S.Type) -> AlignedBuffer<S> {
        var stream = RandomStream(seed: UInt64(count), purpose: .signals, index: index)
        return AlignedBuffer(
            (0..<count).map { _ -> S in
                let number = stream.uniform(in: -2...2)
                guard wild else { return S(number) }
                switch stream.index(below: 12) {
                case 0: return 0
                case 1: return S(-0.0)
                case 2: return S(1e-42)
                case 3: return S(1e30)
                case 4: return S(Double.infinity)
                case 5: return S(Double.nan)
                default: return S(number)
                }
            })
    }

    private func compare<S: TrainableScalar, Bits: FixedWidthInteger>(
        _ type: S.Type, _ count: Int, bits: (S) -> Bits
    ) {
        let (c, twin) = (S.arrayKernels, ArrayKernels<S>.scalarTwin)
        var buffers: [(AlignedBuffer<S>, AlignedBuffer<S>)] = []

        /// Runs an operation on two sets of equal buffers and compares the buffers afterwards.
        func check(
            _ name: String, _ sizes: [Int], wild: Bool = false,
            _ operation: (ArrayKernels<S>, [UnsafeMutablePointer<S>]) -> Double
        ) {
            buffers = sizes.enumerated().map { k, size in
                (values(size, UInt32(k), wild: wild, as: S.self), values(size, UInt32(k), wild: wild, as: S.self))
            }
            let first = operation(c, buffers.map(\.0.pointer))
            let second = operation(twin, buffers.map(\.1.pointer))
            #expect(first.bitPattern == second.bitPattern || first.isNaN && second.isNaN, "\(name), \(count)")
            for (a, b) in buffers {
                for k in 0..<a.count {
                    let (x, y) = (a.pointer[k], b.pointer[k])
                    #expect(bits(x) == bits(y) || x != x && y != y, "\(name), entry \(k) of \(count)")
                }
            }
        }

        let rows = 3
        let types = Optimizer.Rule.standard.compactMap { Swift.type(of: $0.body) as? any EntrywiseRule.Type }
        let numbers = Set(types.flatMap { $0.kernels.map { $0.rawValue } })
        let rules = numbers.sorted().map { heaviside_rule(rawValue: $0) }
        for wild in [false, true] {
            for slope in [0, 0.25, 1].map({ S($0) }) {
                check("biasActivation", [rows * count, count], wild: wild) {
                    $0.biasActivation($1[0], $1[1], rows, count, slope)
                    return 0
                }
                check("biasActivation without bias", [rows * count], wild: wild) {
                    $0.biasActivation($1[0], nil, rows, count, slope)
                    return 0
                }
                check("outerActivation", [rows * count, rows, count, count], wild: wild) {
                    $0.outerActivation($1[0], $1[1], $1[2], $1[3], rows, count, slope)
                    return 0
                }
                check("outerActivation without bias", [rows * count, rows, count], wild: wild) {
                    $0.outerActivation($1[0], $1[1], $1[2], nil, rows, count, slope)
                    return 0
                }
                check("activationDerivative", [count, count], wild: wild) {
                    $0.activationDerivative($1[0], $1[1], count, slope)
                    return 0
                }
                check("outerDerivative", [rows * count, rows, count, rows * count], wild: wild) {
                    $0.outerDerivative($1[0], $1[1], $1[2], $1[3], rows, count, slope)
                    return 0
                }
                check("squaredError", [count, count, count], wild: wild) {
                    $0.squaredError($1[0], $1[1], $1[2], count, S(0.3), slope)
                }
            }
            check("squaredError without δ", [count, count], wild: wild) {
                $0.squaredError(nil, $1[0], $1[1], count, 1, 0)
            }
            check("hingeResidual", [count, count, count], wild: wild) {
                $0.hingeResidual($1[0], $1[1], $1[2], count, S(0.3))
            }
            check("hingeResidual without δ", [count, count], wild: wild) {
                $0.hingeResidual(nil, $1[0], $1[1], count, 1)
            }
            check("columnSums", [count, rows * count], wild: wild) {
                $0.columnSums($1[0], $1[1], rows, count)
                return 0
            }
            check("clampNonNegative", [count], wild: wild) {
                $0.clampNonNegative($1[0], count)
                return 0
            }
            check("addDecay", [count, count], wild: wild) {
                $0.addDecay($1[0], $1[1], count, S(0.1))
                return 0
            }
            check("shrink", [count], wild: wild) {
                $0.shrink($1[0], count, S(0.1))
                return 0
            }
            for rule in rules {
                check("step \(rule.rawValue)", [count, count, count, count], wild: wild) { kernels, p in
                    var step = heaviside_step(
                        rule: rule, decay: 0, shrink: 0, rate: 0.1, keep1: 0.9, take1: 0.1, keep2: 0.999, take2: 0.001,
                        root: 2,
                        epsilon: 1e-8, first: nil, second: nil)
                    // A mean of squares is not negative.
                    let squares = rule == heaviside_rule_adam ? p[3] : p[2]
                    for k in 0..<count { squares[k] = squares[k] < 0 ? -squares[k] : squares[k] }
                    kernels.step(&step, p[0], p[1], p[2], p[3], count)
                    return 0
                }
            }
        }
    }
}
