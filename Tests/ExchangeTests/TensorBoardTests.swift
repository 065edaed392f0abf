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
        for count in 1...bytes.count {
            let end = TensorBoardSteps(Array(bytes[..<count])).end
            if end != ends.last { ends.append(end) }
        }
        #expect(ends.count == 6 && ends.last == bytes.count)
        for cut in 0...bytes.count {
            let found = TensorBoardSteps(Array(bytes[..<cut]))
            #expect(found.end == ends.last { $0 <= cut })
            #expect(ends[found.records] == found.end)
            #expect(found.steps == Array([0, 1, 300, 1 << 40].prefix(max(0, found.records - 1))) && found.starts == 0)
        }
        for place in bytes.indices {
            var damaged = bytes
            damaged[place] ^= 0x10
            #expect(TensorBoardSteps(damaged).end == ends.last { $0 <= place })
        }
        let endless = [UInt8](repeating: 0xFF, count: 64)
        #expect(TensorBoardSteps(endless).records == 0)
    }

    @Test("A start takes back its step and all later ones, but the first start of a file takes back none")
    func starts() {
        func figures(_ steps: Int...) -> [UInt8] {
            steps.flatMap { TensorBoardRecord.scalars([("loss", 1)], step: $0, at: 1) }
        }
        func start(_ step: Int) -> [UInt8] { TensorBoardRecord.start(step: step, at: 1) }
        let bytes = TensorBoardRecord.version(at: 1) + figures(0, 1) + start(0) + figures(5, 300)
        #expect(TensorBoardSteps(bytes).steps == [0, 1, 5, 300])
        let found = TensorBoardSteps(bytes + start(5) + figures(7))
        #expect(found.steps == [0, 1, 7] && found.starts == 2 && found.records == 8)
        #expect(TensorBoardSteps(bytes + start(0) + figures(0)).steps == [0])
    }
}
