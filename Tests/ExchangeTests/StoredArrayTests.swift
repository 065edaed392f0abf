import Testing

@testable import Exchange

@Suite struct StoredArrayTests {
    private func array(byteCount: Int = 4) throws -> StoredArray {
        try StoredArray(
            path: "x", kind: .int16, order: .big, isFortranOrder: true, shape: [2, 1], byteCount: byteCount)
    }

    @Test("A source may give its bytes in small pieces")
    func pieces() throws {
        var next: UInt8 = 0
        let stream = ByteStream(length: 4) { _ in
            next += 1
            return next > 4 ? [] : [next]
        }
        #expect(try array().array(from: stream).values == [258, 772])
        #expect(stream.position == 4)
    }

    @Test("A source that ends early is refused with the place")
    func early() throws {
        let error = Samples.failure { _ = try array().summary(name: "", from: ByteStream([1, 2, 3])) }
        #expect(error?.location == "value 1 in file order" && error?.problem == "the data end here")
    }

    @Test("A size that is not that of the shape is refused")
    func sizes() {
        for count in [3, 5] {
            let error = Samples.failure { _ = try array(byteCount: count) }
            #expect(
                error?.description
                    == "x: data: \(count) bytes follow the header; expected 4 bytes for shape [2, 1] of int16")
        }
    }
}
