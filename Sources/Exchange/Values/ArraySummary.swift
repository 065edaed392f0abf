/// What an array of a data file holds, without its values.
public struct ArraySummary: Sendable, Hashable {
    /// The name in the file; empty for the array of a `.npy` file, which has none.
    public let name: String

    /// The type of the numbers.
    public let kind: ElementKind

    /// The extent of each dimension, outermost first; empty for a scalar.
    public let shape: [Int]

    /// The least finite value; nil where there is none.
    public internal(set) var minimum: Double?

    /// The largest finite value; nil where there is none.
    public internal(set) var maximum: Double?

    /// The number of values that are NaN.
    public internal(set) var nanCount = 0

    /// The index of the first NaN in the order of the file, counted from 0 in each dimension; nil where there is none.
    public internal(set) var firstNaN: [Int]?

    /// The number of values that are infinite.
    public internal(set) var infinityCount = 0

    /// The index of the first infinite value in the order of the file, counted from 0 in each dimension; nil where
    /// there is none.
    public internal(set) var firstInfinity: [Int]?

    /// The number of classes k ≤ ``mostClasses``, where the values are the whole numbers from 0 to k − 1, each of them
    /// at least once, and k is at least 2; nil for other values.
    public var classCount: Int? {
        let values = occurring.prefix { $0 }.count
        return !hasOthers && values >= 2 && values == occurring.count ? values : nil
    }

    /// The most classes that are told from other whole numbers.
    public static let mostClasses = 1000

    /// Whether each whole number occurs, from 0 to the largest that does.
    private var occurring: [Bool] = []
    /// Whether other values than those occur.
    private var hasOthers = false

    /// Why the array cannot be read as data, though its form is right: it is a scalar, it is empty, or it holds an
    /// integer that no `Double` equals; nil for an array that can be read.
    public internal(set) var refusal: ExchangeError?

    /// The number of values.
    public var count: Int { shape.reduce(1, *) }

    init(name: String, kind: ElementKind, shape: [Int]) {
        self.name = name
        self.kind = kind
        self.shape = shape
    }

    /// Takes the next values into account; `offset` is the place of the first of them in the order of the file.
    mutating func add(_ values: [Double], at offset: Int, isFortranOrder: Bool) {
        for (index, value) in values.enumerated() {
            note(value)
            if value.isFinite {
                minimum = min(minimum ?? value, value)
                maximum = max(maximum ?? value, value)
            } else {
                func place() -> [Int] {
                    NumericArray.index(offset + index, of: shape, isFortranOrder: isFortranOrder)
                }
                if value.isNaN {
                    nanCount += 1
                    firstNaN = firstNaN ?? place()
                } else {
                    infinityCount += 1
                    firstInfinity = firstInfinity ?? place()
                }
            }
        }
    }

    /// Notes whether a value can be a class.
    private mutating func note(_ value: Double) {
        guard !hasOthers else { return }
        guard let index = Int(exactly: value), (0..<Self.mostClasses).contains(index) else {
            hasOthers = true
            return
        }
        if index >= occurring.count { occurring += repeatElement(false, count: index + 1 - occurring.count) }
        occurring[index] = true
    }
}
