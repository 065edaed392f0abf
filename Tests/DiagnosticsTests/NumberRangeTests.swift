import Diagnostics
import Testing

@Suite struct NumberRangeTests {
    @Test("A range holds what it says")
    func ranges() {
        let cases: [(NumberRange, String, [Double], [Double])] = [
            (.finite, "a number", [0, -1e308], [.infinity, -.infinity, .nan]),
            (NumberRange(from: 0), "a number from 0", [0, 5], [-1e-300, .infinity, .nan]),
            (NumberRange(above: 0), "a number above 0", [1e-300], [0, -1]),
            (NumberRange(from: 0, through: 1), "a number from 0 to 1", [0, 1], [-0.1, 1.1]),
            (NumberRange(from: 0, below: 1), "a number from 0 up to, but not including, 1", [0, 0.999], [1, -1]),
            (NumberRange(above: 0, below: 1), "a number above 0 and below 1", [0.5], [0, 1]),
            (NumberRange(from: 0, through: 0), "the number 0", [0], [1]),
        ]
        for (range, text, inside, outside) in cases {
            #expect(range.description == text)
            for value in inside { #expect(range.contains(value), "\(text): \(value)") }
            for value in outside { #expect(!range.contains(value), "\(text): \(value)") }
        }
    }

    @Test("A long text is shortened by code points, whatever they combine to")
    func shortened() {
        #expect("abc".shortened(to: 3) == "abc" && "abcd".shortened(to: 3) == "abc…" && "".shortened() == "")
        let accents = "e" + String(repeating: "\u{301}", count: 10_000)
        #expect(accents.shortened(to: 4).unicodeScalars.count == 5)
    }
}
