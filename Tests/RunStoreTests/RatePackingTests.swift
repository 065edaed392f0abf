import Foundation
import Networks
import Testing

@testable import RunStore

/// Learning rates of consecutive epochs in few bytes.
@Suite struct RatePackingTests {
    private static let million = 1_000_000
    private static let shapes: [RateCurve.Shape] = [
        .exponential(factor: 0.95, every: 10_000, isStaircase: false, minimumRate: 0),
        .exponential(factor: 0.5, every: 100, isStaircase: true, minimumRate: 1e-12),
        .inverseTime(decay: 1, every: 100, isStaircase: false),
        .polynomial(epochs: million, finalRate: 1e-6, power: 2), .polynomial(epochs: million, finalRate: 0, power: 0.5),
        .cosine(epochs: million, finalRate: 0, isMirrored: false),
        .cosine(epochs: 1000, finalRate: 1e-5, isMirrored: true),
        .cosineRestarts(epochs: 100, periodFactor: 2, rateFactor: 0.9, finalRate: 0),
        .linear(epochs: million, startShare: 0.01),
        .oneCycle(epochs: million, riseShare: 0.3, startDivisor: 25, finalDivisor: 1e4, isEarly: true),
    ]

    @Test(
        "The rates of every curve come back bit for bit, and a million with their losses take under 16 MB",
        arguments: shapes)
    func curves(_ shape: RateCurve.Shape) {
        let curve = RateCurve(shape)
        var words = 0
        for start in stride(from: 0, to: Self.million, by: 1024) {
            let rates = (start..<min(Self.million, start + 1024)).map { curve.rate(at: $0, from: 1e-3) }
            let packed = RatePacking.words(rates)
            words += packed.count
            #expect(RatePacking.rates(packed) == rates)
        }
        // Of a thousand rates a record has 24 bytes more, as the losses have.
        let losses = 8 * Self.million + 2 * 24 * (Self.million / 1024 + 1)
        #expect(losses + 8 * words < 16_000_000, "\(8 * words) bytes")
        if case .cosine(1000, _, _) = shape { return }
        #expect(8 * words < 7 * Self.million / 2, "\(8 * words) bytes")
    }

    @Test("Any rates come back, and words that hold none are refused")
    func any() {
        var generator = SystemRandomNumberGenerator()
        for count in 1...200 {
            let rates = (0..<count).map { _ in Double(bitPattern: generator.next()) }
            let words = RatePacking.words(rates)
            #expect(RatePacking.rates(words)?.map(\.bitPattern) == rates.map(\.bitPattern))
            #expect(RatePacking.rates(words.dropLast()) == nil)
        }
        let odd: [[UInt64]] = [[], [0], [1], [0, 0], [9, 0], [.max, 0, 0], [1, .max, .max]]
        for words in odd { #expect(RatePacking.rates(words) == nil) }
        #expect(RatePacking.rates([8, 0]) == Array(repeating: 0, count: 8))
    }
}
