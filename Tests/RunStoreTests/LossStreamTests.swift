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
        #expect(
            stream.learningRates.map { $0.epoch } == [2, 5] && stream.learningRates.map { $0.rate } == [0.5, 0.125])
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
            return (stream.rateChanges.map { "\($0.epoch): \($0.rate.map { "\($0)" } ?? "-")" }, stream.lost(before: 7))
        }
        // 16 bytes of head, then records of 32, 40, 40, 32, 40, 32 and 32 bytes.
        #expect(try rates(damaging: []) == (["0: 0.5", "4: 0.25"], nil))
        #expect(
            try rates(damaging: [20]) == (
                ["0: -", "4: 0.25"], "\(path) is without the learning rates of epochs 0 to 3"
            ))
        #expect(
            try rates(damaging: [90]) == (["0: 0.5", "4: 0.25"], "\(path) is without the losses of epochs 2 to 3"))
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
