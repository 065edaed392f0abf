import Testing

@testable import Exchange

@Suite struct TensorTests {
    @Test("A tensor keeps its shape and elements")
    func contents() throws {
        let tensor = try Tensor(shape: [2, 2], storage: .float32([1, 2, 3, 4]))
        #expect(tensor.shape == [2, 2])
        #expect(tensor.elementCount == 4)
        #expect(tensor.dtype == "F32")
        #expect(try Tensor(shape: [], storage: .float64([1])).dtype == "F64")
    }

    @Test(
        "A number of elements that is not the shape's is refused",
        arguments: [[3], [2, 2, 2], [], [0], [-4], [-2, -2]])
    func elementCount(shape: [Int]) {
        #expect(throws: ExchangeError.self) { try Tensor(shape: shape, storage: .float32([1, 2, 3, 4])) }
    }

    @Test("Tensors without elements are accepted")
    func emptyTensors() throws {
        #expect(try Tensor(shape: [0, 5], storage: .float32([])).elementCount == 0)
    }

    @Test(
        "Shapes whose size overflows are refused",
        arguments: [
            [4_294_967_296, 4_294_967_296], [Int.max, 2], [2, Int.max], [0, Int.max, 2], [Int.max, 2, 0], [Int.min],
        ])
    func overflowingShapes(shape: [Int]) {
        #expect(Tensor.elementCount(of: shape) == nil)
        #expect(throws: ExchangeError.self) { try Tensor(shape: shape, storage: .float32([])) }
    }

    @Test("The number of bytes is checked, not only that of elements")
    func byteCount() {
        #expect(Tensor.elementCount(of: [1 << 61]) == 1 << 61)
        #expect(Tensor.byteCount(of: [1 << 61], itemSize: 4) == nil)
        #expect(Tensor.byteCount(of: [3, 5], itemSize: 8) == 120)
    }
}
