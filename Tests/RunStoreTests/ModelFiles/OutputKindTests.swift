import Exchange
import Foundation
import RunStore
import TestFixtures
import Testing

/// What a file that is there already is replaced by: its like alone.
@Suite struct OutputKindTests {
    private let temporary: TemporaryFolder

    init() throws { temporary = try TemporaryFolder() }

    private func isReplaced(_ bytes: [UInt8], by kind: OutputKind) throws -> Bool {
        let path = temporary.path("file")
        try AtomicFile.write(bytes, to: path)
        return kind.problem(at: path) == nil
    }

    @Test("Of archives, those that Heaviside wrote, and none of NumPy's")
    func archives() throws {
        for (name, kind, other) in [
            ("outputs", OutputKind.outputs, OutputKind.exported(.npz)),
            ("layers.0.weight", .exported(.npz), .outputs),
        ] {
            let tensor = try Tensor(shape: [2], storage: .float32([1, 2]))
            let own = try NumPyArchive(tensors: [NamedTensor(name: name, tensor: tensor)]).encoded()
            #expect(try isReplaced(own, by: kind))
            #expect(try !isReplaced(own, by: other))
            // numpy.savez of NumPy 2.5: version 4.5, no flags, stored, 1980.
            var numPy = own
            numPy.replaceSubrange(4..<14, with: [45, 0, 0, 0, 0, 0, 0, 0, 0x21, 0])
            #expect(try !isReplaced(numPy, by: kind))
            // A date.
            var dated = own
            dated[13] = 0x5C
            #expect(try !isReplaced(dated, by: kind))
            #expect(try !isReplaced(Array(own.prefix(40)), by: kind))
            #expect(try !isReplaced(Array("PK outputs.npy layers.0.weight.npy".utf8), by: kind))
        }
    }

    @Test("Of ONNX models, those whose producer is Heaviside")
    func models() throws {
        let stack = LayerStack(
            inputShape: [1], layers: [StackLayer(.dense, inputShape: [1], outputShape: [1], weight: [2])],
            isDouble: true)
        let own = try ONNXFile.encoded(stack)
        #expect(try isReplaced(own, by: .exported(.onnx)))
        // Another producer, though heaviside is a word of the file.
        var other = own
        other[4] = UInt8(ascii: "H")
        #expect(String(decoding: other, as: UTF8.self).contains("heaviside"))
        #expect(try !isReplaced(other, by: .exported(.onnx)))
        #expect(try !isReplaced(Array("notes on heaviside".utf8), by: .exported(.onnx)))
    }

    @Test("Of tables, those with the same names, however long their line is")
    func tables() throws {
        let header = (0..<20_000).map { "outputs.\($0)" }.joined(separator: ",")
        for header in ["outputs.0,outputs.1", header] {
            for ending in ["\n", "\r\n"] {
                let table = ["\(header)", "1,2", ""].joined(separator: ending)
                #expect(try isReplaced(Array(table.utf8), by: .table(header: header)))
            }
            #expect(try !isReplaced(Array("x\(header)\n1,2\n".utf8), by: .table(header: header)))
        }
        #expect(try !isReplaced(Array("outputs.0\n1\n".utf8), by: .table(header: "outputs.0,outputs.1")))
        #expect(try !isReplaced(Array("outputs.0,outputs.1\n1,2\n".utf8), by: .table(header: "outputs.0")))
    }
}
