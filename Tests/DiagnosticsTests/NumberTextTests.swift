import Diagnostics
import Testing

@Suite struct NumberTextTests {
    @Test(
        "Numbers are written as people read them",
        arguments: [
            (0.0, "0"), (0.0274, "0.0274"), (4.987, "4.99"), (-12.34, "−12.3"), (1234.5, "1,234"), (1.3e-7, "1.3e−7"),
            (6.16e-5, "6.16e−5"), (-2.5e12, "−2.5e12"), (999_999, "999,999"), (5, "5"), (100, "100"), (1e-5, "1e−5"),
            (0.5, "0.5"), (0.9996, "1"), (-0.0, "0"), (.nan, "not a number"), (.infinity, "∞"), (-.infinity, "−∞"),
            (9.996, "10"), (0.00099999, "0.001"), (1e6, "1e6"), (999_999.6, "1e6"), (5e-324, "4.94e−324"),
        ])
    func numbers(value: Double, text: String) { #expect(NumberText.number(value) == text) }

    @Test(
        "The requested digits are given, without trailing zeros",
        arguments: [(1.0 / 3, 5, "0.33333"), (0.5, 12, "0.5"), (1.23456e-9, 2, "1.2e−9"), (123.456, 5, "123.46")])
    func digits(value: Double, digits: Int, text: String) {
        #expect(NumberText.number(value, digits: digits) == text)
    }

    @Test("Commas are set alike in counts and in numbers, whole or not")
    func thousands() {
        #expect(NumberText.number(5479) == NumberText.count(5479) && NumberText.count(5479) == "5,479")
        #expect(NumberText.number(-27_183.4, digits: 6) == "−27,183.4" && NumberText.number(1000.5) == "1,000")
        #expect(NumberText.number(999) == "999" && NumberText.number(0.0012345, digits: 5) == "0.0012345")
    }

    @Test(
        "All digits of a number, for files and for people",
        arguments: [
            (1e-5, "1.0e-5", "1e−5"), (1e-6, "1.0e-6", "1e−6"), (1e-4, "0.0001", "1e−4"), (0.001, "0.001", "0.001"),
            (-2.5e-7, "-2.5e-7", "−2.5e−7"), (0.1 + 0.2, "0.30000000000000004", "0.30000000000000004"), (5, "5", "5"),
            (-0.05, "-0.05", "−0.05"), (557_600, "557600", "557,600"), (1e20, "1.0e+20", "1e20"), (0, "0", "0"),
            (27_183.25, "27183.25", "27,183.25"), (5e-324, "5.0e-324", "5e−324"),
            (1e-4 / 3, "3.3333333333333335e-5", "3.3333333333333335e−5"),
        ] as [(Double, String, String)])
    func exact(value: Double, plain: String, exact: String) {
        #expect(NumberText.plain(value) == plain)
        #expect(NumberText.exact(value) == exact)
        #expect(Double(plain) == value)
        #expect(Double(exact.replacing("−", with: "-").replacing(",", with: "")) == value)
    }

    @Test(
        "Of a spec's value the numbers with an exponent are set for people",
        arguments: [
            ("1.0e-5", "1e−5"), ("[1.0e-5, 2, -2.5e-7]", "[1e−5, 2, −2.5e−7]"), ("trailingOnes", "trailingOnes"),
            ("{ fromEpoch: 30, learningRate: 1.0e-5 }", "{ fromEpoch: 30, learningRate: 1e−5 }"),
            ("1.0e-5 until epoch 30, then 1.0e-6", "1e−5 until epoch 30, then 1e−6"), ("557600", "557600"),
            ("/data/1e-5/run-1e-6.npz", "/data/1e-5/run-1e-6.npz"), ("1.0e+20", "1e20"), ("0.0005", "0.0005"),
        ])
    func printed(value: String, text: String) { #expect(NumberText.printed(value) == text) }

    @Test(
        "A page sets powers of ten, subscripts, and units that stay with their numbers",
        arguments: [
            ("1.23e−27", "1.23\u{A0}×\u{A0}10⁻²⁷"), ("RMSProp at 1e-3.", "RMSProp at 10⁻³."),
            ("from −2e5 to 1e+10,", "from −2\u{A0}×\u{A0}10⁵ to 10¹⁰,"), ("2e−3 %", "2\u{A0}×\u{A0}10⁻³\u{A0}%"),
            ("κ(A2ᵀA2) and max|W3|", "κ(A₂ᵀA₂) and max|W₃|"), ("W1 x + b1", "W₁ x + b1"),
            ("100 %, 5 s, 2 h 5 min, 3.1 MiB", "100\u{A0}%, 5\u{A0}s, 2\u{A0}h 5\u{A0}min, 3.1\u{A0}MiB"),
        ])
    func typeset(text: String, set: String) {
        #expect(NumberText.typeset(text) == set)
        #expect(NumberText.typeset(set) == set)
    }

    @Test(
        "Words with such letters stay as they are",
        arguments: [
            "a3e7", "3e7f", "1.2e5.6", "5e", "e−5", "3e−", "W12", "MW1", "A2x", "7 steps", "5 heads", "a %", "U+00A0",
            "",
            "runs/2e5-1", "rate-1e-3-1", "study-W1", "last@1e5", "A", "10 ms2",
        ])
    func plainWords(text: String) { #expect(NumberText.typeset(text) == text) }

    @Test("Percentages of one list have equally many decimals, and what rounds to 0 is not 0")
    func percents() {
        #expect(NumberText.percents([0.28, 0.019, 0]) == ["28.0 %", "1.9 %", "0 %"])
        #expect(NumberText.percents([0.123, -0.05, 1e-9]) == ["12.3 %", "−5.0 %", "< 0.1 %"])
        #expect(NumberText.percents([0.28, 0.52]) == ["28 %", "52 %"])
        #expect(NumberText.percents([1, 1e-9]) == ["100 %", "< 1 %"])
        #expect(NumberText.percents([2.8e-15, 8.8e-17]) == ["2.8e−13 %", "8.8e−15 %"])
        #expect(NumberText.percents([2.11903373420083776e15, 0.5]) == ["2.12e17 %", "50 %"])
        #expect(NumberText.percents([0.5, .nan]) == ["50 %", "not a number %"] && NumberText.percents([]).isEmpty)
    }

    @Test("Lists have spaces between")
    func list() { #expect(NumberText.list([0.25, -1e-9, 3]) == "0.25 −1e−9 3") }

    @Test("Counts, fits and plurals")
    func words() {
        #expect(NumberText.count(557_600) == "557,600" && NumberText.count(12) == "12")
        #expect(NumberText.count(-1234) == "−1,234")
        #expect(
            NumberText.fit(0.7912) == "0.791" && NumberText.fit(0.999_973) == "0.999973" && NumberText.fit(1) == "1.000"
        )
        #expect(NumberText.plural(1, "unit") == "1 unit" && NumberText.plural(0, "unit") == "0 units")
        #expect(NumberText.plural(2, "entry") == "2 entries" && NumberText.plural(1, "entry") == "1 entry")
        #expect(NumberText.plural(2, "array") == "2 arrays")
    }

    @Test("Shares and times")
    func sharesAndTimes() {
        #expect(NumberText.percent(0.25) == "25 %" && NumberText.percent(0.0194) == "1.9 %")
        #expect(NumberText.percent(1) == "100 %" && NumberText.percent(0.0004) == "0.04 %")
        #expect(NumberText.duration(97) == "1 min 37 s" && NumberText.duration(0.00017) == "170 µs")
        #expect(NumberText.duration(7500) == "2 h 5 min" && NumberText.duration(0.85) == "850 ms")
        #expect(NumberText.duration(3661) == "1 h 1 min" && NumberText.duration(.nan) == "unknown")
    }
}
