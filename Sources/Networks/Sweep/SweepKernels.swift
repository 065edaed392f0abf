internal import Kernels

/// The pointers and numbers of one sweep; `Sources/Kernels/include/sweep.h` says what each is.
struct SweepPass<Element: Scalar> {
    var samples: Int
    var units: Int
    var stride: Int
    var codes: UnsafePointer<Element>
    var order: UnsafePointer<Int32>
    var targets: UnsafePointer<Element>
    var hiddenWeight: UnsafePointer<Element>
    var hiddenBias: UnsafePointer<Element>
    var outputWeight: UnsafePointer<Element>
    var outputBias: UnsafePointer<Element>?
    var groups: SweepGroups
    var leak: Element
    var outerSlope: Element
    var scale: Element
    var isHinge: Bool
    var wantsGradient: Bool
    var codeGradient: UnsafeMutablePointer<Element>
    var hiddenWeightGradient: UnsafeMutablePointer<Element>
    var hiddenBiasGradient: UnsafeMutablePointer<Element>
    var outputWeightGradient: UnsafeMutablePointer<Element>
    var outputBiasGradient: UnsafeMutablePointer<Element>?
    var errors: UnsafeMutablePointer<Element>
    var lines: UnsafeMutableRawPointer
    var state: UnsafeMutableRawPointer
}

/// The operations of the sweep for one scalar type and one type of accumulators.
struct SweepKernels<Element: Scalar>: Sendable {
    /// Sorts row numbers by code; 1 where a code is infinite or NaN.
    var sort:
        @Sendable (UnsafeMutablePointer<Int32>, UnsafeMutablePointer<Element>, UnsafePointer<Element>, Int) -> Int32
    /// Groups units by the sample at which they switch.
    var ranges:
        @Sendable (
            SweepGroups, _ sorted: UnsafePointer<Element>, _ samples: Int, _ w: UnsafePointer<Element>,
            _ b: UnsafePointer<Element>, _ units: Int
        ) -> Void
    /// Σ r², with the gradients written.
    var run: @Sendable (SweepPass<Element>) -> Double
    /// The size of an accumulator in bytes.
    var accumulatorSize: Int
}

extension SweepKernels<Float> {
    static let single = SweepKernels(
        sort: { heaviside_sweep_sort_f32($0, $1, $2, $3) },
        ranges: {
            heaviside_sweep_ranges_f32(
                $0.ascendingBegin, $0.ascending, $0.descendingBegin, $0.descending, $0.places, $1, $2, $3, $4, $5)
        },
        run: { pass in
            var sweep = heaviside_sweep_f32(
                samples: pass.samples, units: pass.units, stride: pass.stride, codes: pass.codes, order: pass.order,
                targets: pass.targets, w: pass.hiddenWeight, b: pass.hiddenBias, W: pass.outputWeight,
                c: pass.outputBias, ascendingBegin: pass.groups.ascendingBegin, ascending: pass.groups.ascending,
                descendingBegin: pass.groups.descendingBegin, descending: pass.groups.descending,
                places: pass.groups.places, leak: pass.leak, outerSlope: pass.outerSlope, scale: pass.scale,
                hinge: pass.isHinge ? 1 : 0, gradient: pass.wantsGradient ? 1 : 0, codeGradient: pass.codeGradient,
                wGradient: pass.hiddenWeightGradient, bGradient: pass.hiddenBiasGradient,
                WGradient: pass.outputWeightGradient, cGradient: pass.outputBiasGradient,
                lines: pass.lines.assumingMemoryBound(to: Float.self), errors: pass.errors,
                state: pass.state.assumingMemoryBound(to: Float.self))
            return heaviside_sweep_run_f32(&sweep)
        },
        accumulatorSize: 4)

    static let doubleAccumulators = SweepKernels(
        sort: single.sort, ranges: single.ranges,
        run: { pass in
            var sweep = heaviside_sweep_f32_f64(
                samples: pass.samples, units: pass.units, stride: pass.stride, codes: pass.codes, order: pass.order,
                targets: pass.targets, w: pass.hiddenWeight, b: pass.hiddenBias, W: pass.outputWeight,
                c: pass.outputBias, ascendingBegin: pass.groups.ascendingBegin, ascending: pass.groups.ascending,
                descendingBegin: pass.groups.descendingBegin, descending: pass.groups.descending,
                places: pass.groups.places, leak: pass.leak, outerSlope: pass.outerSlope, scale: pass.scale,
                hinge: pass.isHinge ? 1 : 0, gradient: pass.wantsGradient ? 1 : 0, codeGradient: pass.codeGradient,
                wGradient: pass.hiddenWeightGradient, bGradient: pass.hiddenBiasGradient,
                WGradient: pass.outputWeightGradient, cGradient: pass.outputBiasGradient,
                lines: pass.lines.assumingMemoryBound(to: Double.self), errors: pass.errors,
                state: pass.state.assumingMemoryBound(to: Double.self))
            return heaviside_sweep_run_f32_f64(&sweep)
        },
        accumulatorSize: 8)
}

extension SweepKernels<Double> {
    static let double = SweepKernels(
        sort: { heaviside_sweep_sort_f64($0, $1, $2, $3) },
        ranges: {
            heaviside_sweep_ranges_f64(
                $0.ascendingBegin, $0.ascending, $0.descendingBegin, $0.descending, $0.places, $1, $2, $3, $4, $5)
        },
        run: { pass in
            var sweep = heaviside_sweep_f64(
                samples: pass.samples, units: pass.units, stride: pass.stride, codes: pass.codes, order: pass.order,
                targets: pass.targets, w: pass.hiddenWeight, b: pass.hiddenBias, W: pass.outputWeight,
                c: pass.outputBias, ascendingBegin: pass.groups.ascendingBegin, ascending: pass.groups.ascending,
                descendingBegin: pass.groups.descendingBegin, descending: pass.groups.descending,
                places: pass.groups.places, leak: pass.leak, outerSlope: pass.outerSlope, scale: pass.scale,
                hinge: pass.isHinge ? 1 : 0, gradient: pass.wantsGradient ? 1 : 0, codeGradient: pass.codeGradient,
                wGradient: pass.hiddenWeightGradient, bGradient: pass.hiddenBiasGradient,
                WGradient: pass.outputWeightGradient, cGradient: pass.outputBiasGradient,
                lines: pass.lines.assumingMemoryBound(to: Double.self), errors: pass.errors,
                state: pass.state.assumingMemoryBound(to: Double.self))
            return heaviside_sweep_run_f64(&sweep)
        },
        accumulatorSize: 8)
}
