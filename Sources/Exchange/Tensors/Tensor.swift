import Diagnostics

/// A rectangular array of floating-point numbers with any number of dimensions.
///
/// Elements are in row-major (C) order: the last dimension varies fastest. An empty shape is that of a scalar and holds
/// one element; a shape with a zero holds none. Two tensors are equal when shape, element type and all elements are
/// equal under `==`, so that a tensor with a NaN is not equal to itself.
public struct Tensor: Sendable, Hashable {
    /// The extent of each dimension, outermost first.
    public let shape: [Int]

    /// The elements in row-major order.
    public let storage: Storage

    /// Creates a tensor from a shape and exactly as many elements as the shape requires.
    ///
    /// - Throws: ``ExchangeError`` when a dimension is negative, when the product of the nonzero dimensions does not
    ///   fit in `Int`, or when the number of elements is not the product of the dimensions.
    public init(shape: [Int], storage: Storage) throws(ExchangeError) {
        try self.init(shape: shape, storage: storage, path: "tensor in memory")
    }

    init(shape: [Int], storage: Storage, path: String) throws(ExchangeError) {
        guard let product = Self.elementCount(of: shape) else {
            throw ExchangeError(
                path: path, location: "shape \(Self.text(of: shape))", problem: "the shape is negative or too large",
                expected: "dimensions of at least zero whose product fits in 64 bits")
        }
        guard product == storage.count else {
            throw ExchangeError(
                path: path, location: "shape \(Self.text(of: shape))",
                problem: "\(storage.count) elements are given",
                expected: "\(product) elements")
        }
        self.shape = shape
        self.storage = storage
    }

    /// Whether every element is neither infinite nor NaN.
    public var isFinite: Bool {
        switch storage {
        case .float32(let values): values.allSatisfy(\.isFinite)
        case .float64(let values): values.allSatisfy(\.isFinite)
        }
    }

    /// The number of elements.
    public var elementCount: Int { storage.count }

    /// The name of the element type as the safetensors format spells it, `F32` or `F64`.
    public var dtype: String { storage.dtype }

    /// The product of the dimensions; nil when one is negative or the product overflows.
    ///
    /// A zero does not excuse an overflow: the product of the other dimensions must fit as well, so that the result
    /// does not depend on the order of the dimensions.
    static func elementCount(of shape: [Int]) -> Int? {
        var product = 1
        var isEmpty = false
        for dimension in shape {
            if dimension < 0 { return nil }
            if dimension == 0 {
                isEmpty = true
                continue
            }
            let (next, overflow) = product.multipliedReportingOverflow(by: dimension)
            if overflow { return nil }
            product = next
        }
        return isEmpty ? 0 : product
    }

    /// A shape in a message: "[2, 3]"; of more than 16 dimensions, as a file can claim, the first 16 and their number.
    static func text(of shape: [Int]) -> String {
        let most = 16
        guard shape.count > most else { return "\(shape)" }
        let first = shape.prefix(most).map(String.init).joined(separator: ", ")
        return "[\(first), …] of \(NumberText.count(shape.count)) dimensions"
    }

    /// The number of bytes of a tensor of this shape; nil when the shape is not valid or the number overflows.
    static func byteCount(of shape: [Int], itemSize: Int) -> Int? {
        guard let count = elementCount(of: shape) else { return nil }
        let (bytes, overflow) = count.multipliedReportingOverflow(by: itemSize)
        return overflow ? nil : bytes
    }
}
