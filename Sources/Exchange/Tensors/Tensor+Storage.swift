extension Tensor {
    /// The elements of a tensor in one of the two element types.
    public enum Storage: Sendable, Hashable {
        /// Elements of 32 bits (IEEE 754 binary32).
        case float32([Float])

        /// Elements of 64 bits (IEEE 754 binary64).
        case float64([Double])

        /// The number of elements.
        public var count: Int {
            switch self {
            case .float32(let values): values.count
            case .float64(let values): values.count
            }
        }

        /// The name of the element type as the safetensors format spells it, `F32` or `F64`.
        public var dtype: String {
            switch self {
            case .float32: "F32"
            case .float64: "F64"
            }
        }

        /// The size of one element in bytes.
        var itemSize: Int {
            switch self {
            case .float32: 4
            case .float64: 8
            }
        }
    }
}
