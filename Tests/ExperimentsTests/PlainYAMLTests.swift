import Testing

@testable import Experiments

@Suite struct PlainYAMLTests {
    private static let words = [
        "relu", "1e-5", "-0.05", "0.25", "a/b.npz", "x_1", "a-b", "-a", "2026-05-17", "true", "null", "1_000", "a+b",
        "a.",
        // These the library puts in quotes, or writes as a key with a mark, or these are not worth the trouble.
        "", "-", "a-", "--", "---", "...", ".5", "+1", "a b", " a", "a: b", "a:", "#a", "a #b", "é", "it's", "\"", "~",
        "?",
        "!x", "&a", "*a", "%", "@", "`", "a,b", "[", "]", "{", "}", "|", ">", "a\nb", "a\tb", "\u{FEFF}",
        String(repeating: "x", count: 127), String(repeating: "y", count: 129),
    ]

    /// A tree of a few levels, whose words are mostly simple.
    private func tree(_ draws: inout Draws, levels: Int) -> Node {
        func word() -> String { Self.words[draws.next(draws.next(8) == 0 ? Self.words.count : 14)] }
        func nodes() -> [Node] { (0..<draws.next(4)).map { _ in tree(&draws, levels: levels - 1) } }
        let isBlock = draws.next(3) == 0
        switch levels == 0 ? 0 : draws.next(3) {
        case 0: return Node(.scalar(word(), isQuoted: draws.next(4) == 0))
        case 1: return Node(.list(nodes()), isBlock: isBlock)
        default: return Node(.mapping(nodes().map { Node.Entry(key: word(), value: $0) }), isBlock: isBlock)
        }
    }

    private struct Draws {
        var state: UInt64 = 1

        mutating func next(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
    }

    @Test("Trees of simple words have the text that the library writes")
    func sameText() {
        var (draws, plain, blocks) = (Draws(), 0, 0)
        for _ in 0..<20_000 {
            let node = tree(&draws, levels: 3)
            guard let text = node.plainYAML else { continue }
            plain += 1
            if node.isBlock { blocks += 1 }
            guard text == node.libraryYAML else {
                Issue.record("\(text) is written as \(node.libraryYAML)")
                return
            }
        }
        #expect(plain > 5000 && blocks > 500, "\(plain) trees, \(blocks) of them blocks")
    }

    @Test("Each word has the text that the library writes, as a value, in quotes, as a key and in a list")
    func words() {
        for word in Self.words {
            let (plain, quoted) = (Node(word), Node(quoted: word))
            for node in [
                plain, quoted, .flow([(word, plain)]), .flow([("a", quoted)]), .list([plain, quoted]),
                .block([(word, plain)]), .block([("a", .block([plain, quoted]))]),
            ] { #expect(node.plainYAML == nil || node.plainYAML == node.libraryYAML, "\(word)") }
        }
    }

    @Test("No built-in needs the library to write its spec and its signals")
    func builtIns() {
        for spec in Experiment.all.map(\.spec) {
            #expect(spec.node.plainYAML == spec.node.libraryYAML, "\(spec.name)")
            #expect(spec.signals.node.plainYAML == spec.signals.node.libraryYAML, "\(spec.name)")
        }
    }
}
