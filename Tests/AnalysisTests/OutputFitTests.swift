import Networks
import Testing

@testable import Analysis

@Suite struct OutputFitTests {
    @Test("Largest error, root mean square and R² by hand")
    func byHand() {
        let fit = OutputFit(outputs: [1, 2, 5, 4], targets: [1, 2, 3, 4])
        #expect(fit.maxAbsolute == 2 && fit.rootMeanSquare == 1 && abs((fit.r2 ?? 0) - 0.2) < 1e-15)
        #expect(OutputFit(outputs: [2.5, 2.5, 2.5, 2.5], targets: [1, 2, 3, 4]).r2 == 0)
        #expect(OutputFit(outputs: [1, 2], targets: [1, 2]) == OutputFit(outputs: [3, 4], targets: [3, 4]))
        #expect(OutputFit(outputs: [1, 2], targets: [1, 2]).r2 == 1)
        #expect((OutputFit(outputs: [4, 3, 2, 1], targets: [1, 2, 3, 4]).r2 ?? 1) == -3)
    }

    @Test("Targets that are all equal have no R²")
    func constant() {
        let fit = OutputFit(outputs: [0.1, 0.3], targets: [0.2, 0.2])
        #expect(fit.r2 == nil && abs(fit.maxAbsolute - 0.1) < 1e-15 && abs(fit.rootMeanSquare - 0.1) < 1e-15)
        #expect(OutputFit(outputs: [1], targets: [0]).r2 == nil)
    }

    @Test("No square overflows or underflows, and NaN stays NaN", arguments: [1e200, 1e-200, 1])
    func range(size: Double) {
        let fit = OutputFit(outputs: [0, 2 * size, 3 * size], targets: [size, 2 * size, 3 * size])
        #expect(fit.maxAbsolute == size && abs(fit.rootMeanSquare / size - (1.0 / 3).squareRoot()) < 1e-15)
        #expect(abs((fit.r2 ?? .nan) - 0.5) < 1e-15)
        let wide = OutputFit(outputs: [1.7e308, -1.7e308], targets: [1.7e308, -1.7e308])
        #expect(wide.r2 == 1 && wide.rootMeanSquare == 0)
        let lost = OutputFit(outputs: [.nan, 1], targets: [0, 1])
        #expect(lost.maxAbsolute.isNaN && lost.rootMeanSquare.isNaN && lost.r2 == nil)
        #expect(OutputFit(outputs: [.infinity, 1], targets: [0, 1]).r2 == nil)
    }
}
