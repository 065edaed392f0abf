/// The places in row-major order of elements that come in column-major (Fortran) order.
struct RowMajorPlaces {
    /// The place of the element that comes next.
    private(set) var current = 0

    private let shape: [Int]
    private let strides: [Int]
    private var index: [Int]

    /// Starts at the first element. The shape must not overflow.
    init(shape: [Int]) {
        self.shape = shape
        var strides = [Int](repeating: 1, count: shape.count)
        for axis in shape.indices.dropLast().reversed() { strides[axis] = strides[axis + 1] * shape[axis + 1] }
        self.strides = strides
        index = [Int](repeating: 0, count: shape.count)
    }

    /// Goes to the element after this one in the file.
    ///
    /// - Complexity: O(1) on average, O(dimensions) at most.
    mutating func advance() {
        for axis in shape.indices {
            index[axis] += 1
            current += strides[axis]
            if index[axis] < shape[axis] { return }
            current -= strides[axis] * shape[axis]
            index[axis] = 0
        }
    }
}
