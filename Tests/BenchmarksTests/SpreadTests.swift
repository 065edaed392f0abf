import Foundation
import Testing

@testable import Benchmarks

@Suite struct SpreadTests {
    @Test("The median is the middle, or the mean of the middle two")
    func medians() throws {
        for (values, median, least, greatest) in [
            ([3.0], 3.0, 3.0, 3.0), ([9, 1, 4], 4, 1, 9), ([8, 1, 4, 2], 3, 1, 8), ([5, 5, 5, 5, 1], 5, 1, 5),
        ] {
            let spread = try #require(Spread(values))
            #expect(spread.median == median && spread.least == least && spread.greatest == greatest, "\(values)")
        }
        #expect(Spread([]) == nil)
        #expect(Spread([1, .nan]) == nil)
        #expect(Spread([1, .infinity]) == nil)
    }

    @Test("A ratio is taken within a round, not between medians")
    func ratios() throws {
        let spread = try #require(Spread(ratios: [2, 4, 9], to: [1, 4, 3]))
        #expect(spread.median == 2 && spread.least == 1 && spread.greatest == 3)
        #expect(try #require(Spread(ratios: [6, 8], to: [2])).median == 3)
        #expect(Spread(ratios: [1], to: []) == nil)
        #expect(Spread(ratios: [1], to: [0]) == nil)
    }

    @Test("A power of the length is found despite outliers")
    func growth() throws {
        var times: [Int: Double] = [9: 1, 1025: 7]
        for n in [65, 129, 257, 513] { times[n] = 0.25 * pow(Double(n), 2.5) }
        let growth = try #require(Growth(of: "sweep", times: times))
        #expect(abs(growth.exponent - 2.5) < 1e-12)
        #expect(growth.from == 65 && growth.to == 513 && growth.contestant == "sweep")
        #expect(abs(try #require(Growth(of: "dense", from: 2, to: 4, times: [2: 3, 4: 24])).exponent - 3) < 1e-12)
        for missing in [65, 513] {
            var fewer = times
            fewer[missing] = nil
            #expect(Growth(of: "sweep", times: fewer) == nil)
        }
        times[129] = 0
        #expect(Growth(of: "sweep", times: times) == nil)
        #expect(Growth(of: "sweep", from: 65, to: 65, times: [65: 1]) == nil)
    }

    @Test(
        "Calibration comes near the requested time, in multiples, after few trials",
        arguments: [1e-8, 1e-6, 3e-5, 1e-3, 0.04, 0.3, 5], [1, 10, 20])
    func calibration(secondsPerEpoch: Double, multiple: Int) {
        var calibration = Calibration(target: 0.15, multiple: multiple)
        var (trials, spent) = (0, 0.0)
        while !calibration.isSettled {
            // The first call is slow, as it is in life.
            let seconds = Double(calibration.epochs) * secondsPerEpoch + (trials == 0 ? 0.002 : 0)
            spent += seconds
            calibration.note(seconds: seconds)
            trials += 1
        }
        #expect(calibration.epochs.isMultiple(of: multiple) && calibration.epochs >= multiple)
        let seconds = Double(calibration.epochs) * secondsPerEpoch
        #expect(seconds < 0.25 || calibration.epochs == multiple)
        #expect(seconds > 0.1 || calibration.epochs == multiple)
        #expect(trials <= 8)
        #expect(spent < 0.5 || trials == 1)
    }

    @Test("A clock that stands still does not hang the calibration")
    func standingClock() {
        var calibration = Calibration(target: 0.15, multiple: 7)
        var trials = 0
        while !calibration.isSettled {
            calibration.note(seconds: 0)
            trials += 1
        }
        #expect(trials < 31 && calibration.epochs.isMultiple(of: 7) && calibration.epochs <= 1_000_000_007)
    }
}
