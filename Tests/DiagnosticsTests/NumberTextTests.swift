import Diagnostics
import Testing

@Suite struct NumberTextTests {
    @Test(
        "Numbers are written as people read them",
        arguments: [
            (0.0, "0"), (0.0274, "0.0274"), (4.987, "4.99"), (-12.34, "−12.3"), (1234.5, "1234"), (1.3e-7, "1.3e−7"),
            (6.16e-5, "6.16e−5"), (-2.5e12, "−2.5e12"), (999_999, "999999"), (5, "5"), (100, "100"), (1e-5, "1e−5"),
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
