internal import Kernels

/// The description of a sweep that the kernels take, with the memory that it points to.
final class SweepMemory<Element: Scalar, Wide: Scalar> {
    let sweep: UnsafeMutablePointer<heaviside_sweep>
    /// Zeros, for a hidden layer without bias, and a place for their gradient.
    let zeroBias: AlignedBuffer<Element>
    let spareBiasGradient: AlignedBuffer<Element>
    private let codes: AlignedBuffer<Wide>
    private let corners: AlignedBuffer<Wide>
    private let slopes: AlignedBuffer<Wide>
    private let levels: AlignedBuffer<Wide>
    private let integers: UnsafeMutablePointer<Int32>
    private let workspace: UnsafeMutableRawPointer

    /// Memory for at most so many samples.
    init(samples: Int, units: Int, workspace bytes: Int) {
        zeroBias = AlignedBuffer(count: units)
        spareBiasGradient = AlignedBuffer(count: units)
        codes = AlignedBuffer(count: samples)
        corners = AlignedBuffer(count: ParameterLayout.padded(units))
        slopes = AlignedBuffer(count: units)
        levels = AlignedBuffer(count: units)
        workspace = .allocate(byteCount: max(64, bytes), alignment: 64)
        let count = 3 * samples + 2 + 3 * units
        integers = .allocate(capacity: count)
        integers.initialize(repeating: 0, count: count)
        sweep = .allocate(capacity: 1)
        sweep.initialize(to: heaviside_sweep())
        var free = integers
        func take(_ count: Int) -> UnsafeMutablePointer<Int32> {
            defer { free += count }
            return free
        }
        sweep.pointee.order = take(samples)
        sweep.pointee.begins = take(2 * samples + 2)
        sweep.pointee.listed = take(units)
        sweep.pointee.switches = take(units)
        sweep.pointee.slots = take(units)
        sweep.pointee.codes = UnsafeMutableRawPointer(codes.pointer)
        sweep.pointee.corners = UnsafeMutableRawPointer(corners.pointer)
        sweep.pointee.slopes = UnsafeMutableRawPointer(slopes.pointer)
        sweep.pointee.levels = UnsafeMutableRawPointer(levels.pointer)
        sweep.pointee.workspace = workspace
    }

    deinit {
        workspace.deallocate()
        integers.deallocate()
        sweep.deallocate()
    }

    /// Starts over for batches of `samples` samples.
    func reset(samples: Int) {
        sweep.pointee.samples = samples
        for k in 0..<samples { sweep.pointee.order[k] = Int32(k) }
    }
}
