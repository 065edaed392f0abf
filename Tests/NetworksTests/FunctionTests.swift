import Foundation
import Kernels
import Testing

@testable import Networks

/// Transcendental functions of floats: within 0.51 of a unit in the last place of the C library's in double precision,
/// and the same bits from the kernels as from their scalar twins.
///
/// Every 4,099th float is tried; HEAVISIDE_EVERY_FLOAT=1 tries all of them.
@Suite struct FunctionTests {
    struct Function: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let kernel: heaviside_function
        let exact: @Sendable (Double) -> Double
    }

    static let functions = [
        Function(testDescription: "exp", kernel: heaviside_function_exp) { exp($0) },
        Function(testDescription: "sigmoid", kernel: heaviside_function_sigmoid) { Double.sigmoid($0) },
        Function(testDescription: "tanh", kernel: heaviside_function_tanh) { tanh($0) },
        Function(testDescription: "softplus", kernel: heaviside_function_softplus) { Double.softplus($0) },
    ]

    @Test("Every float", arguments: functions)
    func everyFloat(function: Function) {
        let step: UInt32 = ProcessInfo.processInfo.environment["HEAVISIDE_EVERY_FLOAT"] == nil ? 4_099 : 1
        let size = 4096
        var (x, values, twins) = ([Float](), [Float](), [Float]())
        var (largest, place): (Double, Float) = (0, 0)
        var next: UInt32? = 0
        while next != nil {
            x.removeAll(keepingCapacity: true)
            while x.count < size, let bits = next {
                x.append(Float(bitPattern: bits))
                let (sum, isOver) = bits.addingReportingOverflow(step)
                next = isOver ? nil : sum
            }
            values = x
            twins = x
            Float.arrayKernels.function(function.kernel, &values, x, x.count)
            ArrayKernels<Float>.scalarTwin.function(function.kernel, &twins, x, x.count)
            for k in x.indices {
                let exact = function.exact(Double(x[k]))
                let rounded = Float(exact)
                let (value, isSame) = (values[k], values[k].bitPattern == twins[k].bitPattern)
                if !isSame, !(value.isNaN && twins[k].isNaN) { Issue.record("\(x[k]): \(value), twin \(twins[k])") }
                if exact.isNaN || rounded.isInfinite || rounded == 0 {
                    let isRight = exact.isNaN ? value.isNaN : value == rounded && value.sign == rounded.sign
                    if !isRight { Issue.record("\(x[k]): \(value), not \(rounded)") }
                } else {
                    let error = abs(Double(value) - exact) / Double(rounded.ulp)
                    if !(error <= largest) { (largest, place) = (error, x[k]) }
                }
            }
        }
        #expect(largest > 0.49 && largest < 0.51, "at \(place)")
    }

    @Test("Derivatives equal those of the activation", arguments: [Activation.sigmoid, .tanh, .softplus])
    func derivatives(activation: Activation) throws {
        let function = try #require(activation.kernelFunction)
        for count in [1, 15, 16, 17, 100] {
            var stream = RandomStream(seed: UInt64(count), purpose: .signals, index: 1)
            let x = (0..<count).map { _ in Float(stream.uniform(in: -20...20)) }
            let errors = (0..<count).map { _ in Float(stream.uniform(in: -1...1)) }
            let values = x.map { activation.value(at: $0) }
            let wanted = (0..<count).map { errors[$0] * activation.derivative(at: x[$0], activation: values[$0]) }
            for kernels in [Float.arrayKernels, .scalarTwin] {
                var found = errors
                kernels.functionDerivative(function, &found, x, values, count)
                #expect(found == wanted)
            }
        }
    }
}
