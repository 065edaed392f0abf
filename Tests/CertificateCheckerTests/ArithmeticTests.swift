import Testing

@testable import CertificateChecker

extension SmallCase {
    static func hash(_ bytes: [UInt8]) -> String {
        var hash = SHA256()
        hash.update(bytes, bytes.indices)
        return hash.finish()
    }
}

@Suite struct ArithmeticTests {
    @Test(
        "SHA-256 gives the hashes of the standard's examples",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
            (
                "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
                "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
            ),
        ])
    func standardHashes(text: String, hash: String) {
        #expect(SmallCase.hash(Array(text.utf8)) == hash)
    }

    @Test("A hash does not depend on how the bytes are divided")
    func pieces() {
        let bytes = (0..<300).map { UInt8(truncatingIfNeeded: $0 * $0) }
        for first in [1, 55, 56, 63, 64, 65, 128, 299] {
            var hash = SHA256()
            hash.update(bytes, 0..<first)
            hash.update(bytes, first..<bytes.count)
            #expect(hash.finish() == SmallCase.hash(bytes), "\(first) bytes first")
        }
    }

    private func list(_ decimals: String...) -> NumberList {
        var numbers = NumberList()
        for decimal in decimals {
            let isNegative = decimal.hasPrefix("-")
            numbers.append(decimal: decimal.utf8.dropFirst(isNegative ? 1 : 0), isNegative: isNegative)
        }
        return numbers
    }

    /// (10^a + 1)(10^a − 1) = 10^2a − 1, with signs, for lengths around a limb.
    @Test(
        "(10^a + 1)(10^a − 1) = 10^2a − 1 with every sign, for lengths around a limb",
        arguments: [1, 18, 19, 20, 38, 39, 100, 400])
    func products(digits: Int) {
        let (zeros, nines) = (String(repeating: "0", count: digits - 1), String(repeating: "9", count: digits))
        for (sign, opposite) in [("", "-"), ("-", "")] {
            let numbers = list("\(sign)1\(zeros)1", nines, "\(opposite)\(nines)\(nines)")
            var sum = FixedPointSums()
            sum.reset(BitRange(low: -3, top: 8 * digits + 8))
            sum.add(numbers, at: 0, times: numbers, at: 1, to: 0)
            #expect(sum.sign() == (sign.isEmpty ? 1 : -1))
            sum.add(numbers, at: 2)
            #expect(sum.sign() == 0)
        }
    }

    /// Many summands of either sign, in any order, leave what is left.
    @Test("Many summands of either sign, in any order, add up to 0")
    func sums() {
        let numbers = list("340282366920938463463374607431768211455", "-1", "18446744073709551616", "7")
        var sums = FixedPointSums()
        sums.reset(count: 2, BitRange(low: -70, top: 200))
        for exponent in [-70, -64, -1, 0, 1, 63] as [Int16] {
            for number in 0..<4 {
                sums.add(numbers, at: number, times: Dyadic(mantissa: 5, exponent: exponent), to: 1)
                sums.add(numbers, at: number, times: Dyadic(mantissa: -3, exponent: exponent), to: 1)
            }
        }
        for exponent in [63, 1, 0, -1, -64, -70] as [Int16] {
            for number in 0..<4 {
                sums.add(numbers, at: number, times: Dyadic(mantissa: -1, exponent: exponent), to: 1)
                sums.add(numbers, at: number, times: Dyadic(mantissa: -1, exponent: exponent), to: 1)
            }
        }
        #expect(sums.sign(at: 0) == 0)
        #expect(sums.sign(at: 1) == 0)
    }

    @Test("A sum becomes a number that equals the dyadic it was made of, and no other")
    func conversion() {
        for mantissa in [1, -1, 3, -(1 << 53 - 1), 1 << 53 - 1] as [Int64] {
            for exponent in [-130, -64, -63, -1, 0, 1, 62, 63, 64, 65] as [Int16] {
                let number = Dyadic(mantissa: mantissa, exponent: exponent)
                var numbers = list("1")
                var sum = FixedPointSums()
                sum.reset(BitRange(low: -131, top: 130))
                sum.add(numbers, at: 0, times: number)
                numbers.append(sum)
                #expect(numbers.isEqual(at: 1, to: number))
                #expect(!numbers.isEqual(at: 1, to: number.negated))
                #expect(!numbers.isEqual(at: 1, to: Dyadic(mantissa: mantissa, exponent: exponent + 1)))
                #expect(!numbers.isEqual(at: 1, to: Dyadic(mantissa: mantissa ^ 2, exponent: exponent)))
                #expect(numbers.top(at: 1) == number.top)
                #expect(sum.isAtLeastOne == (mantissa > 0 && number.top > 0))
            }
        }
    }

    /// Of a number with more than 53 bits only the ends look like a dyadic's.
    @Test("A number of more than 53 bits does not equal a dyadic that its ends look like")
    func longNumbers() {
        let numbers = list("18446744073709551617", "36893488147419103233")
        #expect(!numbers.isEqual(at: 0, to: Dyadic(mantissa: 1, exponent: 64)))
        #expect(!numbers.isEqual(at: 0, to: .one))
        #expect(!numbers.isEqual(at: 1, to: .one))
    }
}
