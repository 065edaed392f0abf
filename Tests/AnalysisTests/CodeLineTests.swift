import Analysis
import Testing

@Suite struct CodeLineTests {
    @Test("A straight code has r² = 1 and no deviation")
    func straight() throws {
        let line = try #require(CodeLine(codes: [7, 5, 3, 1], positions: [0, 1, 2, 3]))
        #expect(line.slope == -2 && line.intercept == 7 && line.r2 == 1 && line.maxDeviation == 0 && line.isMonotone)
    }

    @Test("The least-squares line of four points, by hand")
    func byHand() throws {
        // z = 0, 1, 1, 4 over θ = 0…3: slope 6/5, intercept −3/10, residuals .3, .1, −1.1, .7.
        let line = try #require(CodeLine(codes: [0, 1, 1, 4], positions: [0, 1, 2, 3]))
        #expect(abs(line.slope - 1.2) < 1e-15 && abs(line.intercept + 0.3) < 1e-15)
        #expect(abs(line.r2 - (1 - 1.8 / 9)) < 1e-15)
        #expect(abs((line.maxDeviation ?? 0) - 1.1 / 4) < 1e-15)
        #expect(!line.isMonotone)
    }

    @Test("The order of the samples does not matter; equal codes are not monotone")
    func order() throws {
        let line = try #require(CodeLine(codes: [3, 1, 2], positions: [2, 0, 1]))
        #expect(line.isMonotone && line.r2 == 1)
        let constant = try #require(CodeLine(codes: [2, 2, 2], positions: [0, 1, 2]))
        #expect(constant.r2 == 0 && constant.maxDeviation == nil && !constant.isMonotone)
    }

    @Test("No line without two positions and finite codes")
    func undefined() {
        #expect(CodeLine(codes: [1], positions: [1]) == nil)
        #expect(CodeLine(codes: [1, 2], positions: [3, 3]) == nil)
        #expect(CodeLine(codes: [1, .nan], positions: [0, 1]) == nil)
    }
}
