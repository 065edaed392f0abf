import Testing

@testable import Plots

@Suite("SVG elements")
struct SVGElementTests {
    @Test("Text and attributes are escaped")
    func escaping() {
        let hostile = "<script>alert(\"a\" & 'b')</script>]]>"
        let text = SVGElement("text", ["class": .text(hostile)], text: hostile).serialized()
        #expect(
            text == "<text class=\"&lt;script&gt;alert(&quot;a&quot; &amp; &#39;b&#39;)&lt;/script&gt;]]&gt;\">"
                + "&lt;script&gt;alert(\"a\" &amp; 'b')&lt;/script&gt;]]&gt;</text>")
        let parsed = ParsedXML(text)
        #expect(parsed.isWellFormed)
        #expect(parsed.elements.map(\.text) == [hostile])
        #expect(parsed.elements.first?.attributes["class"] == hostile)
    }

    @Test("Characters that XML forbids are dropped")
    func forbiddenCharacters() {
        let forbidden = "a\u{0}\u{1}\u{8}\u{B}\u{C}\u{E}\u{1B}\u{1F}\u{7F}\u{FFFE}\u{FFFF}\u{1FFFE}b"
        let element = SVGElement("text", ["id": .text(forbidden)], text: forbidden)
        #expect(element.serialized() == "<text id=\"ab\">ab</text>")
        #expect(ParsedXML(element.serialized()).isWellFormed)
    }

    @Test("Line breaks and tabs survive a round trip")
    func whitespace() {
        let text = "one\ttwo\nthree\rfour"
        let parsed = ParsedXML(SVGElement("desc", ["id": .text(text)], text: text).serialized())
        #expect(parsed.elements.first?.attributes["id"] == text)
        #expect(parsed.elements.first?.text == text)
    }

    @Test("Attributes keep their order, and the last of equal names wins")
    func attributes() {
        var element = SVGElement("path", ["b": 1, "a": 2.5, "b": "x", "c": .number(.nan)])
        #expect(element.serialized() == "<path b=\"x\" a=\"2.5\"/>")
        element["d"] = "M0 0"
        element["b"] = nil
        #expect(element.serialized() == "<path a=\"2.5\" d=\"M0 0\"/>")
    }

    @Test("Names cannot carry markup")
    func names() {
        let element = SVGElement("a><script", ["x=\"1\" onload": "bad", "<>": "gone", "9a": 1])
        #expect(element.serialized() == "<ascript x1onload=\"bad\" a=\"1\"/>")
        #expect(SVGElement("<>").name == "g")
    }

    @Test("Children are written in order and found by name")
    func children() {
        var group = SVGElement("g", children: [SVGElement("path"), SVGElement("rect")])
        group.append(SVGElement("g", children: [SVGElement("path", ["id": "p"])]))
        group.children.append(.text("<"))
        #expect(group.serialized() == "<g><path/><rect/><g><path id=\"p\"/></g>&lt;</g>")
        #expect(group.descendants(named: "path").map { $0["id"] } == [nil, "p"])
    }

    @Test(
        "Numbers are compact, without exponent and without negative zero",
        arguments: [
            (0.0, "0"), (-0.0, "0"), (-0.004, "0"), (0.005, "0.01"), (1.0, "1"), (1.5, "1.5"), (1.25, "1.25"),
            (-1.256, "-1.26"), (0.05, "0.05"), (99.999, "100"), (1e-300, "0"), (123456.789, "123456.79"),
            (1e300, "10000000"), (-1e300, "-10000000"), (-0.5, "-0.5"),
        ])
    func number(value: Double, text: String) {
        #expect(SVGValue.number(value).string == text)
    }

    @Test("Numbers that are not finite have no text", arguments: [Double.nan, .infinity, -.infinity])
    func notFinite(value: Double) {
        #expect(SVGValue.number(value).string == nil)
    }

    @Test("Path data needs few separators and refuses numbers that are not finite")
    func pathData() {
        var data = PathData()
        data.polyline([Pixel(x: 0, y: 1), Pixel(x: -2, y: 3.5), Pixel(x: 4, y: -5), Pixel(x: .nan, y: 1)])
        data.close()
        data.dot(at: Pixel(x: .infinity, y: 0))
        data.dot(at: Pixel(x: 7, y: 8))
        #expect(data.text == "M0 1L-2 3.5 4-5ZM7 8h0")
    }
}
