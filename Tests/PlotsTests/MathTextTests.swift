import Testing

@testable import Plots

@Suite("Sub- and superscripts")
struct MathTextTests {
    @Test(
        "Text on one level and as HTML",
        arguments: [
            ("f_{m} = 2x − 1/m", "f_m = 2x − 1/m", "f<sub>m</sub> = 2x − 1/m"),
            ("(k − 1) e^{−λ}", "(k − 1) e^(−λ)", "(k − 1) e<sup>−λ</sup>"),
            ("x^{2} < 1 & y_{ij}", "x^2 < 1 & y_ij", "x<sup>2</sup> &lt; 1 &amp; y<sub>ij</sub>"),
            ("my_run, 4^(−L), a_b", "my_run, 4^(−L), a_b", "my_run, 4^(−L), a_b"),
            ("open_{x", "open_{x", "open_{x"), ("a_{b_{c}}", "a_{b_c}", "a_{b<sub>c</sub>}"), ("", "", ""),
            ("e^{}", "e^", "e<sup></sup>"),
        ])
    func texts(text: String, plain: String, html: String) {
        #expect(MathText.plain(text) == plain)
        #expect(MathText.html(text) == html)
    }

    @Test("An index is smaller, off the baseline, and what follows is back on it")
    func spans() throws {
        let label = SVGElement.label("e^{−z}, f_{m} end", x: 0, y: 0, size: 10)
        let spans = label.descendants(named: "tspan")
        let shifts = spans.compactMap { Double($0["dy"] ?? "") }
        #expect(shifts == [-3.8, 3.8, 2.2, -2.2])
        #expect(spans.map { $0["font-size"] } == ["7.5", nil, "7.5", nil])
        #expect(ParsedXML(label.serialized()).named("text").first?.text == "e")
        #expect(label["xml:space"] == "preserve" && spans.last?.children == [.text(" end")])
        #expect(SVGElement.label("plain", x: 0, y: 0)["xml:space"] == nil)
        #expect(SVGElement.label("plain", x: 0, y: 0).children == [.text("plain")])
        #expect(TextMetrics.width("f_{m}") < TextMetrics.width("fm"))
    }

    @Test("A text without ends of indices is read in linear time")
    func hostile() {
        let text = String(repeating: "_{", count: 100_000)
        #expect(MathText.plain(text) == text)
    }

    @Test("Titles for screen readers and terminals have no markup")
    func readers() {
        let chart = Chart("f_{m}", description: "e^{−z}", marks: [.line([PlotPoint(0, 1)], Series("g_{k}"))])
        let parsed = ParsedXML(chart.svg(id: "c").serialized())
        #expect(parsed.named("title").first?.text == "f_m" && parsed.named("desc").first?.text == "e^(−z)")
        let lines = TerminalPlot(chart.title, marks: chart.marks).lines().joined()
        #expect(lines.contains("f_m") && lines.contains("g_k") && !lines.contains("{"))
    }
}
