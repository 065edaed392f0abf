internal import Foundation
internal import Plots

/// Numbers sorted into bins of equal width, or of equal ratio where they spread over more than a decade.
///
/// Numbers that are the same to one part in a hundred have one bin, in whose middle they are.
struct Histogram {
    /// A bin, with the numbers from its lower end up to, but not including, its upper end; the last has both ends.
    struct Bin: Hashable {
        let lower: Double
        let upper: Double
        let count: Int
    }

    /// The bins from left to right, empty ones included.
    let bins: [Bin]
    /// Whether the bins have equal ratios.
    let isLogarithmic: Bool
    /// Whether all numbers are nearly the same.
    let isOne: Bool

    /// The widths of bins in decades.
    private static let ratios = [0.1, 0.2, 0.25, 0.5, 1, 2, 5, 10, 20, 50, 100]

    /// Sorts positive, finite numbers; others are left out.
    ///
    /// There are at most about 2√n bins, with ends at round numbers.
    init(_ values: [Double]) {
        let values = values.filter { $0 > 0 && $0.isFinite }
        guard let least = values.min(), let most = values.max() else {
            (bins, isLogarithmic, isOne) = ([], false, false)
            return
        }
        let limit = max(6, 2 * Int(Double(values.count).squareRoot()))
        isLogarithmic = most >= 10 * least
        // Of numbers that are nearly one, their size tells more than what they differ by.
        isOne = most - least <= 0.01 * most
        if isOne {
            bins = [Self.bin(around: least / 2 + most / 2, from: least, to: most, count: values.count)]
        } else if isLogarithmic {
            let (low, high) = (log10(least), log10(most))
            let width = Self.ratios.first { ceil(high / $0) - floor(low / $0) <= Double(limit) } ?? 200
            bins = Self.bins(values.map { log10($0) }, width: width, from: floor(low / width)) { exponent in
                min(max(pow(10, exponent), .leastNonzeroMagnitude), .greatestFiniteMagnitude)
            }
        } else {
            let decade = pow(10, floor(log10((most - least) / Double(limit))))
            let width =
                [1, 2, 2.5, 5, 10, 20].map { $0 * decade }
                .first { ceil(most / $0) - floor(least / $0) <= Double(limit) } ?? most - least
            // Near the least of all numbers there is no width.
            bins =
                decade.isNormal
                ? Self.bins(values, width: width, from: floor(least / width)) { $0 }
                : [Bin(lower: 0, upper: most, count: values.count)]
        }
    }

    /// A bin with some numbers in its middle, about a tenth of them wide.
    private static func bin(around centre: Double, from least: Double, to most: Double, count: Int) -> Bin {
        let decade = pow(10, floor(log10(centre / 10)))
        let ends = [1.0, 2, 5].map { $0 * decade }.last { $0 <= centre / 10 }.map { (centre - $0 / 2, centre + $0 / 2) }
        // Near the least and the largest of all numbers there is no such width.
        guard let ends, ends.0 < least, ends.1 > most, ends.1.isFinite else {
            return Bin(lower: 0, upper: most, count: count)
        }
        return Bin(lower: ends.0, upper: ends.1, count: count)
    }

    private static func bins(
        _ values: [Double], width: Double, from first: Double, _ end: (Double) -> Double
    ) -> [Bin] {
        let last = max(first + 1, ceil((values.max() ?? 0) / width))
        let count = Int(last - first)
        var counts = [Int](repeating: 0, count: count)
        for value in values { counts[min(max(Int(floor(value / width) - first), 0), count - 1)] += 1 }
        return counts.enumerated().map { index, count in
            Bin(
                lower: end((first + Double(index)) * width), upper: end((first + Double(index + 1)) * width),
                count: count)
        }
    }

    /// The bins as bars with gaps between them.
    var bars: [PlotPoint] {
        bins.filter { $0.count > 0 }.flatMap { bin -> [PlotPoint] in
            let ends = isLogarithmic ? (log10(bin.lower), log10(bin.upper)) : (bin.lower, bin.upper)
            let inset = 0.04 * (ends.1 - ends.0)
            let edges = [ends.0 + inset, ends.1 - inset].map { isLogarithmic ? pow(10, $0) : $0 }
            return edges.map { PlotPoint($0, Double(bin.count)) } + [PlotPoint(.nan, .nan)]
        }
    }
}
