import Analysis
import Exact
import Foundation
import Networks
import Testing

@Suite struct ConditioningLawTests {
    private static let tenths = [0, 1, 2, 4, 5, 6, 7, 9].map { Rational($0) / 10 }

    @Test(
        "κ(XᵀX) and κ(A2ᵀA2), within 1 % of values computed elsewhere",
        arguments: [
            (16, 438, 1.06e5), (32, 1709, 1.53e6), (64, 6741, 2.31e7), (129, 2.718e4, 3.70e8), (256, 1.067e5, 5.65e9),
            (512, 4.258e5, 8.96e10),
        ])
    func table(n: Int, signals: Double, activations: Double) throws {
        let measured = try #require(LengthConditioning(length: n))
        #expect(abs(measured.signals / signals - 1) < 0.01)
        #expect(abs(measured.activations / activations - 1) < 0.01)
        #expect(abs(measured.signals / ConditioningLaw.signals(length: n) - 1) < 1e-9)
        #expect(measured.rescaledActivations > measured.activations)
        if n == 129 { #expect(abs(measured.rescaledActivations / 1.062_544e9 - 1) < 1e-5) }
        let law = ConditioningLaw.activations(length: n) / measured.activations - 1
        #expect(law > 0 && law < (n < 32 ? 0.023 : n < 129 ? 0.006 : 0.0004))
    }

    @Test("The law holds exactly at small lengths")
    func small() throws {
        let one = try #require(LengthConditioning(length: 1))
        #expect(one.signals == 1 && one.activations == 1 && abs(ConditioningLaw.signals(length: 1) - 1) < 1e-14)
        // LᵀL has the eigenvalues (3 ± √5)/2, and L²ᵀL² has 3 ± 2√2.
        let two = try #require(LengthConditioning(length: 2))
        #expect(abs(two.signals - (7 + 3 * 5.0.squareRoot()) / 2) < 1e-13)
        // With columns of length 1, (1 + 2/√5)/(1 − 2/√5).
        #expect(abs(two.rescaledActivations - (9 + 4 * 5.0.squareRoot())) < 1e-12)
        #expect(abs(two.activations - (17 + 12 * 2.0.squareRoot())) < 1e-12)
        for n in 1...24 {
            let measured = try #require(LengthConditioning(length: n))
            #expect(abs(measured.signals / ConditioningLaw.signals(length: n) - 1) < 1e-12, "n = \(n)")
            let fraction = try #require(KinkFraction(0)?.condition(length: n))
            #expect(abs(measured.activations / fraction.squared - 1) < 1e-11, "n = \(n)")
        }
        #expect(LengthConditioning(length: 0) == nil)
    }

    @Test("The constant 16/β⁴ is that of the clamped bar, and what the measured numbers tend to")
    func constant() throws {
        let beta = ConditioningLaw.beamRoot
        #expect(abs(cos(beta) * cosh(beta) + 1) < 1e-14)
        #expect(abs(ConditioningLaw.activationsConstant - 1.294_251) < 1e-6)
        let sizes = [32, 64]
        let rows = try sizes.map { try #require(LengthConditioning(length: $0)) }
        let activations = PowerLaw.limit(sizes: sizes, values: rows.map(\.activations), exponent: 4, shift: 1)
        let signals = PowerLaw.limit(sizes: sizes, values: rows.map(\.signals), exponent: 2, shift: 0.5)
        #expect(abs(try #require(activations) / ConditioningLaw.activationsConstant - 1) < 1e-4)
        #expect(abs(try #require(signals) / ConditioningLaw.signalsConstant - 1) < 1e-6)
        #expect(abs(rows[1].activationsRatio * pow(64, 4) / rows[1].activations - 1) < 1e-14)
        #expect(abs(rows[1].signalsRatio * 64 * 64 / rows[1].signals - 1) < 1e-14)
    }

    @Test("T3 at n = 129, as printed")
    func fractions() throws {
        let expected: [(fraction: String, condition: String, weight: String)] = [
            ("0", "1.9e+04", "1.000e+00"), ("1/10", "2.4e+04", "1.235e+00"), ("1/4", "3.8e+04", "1.778e+00"),
            ("2/5", "9.5e+04", "2.778e+00"), ("49/100", "8.5e+05", "3.845e+00"), ("1/2", "3.1e+06", "4.000e+00"),
            ("51/100", "8.1e+07", "6.70e+02"), ("3/5", "2e+27", "1.4e+23"), ("3/4", "4e+65", "6e+61"),
        ]
        for row in expected {
            let fraction = try #require(Rational(row.fraction).flatMap(KinkFraction.init))
            let found = FractionConditioning(fraction, length: 129)
            let condition = try #require(found.condition)
            let weight = try #require(found.largestWeight)
            #expect(printed(condition.value, like: row.condition) == row.condition, "f = \(row.fraction)")
            #expect(printed(weight, like: row.weight) == row.weight, "f = \(row.fraction)")
            #expect(condition.method == (found.value > 0.55 ? .exactInverse : .singularValues))
            #expect(found.isStable == (found.value < 0.5) && found.fraction == row.fraction)
            let law = try #require(found.law)
            #expect(abs(law / condition.value - 1) < (found.value == 0.49 ? 0.13 : 0.004), "f = \(row.fraction)")
            let closed = ConditioningLaw.largestWeight(length: 129, fraction: found.value)
            #expect(abs(closed / weight - 1) < 1e-11)
        }
    }

    private func printed(_ value: Double, like text: String) -> String {
        let digits = text.split(separator: "e")[0].count
        return String(format: "%.\(max(0, digits - 2))e", value)
    }

    @Test("The inverse of the activations is exact", arguments: tenths)
    func inverse(f: Rational) throws {
        let fraction = try #require(KinkFraction(f))
        for n in 1...7 {
            let (matrix, inverse) = (fraction.activations(length: n), fraction.inverseActivations(length: n))
            for theta in 1...n {
                for k in 0..<n {
                    let u = Rational(theta) - Rational(k) - f
                    #expect(matrix[theta - 1, k] == (u.signum > 0 ? u : 0))
                }
            }
            for j in 0..<n {
                let column = matrix.times((0..<n).map { inverse[$0, j] })
                #expect(column == (0..<n).map { $0 == j ? 1 : 0 }, "f = \(f), n = \(n), column \(j)")
            }
            let layer = fraction.lastLayer(length: n, spacing: 1)
            #expect(fraction.largestWeight(length: n) == layer.elements.map(\.magnitude).max())
        }
    }

    @Test("Both ways to a condition number agree where both serve")
    func bothWays() throws {
        for f in [Rational(1) / 4, Rational(1) / 2, Rational(11) / 20] {
            let fraction = try #require(KinkFraction(f))
            let simple = try #require(fraction.condition(length: 20))
            let exact = try #require(
                ConditionNumber(
                    rounded(fraction.activations(length: 20)), inverse: rounded(fraction.inverseActivations(length: 20))
                ))
            #expect(simple.method == .singularValues && exact.method == .exactInverse)
            #expect(abs(simple.value / exact.value - 1) < 1e-10)
        }
    }

    private func rounded(_ matrix: ExactMatrix) -> Matrix<Double> {
        Matrix(rows: matrix.rows, columns: matrix.columns, elements: matrix.elements.map(\.doubleValue))
    }

    @Test("Beyond the largest Double there is no condition number")
    func beyond() throws {
        let found = FractionConditioning(try #require(KinkFraction(Rational(99) / 100)), length: 160)
        #expect(found.condition == nil && found.law == nil && found.largestWeight == nil && !found.isStable)
    }
}
