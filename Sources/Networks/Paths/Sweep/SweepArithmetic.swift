internal import Kernels

/// The operations of a sweep, for one type of parameters and one of the computation.
///
/// `Sources/Kernels/include/sweep.h` says what they compute. The C kernels conform, and ``SweepTwin``, which must
/// return the same bits.
protocol SweepArithmetic {
    associatedtype Element: KernelScalar
    associatedtype Wide: KernelScalar

    /// The size of the workspace in bytes.
    static func workspace(samples: Int, units: Int, stride: Int) -> Int

    /// Orders samples and units; false where a code or a hidden parameter is infinite or NaN.
    static func prepare(_ sweep: UnsafeMutablePointer<heaviside_sweep>, codes: UnsafePointer<Wide>) -> Bool

    /// Σ r², with the gradient and the update that the sweep describes.
    static func run(_ sweep: UnsafePointer<heaviside_sweep>) -> Double

    /// After a run: the step of ``SlopeRecursion``, taken by W and c.
    static func correct(_ sweep: UnsafePointer<heaviside_sweep>, _ knots: UnsafePointer<heaviside_sweep_knots>)
}

/// Single precision throughout.
enum SingleSweep: SweepArithmetic {
    static func workspace(samples: Int, units: Int, stride: Int) -> Int {
        heaviside_sweep_workspace_f32(samples, units, stride)
    }

    static func prepare(_ sweep: UnsafeMutablePointer<heaviside_sweep>, codes: UnsafePointer<Float>) -> Bool {
        heaviside_sweep_prepare_f32(sweep, codes) == 0
    }

    static func run(_ sweep: UnsafePointer<heaviside_sweep>) -> Double { heaviside_sweep_run_f32(sweep) }

    static func correct(_ sweep: UnsafePointer<heaviside_sweep>, _ knots: UnsafePointer<heaviside_sweep_knots>) {
        heaviside_sweep_correct_f32(sweep, knots)
    }

    typealias Element = Float
}

/// Parameters in single precision, everything computed in double.
enum DoubleAccumulatorSweep: SweepArithmetic {
    static func workspace(samples: Int, units: Int, stride: Int) -> Int {
        heaviside_sweep_workspace_f32_f64(samples, units, stride)
    }

    static func prepare(_ sweep: UnsafeMutablePointer<heaviside_sweep>, codes: UnsafePointer<Double>) -> Bool {
        heaviside_sweep_prepare_f32_f64(sweep, codes) == 0
    }

    static func run(_ sweep: UnsafePointer<heaviside_sweep>) -> Double { heaviside_sweep_run_f32_f64(sweep) }

    static func correct(_ sweep: UnsafePointer<heaviside_sweep>, _ knots: UnsafePointer<heaviside_sweep_knots>) {
        heaviside_sweep_correct_f32_f64(sweep, knots)
    }

    typealias Element = Float
}

/// Double precision throughout.
enum DoubleSweep: SweepArithmetic {
    static func workspace(samples: Int, units: Int, stride: Int) -> Int {
        heaviside_sweep_workspace_f64(samples, units, stride)
    }

    static func prepare(_ sweep: UnsafeMutablePointer<heaviside_sweep>, codes: UnsafePointer<Double>) -> Bool {
        heaviside_sweep_prepare_f64(sweep, codes) == 0
    }

    static func run(_ sweep: UnsafePointer<heaviside_sweep>) -> Double { heaviside_sweep_run_f64(sweep) }

    static func correct(_ sweep: UnsafePointer<heaviside_sweep>, _ knots: UnsafePointer<heaviside_sweep_knots>) {
        heaviside_sweep_correct_f64(sweep, knots)
    }

    typealias Element = Double
}
