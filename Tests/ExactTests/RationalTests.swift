import Testing

@testable import Exact

@Suite struct RationalTests {
    @Test("Dyadic sums and products stay in one word while they can, and leave it without loss")
    func dyadicArithmetic() {
        let a = Rational(mantissa: 3, exponent: -2)
        let b = Rational(mantissa: -5, exponent: 7)
        #expect(a + b == Rational("-2557/4"))
        #expect(a * b == Rational(-480))
        #expect(a - a == .zero)
        #expect((a + b).wide == nil)
        let large = Rational(Int.max) + Rational(mantissa: 1, exponent: 70)
        #expect(large.wide != nil)
        #expect(large.description == "1189814992754266079231")
        #expect(large - Rational(mantissa: 1, exponent: 70) == Rational(Int.max))
        #expect((large - Rational(mantissa: 1, exponent: 70)).wide == nil, "back in one word")
        #expect(Rational(Int.max) * Rational(Int.max) == Rational("85070591730234615847396907784232501249"))
        #expect(Rational(mantissa: (1 << 40) + 1, exponent: 40) + 1 == Rational("1208925819615728686333953"))
        #expect(
            Rational(mantissa: -3, exponent: 63) - Rational(mantissa: 1, exponent: 0)
                == Rational("-27670116110564327425"))
        #expect(Rational(mantissa: 1, exponent: 64) - 1 == Rational("18446744073709551615"))
        #expect(Rational(Int.min) == Rational(mantissa: -1, exponent: 63))
        #expect(-Rational(Int.min) == Rational("9223372036854775808"))
    }

    @Test("Lowest terms, signs and order")
    func lowestTerms() throws {
        let third = try #require(Rational(2, over: 6))
        #expect(third.description == "1/3")
        #expect(Rational(2, over: -6)?.description == "-1/3")
        #expect(Rational(1, over: 0) == nil)
        #expect(third + third + third == .one)
        #expect(third * 3 == .one)
        #expect(Rational(1) / third == 3)
        #expect(Rational(-3) / Rational(-6) == Rational("1/2"))
        #expect(third < Rational("1/2")! && Rational("-1/2")! < -third && -third < third)
        #expect(!third.isDyadic && Rational("-5/8")!.isDyadic)
        #expect(Rational("-5/8")?.dyadicParts?.mantissa == "-5" && Rational("-5/8")?.dyadicParts?.exponent == -3)
        #expect(third.signum == 1 && (-third).magnitude == third)
        #expect(Set([third, Rational(2) / 6, Rational("4/12")!]).count == 1)
    }

    @Test(
        "Text is read strictly",
        arguments: ["", "-", "1/", "/1", "1/0", "1/-2", "+1", "1.5", "1/2/3", " 1", "0x1", "--1"])
    func refusedText(text: String) { #expect(Rational(text) == nil) }

    @Test("The bits of floating-point numbers")
    func floatingPoint() {
        #expect(Rational(exactly: 0.1)?.description == "3602879701896397/36028797018963968")
        #expect(Rational(exactly: Float(0.1))?.description == "13421773/134217728")
        #expect(Rational(exactly: -0.0) == .zero)
        #expect(Rational(exactly: Double.infinity) == nil && Rational(exactly: Float.nan) == nil)
        #expect(Rational(exactly: Double.leastNonzeroMagnitude) == Rational(mantissa: 1, exponent: -1074))
        #expect(Rational(exactly: Float.leastNonzeroMagnitude) == Rational(mantissa: 1, exponent: -149))
        #expect(Rational(exactly: Double.greatestFiniteMagnitude) == Rational(mantissa: (1 << 53) - 1, exponent: 971))
        #expect(Rational(exactly: Float.leastNormalMagnitude) == Rational(mantissa: 1, exponent: -126))
    }

    @Test("The nearest Double, at ties, in subnormals and at the ends")
    func nearestDouble() throws {
        #expect(try #require(Rational("1/3")).doubleValue == 1.0 / 3)
        #expect(try #require(Rational("-1/10")).doubleValue == -0.1)
        let one = Rational(mantissa: 1, exponent: 0)
        #expect((one + Rational(mantissa: 1, exponent: -53)).doubleValue == 1, "a tie goes to even")
        #expect((one + Rational(mantissa: 3, exponent: -53)).doubleValue == 1 + 2 * Double.ulpOfOne)
        #expect(
            (one + Rational(mantissa: 1, exponent: -53) + Rational(mantissa: 1, exponent: -300)).doubleValue == 1
                + Double.ulpOfOne)
        #expect(Rational(mantissa: 1, exponent: 1024).doubleValue == .infinity)
        #expect((-Rational(mantissa: 1, exponent: 5000)).doubleValue == -.infinity)
        #expect((Rational(mantissa: 1, exponent: 1024) - Rational(mantissa: 1, exponent: 970)).doubleValue == .infinity)
        #expect(
            (Rational(mantissa: 1, exponent: 1024) - Rational(mantissa: 3, exponent: 969)).doubleValue
                == .greatestFiniteMagnitude)
        #expect(Rational(mantissa: 1, exponent: -1075).doubleValue == 0, "a tie between 0 and the least")
        #expect(Rational(mantissa: 3, exponent: -1076).doubleValue == .leastNonzeroMagnitude)
        #expect(Rational(mantissa: 1, exponent: -9000).doubleValue == 0)
        // Near ties: the digits that break them lie beyond those of a first rounding.
        let almost = Rational(mantissa: 1, exponent: -1075) + Rational(mantissa: 1, exponent: -1135)
        #expect(almost.doubleValue == .leastNonzeroMagnitude)
        let tie = one + Rational(mantissa: 1, exponent: -53)
        #expect((tie + Rational(mantissa: 1, exponent: -90) / 3).doubleValue == 1 + Double.ulpOfOne)
        #expect((tie - Rational(mantissa: 1, exponent: -90) / 3).doubleValue == 1)
        for bits in stride(from: UInt64(1), to: 0x7FF0_0000_0000_0000, by: 0x0007_1234_5678_9ABC) {
            let value = Double(bitPattern: bits)
            #expect(try #require(Rational(exactly: value)).doubleValue == value)
            #expect(try #require(Rational(exactly: -value)).doubleValue == -value)
        }
    }
}
