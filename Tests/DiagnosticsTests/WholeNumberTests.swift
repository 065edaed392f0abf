import Diagnostics
import Testing

@Suite("Whole numbers as people write them")
struct WholeNumberTests {
    @Test(
        "Groups and powers of ten are read",
        arguments: [
            ("50000", 50_000), ("50_000", 50_000), ("5e4", 50_000), ("5E+4", 50_000), ("0.5e5", 50_000),
            ("1.25e2", 125), ("50000.0", 50_000), ("500e-2", 5), ("0.050e2", 5), ("0.0", 0), ("0e-7", 0), ("0e99", 0),
            ("9007199254740993.0", 9_007_199_254_740_993), ("-3", -3), ("+3", 3), ("-1_0e1", -100), ("0", 0),
            ("9223372036854775807", Int.max),
        ])
    func read(text: String, value: Int) {
        #expect(WholeNumber.value(of: text) == value)
    }

    @Test(
        "What is no whole number, or does not fit, is not",
        arguments: [
            "", "-", "+", "--1", "+-1", "1.5", "1.25e1", "1e-1", "10e-2", "1.0.0", "1.", ".5e1",
            "1e99999999999999999999",
            "1e-9223372036854775808", "5e", "e4", "1__0", "_1", "1_", "0x10", "1 0", "NaN",
            "1e41",
            "9223372036854775808", "1e19", "٣",
        ])
    func refused(text: String) {
        #expect((WholeNumber.value(of: text) as Int?) == nil)
    }

    @Test("A whole number that double precision does not have is told from one that it only writes with fewer digits")
    func rounded() {
        for (text, nearest) in [
            ("9007199254740993", "9007199254740992"), ("-9007199254740993", "-9007199254740992"),
            ("9007199254740993.0", "9007199254740992"), ("9.007199254740993e15", "9007199254740992"),
            ("123456789012345678901234567890", "123456789012345680000000000000"),
            ("18446744073709551615", "18446744073709552000"), ("100000000000000000000001", "100000000000000010000000"),
        ] {
            #expect(WholeNumber.rounded(text) == nearest, "\(text)")
        }
        for text in [
            "0", "5", "9007199254740992", "9007199254740994", "1e23", "1e300", "123456789012345680000", "0.1", "x",
        ] {
            #expect(WholeNumber.rounded(text) == nil, "\(text)")
        }
    }

    @Test("An underscore stands between digits")
    func groups() {
        for text in ["50_000", "5", "1_0.2_5e1_0", "", "x"] { #expect(WholeNumber.isGrouped(text), "\(text)") }
        for text in ["_5", "5_", "1__0", "1_.5", "1._5", "1_e5", "a_5", "_"] {
            #expect(!WholeNumber.isGrouped(text), "\(text)")
        }
    }

    @Test("The type decides what fits")
    func types() {
        #expect(WholeNumber.value(of: "1e19") == 10_000_000_000_000_000_000 as UInt64)
        #expect((WholeNumber.value(of: "-1") as UInt64?) == nil)
        #expect((WholeNumber.value(of: "300") as UInt8?) == nil)
    }
}
