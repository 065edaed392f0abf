/// A rectangular array of numbers as it was read from a data file.
///
/// Elements are in row-major (C) order, whatever the order in the file: the last dimension varies fastest. The array is
/// neither a scalar nor empty. Every value equals the number in the file, but for ``ElementKind/decimal``, where it is
/// the nearest one; values may be infinite or NaN (see ``firstNonFinite``). Two arrays are equal when shape, kind and
/// all values are equal under `==`, so that an array with a NaN is not equal to itself.
public struct NumericArray: Sendable, Hashable {
    /// The largest number of dimensions.
    public static let rankLimit = 8

    /// The most bytes that the values of one array may take, at eight bytes a value: 512 MiB, 67,108,864 values.
    public static let byteLimit = 512 << 20

    /// The extent of each dimension, outermost first: 1 to ``rankLimit`` of them, each at least 1.
    public let shape: [Int]

    /// The values in row-major order, as many as the product of the dimensions.
    public let values: [Double]

    /// The type of the numbers in the file.
    public let kind: ElementKind

    init(shape: [Int], values: [Double], kind: ElementKind) {
        self.shape = shape
        self.values = values
        self.kind = kind
    }

    /// The index of the first value that is infinite or NaN, a number for each dimension, counted from 0; nil where
    /// every value is finite.
    ///
    /// - Complexity: O(values).
    public var firstNonFinite: [Int]? {
        values.firstIndex { !$0.isFinite }.map { Self.index($0, of: shape, isFortranOrder: false) }
    }

    /// The index of an element from its place in the order of the file.
    static func index(_ offset: Int, of shape: [Int], isFortranOrder: Bool) -> [Int] {
        var rest = offset
        var index = [Int](repeating: 0, count: shape.count)
        for axis in isFortranOrder ? Array(shape.indices) : shape.indices.reversed() {
            index[axis] = rest % shape[axis]
            rest /= shape[axis]
        }
        return index
    }

    /// The largest number of values.
    static var countLimit: Int { byteLimit / MemoryLayout<Double>.size }
}
