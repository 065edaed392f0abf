import Guards
import Testing

@Suite("JSON of a body")
struct CompactJSONTests {
    private func compact(_ text: String) throws -> String {
        String(decoding: try CompactJSON(text.utf8).bytes, as: UTF8.self)
    }

    @Test(
        "What is JSON loses its white space and nothing else",
        arguments: [
            ("{}", "{}"), (" { \"a\" :\n[ 1 , -2.5e+3 ,true,false,null ] }\r\n", "{\"a\":[1,-2.5e+3,true,false,null]}"),
            ("[ ]", "[]"), ("\"a b\\n\\u00e9\"", "\"a b\\n\\u00e9\""), ("0", "0"), ("[[],{}]", "[[],{}]"),
            ("{\"é\":\"→\"}", "{\"é\":\"→\"}"),
        ])
    func keepsValues(text: String, expected: String) throws { #expect(try compact(text) == expected) }

    @Test(
        "What is not JSON is refused",
        arguments: [
            "", " ", "{", "}", "[1,]", "{\"a\":1,}", "{\"a\" 1}", "{a:1}", "[1 2]", "01", "1.", ".5", "+1", "1e", "-",
            "tru", "nulll", "\"", "\"\n\"", "\"\\x\"", "\"\\u12g4\"", "{}{}", "{} x", "[1}", "{\"a\":]", "'a'", "NaN",
            "[\"a\":1]", "{\"a\"}", "{,}", "[,]", "\u{feff}{}", "// x\n{}",
        ])
    func refusesOthers(text: String) { #expect(throws: Refusal.self) { try CompactJSON(text.utf8) } }

    @Test("Bytes that are not UTF-8 are refused")
    func refusesBytes() {
        #expect(throws: Refusal.self) { try CompactJSON([0x22, 0xff, 0x22]) }
        #expect(throws: Refusal.self) { try CompactJSON([0x22, 0xc0, 0xaf, 0x22]) }
    }

    @Test("64 levels are read, 65 are not, and a million cost no stack")
    func boundsDepth() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(try compact(nested(64)) == nested(64))
        #expect(throws: Refusal.self) { try CompactJSON(nested(65).utf8) }
        #expect(throws: Refusal.self) { try CompactJSON(nested(1_000_000).utf8) }
    }

    @Test("A quoted text fills one line and is read back")
    func quotes() throws {
        let text = JSONText.quoted("a\"\\\n\u{0}\u{2028}</script>é")
        #expect(text == "\"a\\\"\\\\\\u000a\\u0000\\u2028</script>é\"")
        #expect(try compact(text) == text)
        #expect(JSONText.object([("a", "1"), ("b", "x"), ("a", "2")]) == "{\"a\":[\"1\",\"2\"],\"b\":\"x\"}")
    }
}
