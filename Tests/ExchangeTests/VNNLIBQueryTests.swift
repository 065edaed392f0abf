import Testing

@testable import Exchange

@Suite struct VNNLIBQueryTests {
    @Test(
        "Numbers are plain decimals with digits on both sides of the point",
        arguments: [
            (1e-5, "0.00001"), (1, "1.0"), (-2.5, "-2.5"), (1.5e-7, "0.00000015"), (1e16, "10000000000000000.0"),
            (1.234e20, "123400000000000000000.0"), (0, "0.0"), (0.1, "0.1"), (123.456, "123.456"),
        ])
    func decimals(value: Double, text: String) { #expect(VNNLIBQuery.decimal(value) == text) }

    @Test("Every decimal is the number again")
    func shortest() {
        for value in [5e-324, 1.7976931348623157e308, -0.0, 1 / 3.0, 2.2250738585072014e-308, 6.02214076e23] {
            #expect(Double(VNNLIBQuery.decimal(value)) == value && !VNNLIBQuery.decimal(value).contains("e"))
        }
    }

    @Test("The query asks for an output that is too far off")
    func text() {
        let query = VNNLIBQuery(inputs: [[1, 0.5]], targets: [[2]], epsilon: 0.25, isDouble: false)
        #expect(
            query.text(.two).hasSuffix(
                "  (declare-input X float32 [1,2])\n  (declare-output Y float32 [1,1]))\n(assert (and (== X[0,0] 1.0) "
                    + "(== X[0,1] 0.5) (or (< Y[0,0] 1.75) (> Y[0,0] 2.25))))\n"))
        #expect(
            query.text(.one).hasSuffix(
                "(declare-const Y_0 Real)\n(assert (or\n  (and (<= X_0 1.0) (>= X_0 1.0) (<= X_1 0.5) (>= X_1 0.5) "
                    + "(<= Y_0 1.75))\n  (and (<= X_0 1.0) (>= X_0 1.0) (<= X_1 0.5) (>= X_1 0.5) (>= Y_0 2.25))\n))\n")
        )
        // The comment asks what the inequalities ask: strict ones in 2.0 only.
        #expect(query.text(.two).contains("differs from its target by more than 0.25? unsat: none.\n"))
        #expect(query.text(.one).contains("differs from its target by 0.25 or more? unsat: none.\n"))
    }
}
