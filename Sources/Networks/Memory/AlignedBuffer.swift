/// Memory for `count` scalars, 64-byte aligned and zero at first, freed with the object.
final class AlignedBuffer<Element: Scalar> {
    let count: Int
    let pointer: UnsafeMutablePointer<Element>

    init(count: Int) {
        let raw = UnsafeMutableRawPointer.allocate(
            byteCount: max(1, count) * MemoryLayout<Element>.stride, alignment: 64)
        self.count = count
        pointer = raw.bindMemory(to: Element.self, capacity: max(1, count))
        pointer.initialize(repeating: 0, count: max(1, count))
    }

    convenience init(_ values: some Collection<Element>) {
        self.init(count: values.count)
        for (index, value) in values.enumerated() { pointer[index] = value }
    }

    deinit { UnsafeMutableRawPointer(pointer).deallocate() }
}
