import Exchange
import Foundation
import TestFixtures
import Testing

@testable import RunStore

/// The losses of a run read block by block.
@Suite struct LossStreamTests {
    private func collected(_ stream: LossStream) throws -> [Int: Double] {
        var found: [Int: Double] = [:]
        try stream.forEachBlock { epoch, losses in
            for (k, loss) in losses.enumerated() { #expect(found.updateValue(loss, forKey: epoch + k) == nil) }
        }
        return found
    }

    private func rates(_ stream: LossStream) throws -> [String] {
        var found: [String] = []
        try stream.forEachRate { found.append("\($0): \($1.map { "\($0)" } ?? "-")") }
        return found
    }

    @Test("A record replaces what earlier ones say of its epochs and of later ones; unknown epochs are left out")
    func overlaps() throws {
        let temporary = try TemporaryFolder()
        let path = temporary.path(LossFile.name)
        let file = try LossFile(path, fromEpoch: 0)
        try file.append(losses: [1, 2, 3, 4], fromEpoch: 2)
        try file.append(learningRate: 0.5, fromEpoch: 2)
        try file.append(losses: [5, 6], fromEpoch: 6)
        try file.append(learningRate: 0.25, fromEpoch: 7)
        try file.append(losses: [7, .nan, 8], fromEpoch: 4)
        try file.append(learningRate: 0.125, fromEpoch: 5)
        try file.append(losses: [9], fromEpoch: 6)
        try file.append(losses: [10], fromEpoch: 8)
        let stream = try LossStream(contentsOf: path)
        let found = try collected(stream)
        #expect(found.keys.sorted() == [2, 3, 4, 5, 6, 8] && stream.epochs == 9 && stream.damage == nil)
        #expect([2, 3, 4, 6, 8].map { found[$0] } == [1, 2, 7, 9, 10] && found[5]?.isNaN == true)
        #expect(try rates(stream) == ["2: 0.5", "5: 0.125"])
        let history = try LossHistory(contentsOf: path)
        #expect(history.losses.map { $0.isNaN ? -1 : $0 } == [-1, -1, 1, 2, 7, -1, 9, -1, 10])
    }

    @Test("Where a damaged record may have held a learning rate, no rate is given until the next known one")
    func damagedRates() throws {
        let temporary = try TemporaryFolder()
        let path = temporary.path(LossFile.name)
        let file = try LossFile(path, fromEpoch: 0)
        try file.append(learningRate: 0.5, fromEpoch: 0)
        try file.append(losses: [1, 2], fromEpoch: 0)
        try file.append(losses: [3, 4], fromEpoch: 2)
        try file.append(learningRate: 0.25, fromEpoch: 4)
        try file.append(losses: [5, 6], fromEpoch: 4)
        try file.append(learningRate: 0.25, fromEpoch: 6)
        try file.append(losses: [7], fromEpoch: 6)
        let bytes = try AtomicFile.read(path)
        func rates(damaging places: [Int]) throws -> ([String], String?) {
            var damaged = bytes
            for k in places { damaged[k] ^= 1 }
            try Data(damaged).write(to: URL(fileURLWithPath: path))
            let stream = try LossStream(contentsOf: path)
            return (try self.rates(stream), stream.lost(before: 7))
        }
        // 16 bytes of head, then records of 32, 40, 40, 32, 40, 32 and 32 bytes.
        #expect(try rates(damaging: []) == (["0: 0.5", "4: 0.25"], nil))
        #expect(
            try rates(damaging: [20]) == (
                ["0: -", "4: 0.25"], "\(path) is without the learning rates of epochs 0 to 3"
            ))
        // What is lost before a record of a rate may have been another one.
        #expect(
            try rates(damaging: [90]) == (
                ["0: 0.5", "2: -", "4: 0.25"],
                "\(path) is without the losses of epochs 2 to 3, and without the learning rates of epochs 2 to 3"
            ))
        // The rate of epoch 4 is lost; that of epoch 6 is the same, and known.
        #expect(
            try rates(damaging: [130]) == (
                ["0: 0.5", "4: -", "6: 0.25"], "\(path) is without the learning rates of epochs 4 to 5"
            ))
        #expect(
            try rates(damaging: [90, 130]) == (
                ["0: 0.5", "2: -", "6: 0.25"],
                "\(path) is without the losses of epochs 2 to 3, and without the learning rates of epochs 2 to 5"
            ))
    }

    @Test("A damaged record of losses costs no rate, and one of a rate is never taken for one of losses")
    func likeLosses() throws {
        let temporary = try TemporaryFolder()
        let path = temporary.path(LossFile.name)
        func found(damaging places: [Int], _ write: (LossFile) throws -> Void) throws -> [String] {
            try write(LossFile(path, fromEpoch: 0))
            var bytes = try AtomicFile.read(path)
            for k in places { bytes[k] ^= 1 }
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            return try rates(LossStream(contentsOf: path))
        }
        // The rate of epoch 1 takes as many bytes as the one loss of an epoch, and epoch 2 has no loss yet.
        let changing: (LossFile) throws -> Void = { file in
            for epoch in 0..<3 { try file.append(learningRate: 1 / Double(1 << epoch), fromEpoch: epoch) }
            try file.append(losses: [3, 2, 1], fromEpoch: 0)
        }
        #expect(try found(damaging: [20], changing) == ["0: -", "1: 0.5", "2: 0.25"])
        #expect(try found(damaging: [50], changing) == ["0: -", "2: 0.25"])
        // The loss that is missing was in a record before.
        let later: (LossFile) throws -> Void = { file in
            try file.append(learningRate: 1, fromEpoch: 0)
            try file.append(losses: [3], fromEpoch: 0)
            try file.append(learningRate: 0.5, fromEpoch: 1)
            try file.append(learningRate: 0.25, fromEpoch: 2)
            try file.append(losses: [2, 1], fromEpoch: 1)
        }
        #expect(try found(damaging: [60, 120], later) == ["0: -"])
        let lone: (LossFile) throws -> Void = { file in
            try file.append(learningRate: 1, fromEpoch: 0)
            for epoch in 0..<4 { try file.append(losses: [1], fromEpoch: epoch) }
        }
        #expect(try found(damaging: [90], lone) == ["0: 1.0"])
        #expect(try found(damaging: [60, 120], lone) == ["0: 1.0"])
        // Two damaged records side by side are as long as one of five losses, of which there is none.
        #expect(try found(damaging: [60, 90], lone) == ["0: -"])
    }

    @Test("Packed rates are as exact as others, are cut by later records, and the last one holds from there on")
    func packed() throws {
        let temporary = try TemporaryFolder()
        let path = temporary.path(LossFile.name)
        let file = try LossFile(path, fromEpoch: 0)
        try file.append(learningRate: 0.1, fromEpoch: 0)
        let curve = (0..<500).map { 0.3 * cos(Double($0) / 400) }
        try file.append(learningRates: curve, fromEpoch: 10)
        try file.append(losses: (0..<600).map(Double.init), fromEpoch: 0)
        func all() throws -> [Double?] {
            let stream = try LossStream(contentsOf: path)
            var (changes, rate) = ([Int: Double?](), Double?.none)
            try stream.forEachRate { changes[$0] = .some($1) }
            return (0..<stream.epochs).map { epoch in
                if let change = changes[epoch] { rate = change }
                return rate
            }
        }
        #expect(try all() == Array(repeating: 0.1, count: 10) + curve + Array(repeating: curve[499], count: 90))
        // A run that goes on from epoch 200.
        try file.append(learningRates: [5, 5, 6], fromEpoch: 200)
        try file.append(losses: [1, 2, 3, 4], fromEpoch: 200)
        #expect(try all() == Array(repeating: 0.1, count: 10) + curve[..<190] + [5, 5, 6, 6])
        try file.append(learningRate: 7, fromEpoch: 100)
        #expect(try all() == Array(repeating: 0.1, count: 10) + curve[..<90] + Array(repeating: 7, count: 104))
        // A flipped bit costs the rates of the record, which are not known until the next one that is.
        var bytes = try AtomicFile.read(path)
        bytes[16 + 32 + 100] ^= 4
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let stream = try LossStream(contentsOf: path)
        #expect(stream.lost(before: 204)?.contains("the learning rates of epochs 0 to 99") == true)
        #expect(try rates(stream) == ["0: -", "100: 7.0"])
    }

    @Test("A damaged record has no effect, however it is damaged, and the others keep theirs")
    func damage() throws {
        let temporary = try TemporaryFolder()
        let path = temporary.path(LossFile.name)
        let file = try LossFile(path, fromEpoch: 0)
        for block in 0..<3 { try file.append(losses: [0, 1].map { Double(2 * block + $0) }, fromEpoch: 2 * block) }
        try file.append(losses: [-1], fromEpoch: 1)
        let bytes = try AtomicFile.read(path)
        // 16 bytes of head, then three records of 40 bytes and one of 32.
        let begins = [16, 56, 96, 136, 168]
        for k in begins[0]..<bytes.count {
            let whole = begins.lastIndex { $0 <= k } ?? 0
            for damaged in [bytes[..<k] + [bytes[k] ^ 8] + bytes[(k + 1)...], bytes[..<k]] {
                try Data(damaged).write(to: URL(fileURLWithPath: path))
                let stream = try LossStream(contentsOf: path)
                var known = (0..<2 * whole).reduce(into: [:]) { $0[$1] = Double($1) }
                // The last record, of epoch 1, replaces what comes before it.
                if damaged.count == bytes.count, whole < 3 {
                    known = known.filter { $0.key < 1 }.merging([1: -1]) { $1 }
                }
                #expect(try collected(stream) == known, "byte \(k)")
                let isPassedOver = damaged.count == bytes.count && whole < 3
                #expect(stream.wholeBytes == (isPassedOver ? bytes.count : begins[whole]))
                #expect((stream.damage == nil) == (damaged.count == begins[whole]))
            }
        }
    }

    @Test("A flipped bit costs the epochs of its record alone, which are named, and a run goes on behind it")
    func flippedBit() throws {
        let temporary = try TemporaryFolder()
        let path = temporary.path(LossFile.name)
        let first = try LossFile(path, fromEpoch: 0)
        for block in 0..<5 {
            try first.append(losses: (0..<100).map { Double(100 * block + $0) }, fromEpoch: 100 * block)
        }
        try first.flush()
        var bytes = try AtomicFile.read(path)
        // The count in the head of the second record, so that its length is wrong, too.
        bytes[16 + 824 + 5] ^= 2
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let history = try LossHistory(contentsOf: path)
        #expect(
            history.losses.count == 500
                && history.losses.indices.filter { history.losses[$0].isNaN } == Array(100..<200))
        #expect(history.damage?.contains("is without the losses of epochs 100 to 199") == true)
        #expect(history.damage?.contains("is damaged from byte 840 to 1663") == true, "\(history.damage ?? "")")
        let further = try LossFile(path, fromEpoch: 500)
        try further.append(losses: [500, 501], fromEpoch: 500)
        try further.flush()
        #expect(try AtomicFile.read(path).prefix(bytes.count) == bytes[...])
        #expect(try LossHistory(contentsOf: path).losses.suffix(302) == (200...501).map(Double.init)[...])
    }

    @Test("Another file, a folder and a file that cannot be opened are refused by name")
    func foreign() throws {
        let temporary = try TemporaryFolder()
        let path = temporary.path("other")
        try Data("heaviside loss".utf8).write(to: URL(fileURLWithPath: path))
        for (path, problem) in [
            (path, "heaviside losses"), (temporary.path, "not a regular file"),
            (temporary.path("none"), "No such file"),
        ] {
            let error = #expect(throws: RunError.self) { try LossStream(contentsOf: path) }
            #expect(error?.place == path && error?.problem.contains(problem) == true)
        }
    }
}
