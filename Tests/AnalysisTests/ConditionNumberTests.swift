import Analysis
import Exact
import Foundation
import Networks
import Testing

@Suite struct ConditionNumberTests {
    private func hilbert(_ n: Int) -> ExactMatrix {
        ExactMatrix((0..<n).map { i in (0..<n).map { j in Rational(1) / Rational(i + j + 1) } })
    }

    @Test("Condition numbers of matrices with known singular values")
    func known() throws {
        let diagonal = Matrix<Double>(rows: 3, columns: 2, elements: [0, 0, 8, 0, 0, 0.5])
        let number = try #require(ConditionNumber(diagonal))
        #expect(number.norm == 8 && number.inverseNorm == 2 && number.value == 16 && number.squared == 256)
        #expect(number.method == .singularValues)
        #expect(ConditionNumber(diagonal.transposed()) == number)
        let small = try #require(ConditionNumber(hilbert(4)))
        #expect(abs(small.value / 15_513.738738928 - 1) < 1e-10 && small.method == .singularValues)
    }

    @Test("Condition numbers beyond the reach of singular values come from the exact inverse")
    func exactly() throws {
        let rounded = Matrix<Double>(rows: 12, columns: 12, elements: hilbert(12).elements.map(\.doubleValue))
        #expect(ConditionNumber(rounded) == nil)
        let number = try #require(ConditionNumber(hilbert(12)))
        // Computed with 60 digits elsewhere.
        #expect(abs(number.value / 1.713_228_904_697_005e16 - 1) < 1e-10 && number.method == .exactInverse)
        let power = Rational(mantissa: 1, exponent: -900)
        let steep = try #require(ConditionNumber(ExactMatrix([[1, 0], [0, power]])))
        #expect(abs(steep.value / 0x1p900 - 1) < 1e-14)
    }

    @Test("There is no condition number without an inverse, or beyond the largest Double")
    func none() {
        #expect(ConditionNumber(ExactMatrix([[1, 2], [2, 4]])) == nil)
        #expect(ConditionNumber(Matrix<Double>(rows: 2, columns: 2, elements: [1, 2, 2, 4])) == nil)
        #expect(ConditionNumber(Matrix<Double>(rows: 1, columns: 1, elements: [.nan])) == nil)
        #expect(ConditionNumber(Matrix<Double>(rows: 0, columns: 3, elements: [])) == nil)
        #expect(ConditionNumber(ExactMatrix([[0]])) == nil)
        #expect(ConditionNumber(ExactMatrix([[1, 0], [0, Rational(mantissa: 1, exponent: -1100)]])) == nil)
    }

    @Test("A power law and its limit are recovered")
    func powerLaw() throws {
        let sizes = [4, 10, 33, 129]
        let fit = try #require(PowerLaw(sizes: sizes, values: sizes.map { 1.25 * pow(Double($0), 3) }))
        #expect(abs(fit.exponent - 3) < 1e-12 && abs(fit.constant - 1.25) < 1e-11 && fit.largestDeviation < 1e-12)
        #expect(abs(fit.value(at: 2) - 10) < 1e-10)
        // 10 % more at one of two equal sizes cannot be fitted away.
        let off = try #require(PowerLaw(sizes: [1, 1, 2], values: [1, 1.21, 4]))
        #expect(abs(off.constant - 1.1) < 1e-12 && abs(off.largestDeviation - 0.1) < 1e-12)
        for shift in [0.0, 0.5, 1] {
            let values = sizes.map { n in 3 * pow(Double(n) + shift, 4) + 7 * pow(Double(n) + shift, 2) }
            let found = try #require(PowerLaw.limit(sizes: sizes, values: values, exponent: 4, shift: shift))
            #expect(abs(found - 3) < 1e-12)
        }
        #expect(PowerLaw(sizes: [3, 3], values: [1, 2]) == nil && PowerLaw(sizes: [1, 2], values: [0, 1]) == nil)
        #expect(PowerLaw.limit(sizes: [3, 3], values: [1, 2], exponent: 1, shift: 0) == nil)
    }
}
