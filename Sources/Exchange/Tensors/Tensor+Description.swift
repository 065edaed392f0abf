extension Tensor: CustomStringConvertible {
    /// One line: "F32 [129, 1]"; the elements are left out.
    public var description: String { "\(dtype) \(shape)" }
}
