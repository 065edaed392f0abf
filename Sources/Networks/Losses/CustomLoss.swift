internal import Diagnostics

/// A ``LossFunction`` in a ``Loss``.
///
/// Two are equal where their functions are.
public final class CustomLoss: Sendable {
    /// The function.
    public let function: any LossFunction
    private let single: LossLoops<Float>
    private let double: LossLoops<Double>

    /// Keeps a function.
    ///
    /// Where its type is known, the loops over a batch are compiled for it, in the caller's module.
    @inlinable
    public convenience init<Function: LossFunction>(_ function: Function) {
        self.init(function, LossLoops(function), LossLoops(function))
    }

    @usableFromInline
    init(_ function: any LossFunction, _ single: LossLoops<Float>, _ double: LossLoops<Double>) {
        (self.function, self.single, self.double) = (function, single, double)
    }

    /// The name that stands for the function in texts: "custom(Huber)", which no reader takes for a built-in one.
    public var name: String { "custom(\(function.name))" }

    /// Σ ℓ over the samples, and in `derivative` ∂ℓ/∂ŷ of each: the reference, for any scalar.
    func evaluate<S: Scalar>(outputs a: Matrix<S>, targets y: Matrix<S>, derivative: inout Matrix<S>) -> S {
        function.total(outputs: a, targets: y, derivative: &derivative)
    }

    /// The loops in one scalar.
    func loops<S: Scalar>(in scalar: S.Type) -> LossLoops<S> {
        (single as? LossLoops<S>) ?? (double as? LossLoops<S>) ?? LossLoops(opening: function)
    }

    /// What is wrong with value or derivative for the first of these samples where something is; nil for none.
    ///
    /// Where an output or a target is not finite, or the value overflows, nothing is.
    func problem<S: Scalar>(
        outputs: UnsafePointer<S>, targets: UnsafePointer<S>, samples: Int, count: Int
    ) -> String? {
        let loops = loops(in: S.self)
        var slopes = [S](repeating: 0, count: count)
        for i in 0..<samples {
            let (a, y) = (outputs + i * count, targets + i * count)
            guard (0..<count).allSatisfy({ a[$0].isFinite && y[$0].isFinite }) else { continue }
            let value = loops.values(a, y, 1, count)
            if value.isNaN { return "the value of \(name) for sample \(i) of the batch is not a number: expected one" }
            guard value.isFinite else { continue }
            slopes.withUnsafeMutableBufferPointer { slopes in
                guard let slopes = slopes.baseAddress else { return }
                loops.derivatives(a, y, slopes, 1, count)
            }
            guard let j = slopes.firstIndex(where: { !$0.isFinite }) else { continue }
            return
                "the derivative of \(name) by output \(j) of sample \(i) of the batch is \(NumberText.exact(slopes[j].doubleValue)), at the output "
                + "\(NumberText.exact(a[j].doubleValue)) with the target \(NumberText.exact(y[j].doubleValue)): expected a finite number"
        }
        return nil
    }
}

extension CustomLoss: Hashable {
    /// Whether the functions are of one type, and equal.
    public static func == (a: CustomLoss, b: CustomLoss) -> Bool {
        a === b || isEqual(a.function, b.function)
    }

    private static func isEqual<Value: LossFunction>(_ a: Value, _ b: any LossFunction) -> Bool { a == b as? Value }

    /// Hashes the function.
    public func hash(into hasher: inout Hasher) { function.hash(into: &hasher) }
}

extension LossFunction {
    /// Σ ℓ over the samples, and in `derivative` ∂ℓ/∂ŷ of each.
    fileprivate func total<S: Scalar>(
        outputs a: Matrix<S>, targets y: Matrix<S>, derivative: inout Matrix<S>
    ) -> S {
        let count = a.columns
        var sum: S = 0
        derivative = Matrix(rows: a.rows, columns: count, repeating: 0)
        a.elements.withUnsafeBufferPointer { a in
            y.elements.withUnsafeBufferPointer { y in
                derivative.elements.withUnsafeMutableBufferPointer { rows in
                    for begin in stride(from: 0, to: a.count, by: Swift.max(1, count)) {
                        let row = begin..<begin + count
                        let (outputs, targets) = (a.extracting(row), y.extracting(row))
                        sum += value(outputs: outputs.span, targets: targets.span)
                        var slopes = rows.extracting(row).mutableSpan
                        self.derivative(outputs: outputs.span, targets: targets.span, into: &slopes)
                    }
                }
            }
        }
        return sum
    }
}

/// A function's loops over the samples of a batch, in one scalar: outputs and targets are `[samples × count]`.
///
/// Closures made where the function's type is known call code compiled for it: no call for each entry.
@usableFromInline
struct LossLoops<S: Scalar>: Sendable {
    /// Σ ℓ over the samples, added up in double precision.
    let values:
        @Sendable (_ outputs: UnsafePointer<S>, _ targets: UnsafePointer<S>, _ samples: Int, _ count: Int) -> Double
    /// Writes ∂ℓ/∂ŷ of each sample.
    let derivatives:
        @Sendable (
            _ outputs: UnsafePointer<S>, _ targets: UnsafePointer<S>, _ derivatives: UnsafeMutablePointer<S>,
            _ samples: Int, _ count: Int
        ) -> Void

    @inlinable
    init<Function: LossFunction>(_ function: Function) {
        self.init(
            values: { outputs, targets, samples, count in
                var sum = 0.0
                for i in 0..<samples {
                    let a = UnsafeBufferPointer(start: outputs + i * count, count: count)
                    let y = UnsafeBufferPointer(start: targets + i * count, count: count)
                    sum += function.value(outputs: a.span, targets: y.span).doubleValue
                }
                return sum
            },
            derivatives: { outputs, targets, derivatives, samples, count in
                derivatives.update(repeating: 0, count: samples * count)
                for i in 0..<samples {
                    let a = UnsafeBufferPointer(start: outputs + i * count, count: count)
                    let y = UnsafeBufferPointer(start: targets + i * count, count: count)
                    let d = UnsafeMutableBufferPointer(start: derivatives + i * count, count: count)
                    var span = d.mutableSpan
                    function.derivative(outputs: a.span, targets: y.span, into: &span)
                }
            })
    }

    @usableFromInline
    init(
        values: @escaping @Sendable (UnsafePointer<S>, UnsafePointer<S>, Int, Int) -> Double,
        derivatives: @escaping @Sendable (UnsafePointer<S>, UnsafePointer<S>, UnsafeMutablePointer<S>, Int, Int) -> Void
    ) {
        (self.values, self.derivatives) = (values, derivatives)
    }

    init(opening function: any LossFunction) { self = Self.loops(of: function) }

    private static func loops(of function: some LossFunction) -> LossLoops { LossLoops(function) }
}
