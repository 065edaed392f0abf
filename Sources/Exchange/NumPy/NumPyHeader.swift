/// The content of the header of a `.npy` file.
struct NumPyHeader {
    enum Element {
        case float32
        case float64
        case int32
        case int64
    }

    let element: Element
    let order: ElementBytes.Order
    let isFortranOrder: Bool
    let shape: [Int]

    /// The size of one element in bytes.
    var itemSize: Int {
        switch element {
        case .float32, .int32: 4
        case .float64, .int64: 8
        }
    }
}
