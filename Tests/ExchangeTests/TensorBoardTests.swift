import Testing

@testable import Exchange

@Suite struct TensorBoardTests {
    @Test("Records are the bytes that TensorBoard writes itself")
    func golden() throws {
        let steps: [(Int, [(tag: String, value: Double)])] = [
            (0, [("loss", 12.5), ("learningRate", 1e-4)]), (1, [("loss", 0), ("codeR2", .nan)]),
            (300, [("loss", .infinity), ("grösse", -1e-300)]), (1 << 40, [("loss", 1.5)]),
        ]
        var bytes = TensorBoardRecord.version(at: 1.75e9)
        for (step, values) in steps {
            bytes += TensorBoardRecord.scalars(values, step: step, at: 1.75e9 + Double(step) / 4)
        }
        let golden = try DataFixture.bytes("events.tfevents")
        #expect(bytes == golden)
    }

    @Test("The checksum is Castagnoli's", arguments: [("123456789", 0xE306_9283 as UInt32), ("", 0)])
    func checksum(text: String, sum: UInt32) { #expect(CRC32C.checksum(text.utf8) == sum) }

    @Test("Whole records are counted up to the first that is cut off or damaged")
    func whole() throws {
        let bytes = try DataFixture.bytes("events.tfevents")
        var ends = [0]
        for count in 1...5 { ends.append(TensorBoardRecord.whole(in: bytes, atMost: count).end) }
        #expect(ends == ends.sorted() && Set(ends).count == 6)
        #expect(ends.last == bytes.count)
        for cut in 0...bytes.count {
            let found = TensorBoardRecord.whole(in: Array(bytes[..<cut]), atMost: 100)
            #expect(found.end == ends.last { $0 <= cut })
            #expect(ends[found.records] == found.end)
        }
        for place in bytes.indices {
            var damaged = bytes
            damaged[place] ^= 0x10
            let found = TensorBoardRecord.whole(in: damaged, atMost: 100)
            #expect(found.end == ends.last { $0 <= place })
        }
        let endless = [UInt8](repeating: 0xFF, count: 64)
        #expect(TensorBoardRecord.whole(in: endless, atMost: 100).records == 0)
    }
}
