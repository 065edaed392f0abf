import Testing

@testable import Plots

@Suite("Axes")
struct AxisTests {
    private func labels(_ axis: Axis, _ start: Double, _ end: Double, _ target: Int) -> [String] {
        axis.ticks(in: AxisDomain(start, end), target: target).filter(\.isMajor).map(\.label)
    }

    @Test("Linear ticks stand at nice decimals")
    func linear() {
        let axis = Axis()
        #expect(labels(axis, 0, 1, 5) == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"])
        #expect(labels(axis, 0, 128, 6) == ["0", "20", "40", "60", "80", "100", "120"])
        #expect(labels(axis, 0, 100, 4) == ["0", "20", "40", "60", "80", "100"])
        #expect(labels(axis, 0, 1, 4) == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"])
        #expect(labels(axis, 0, 0.1, 3) == ["0.00", "0.05", "0.10"])
        #expect(labels(axis, 0, 90, 3) == ["0", "25", "50", "75"])
        #expect(labels(axis, -3, 3, 6) == ["−3", "−2", "−1", "0", "1", "2", "3"])
        #expect(labels(axis, 0, 50_000, 5) == ["0", "10,000", "20,000", "30,000", "40,000", "50,000"])
        #expect(labels(axis, 0, 5000, 5) == ["0", "1,000", "2,000", "3,000", "4,000", "5,000"])
        #expect(labels(axis, 0.02, 0.04, 2) == ["0.02", "0.03", "0.04"])
    }

    @Test("Ticks at whole numbers are never 2.5 apart")
    func noHalves() {
        #expect(labels(Axis(), 0, 15, 5) == ["0", "5", "10", "15"])
    }

    @Test("An axis of whole numbers has ticks at no others, on either scale", arguments: [AxisScale.linear, .log10])
    func whole(scale: AxisScale) {
        let (axis, other) = (Axis(scale: scale, isWhole: true), Axis(scale: scale))
        var found = 0
        for end in [1.0, 2, 3, 7, 40, 2500] {
            for start in [0.5, 1] {
                for target in 1...9 {
                    let ticks = axis.ticks(in: AxisDomain(start, end + 0.5), target: target)
                    #expect(ticks.contains(where: \.isMajor) || target < 3)
                    #expect(ticks.allSatisfy { $0.value == $0.value.rounded() })
                    found += other.ticks(in: AxisDomain(start, end + 0.5), target: target).count {
                        $0.value != $0.value.rounded()
                    }
                }
            }
        }
        #expect(found > 0)
        #expect(labels(Axis(isWhole: true), -0.5, 1.5, 6) == ["0", "1"])
        // Few epochs on a logarithmic axis: 1, 2 and 3, not 1.00, 2.00 and 3.00.
        for target in 2...9 {
            #expect(labels(Axis(scale: .log10, isWhole: true), 1, 2, target) == ["1", "2"])
            #expect(labels(Axis(scale: .log10, isWhole: true), 1, 3, target) == ["1", "2", "3"])
        }
    }

    @Test("An axis that includes 0 does not go below it for data that are 0")
    func zeros() {
        #expect(Axis(includesZero: true).domain(for: [0, 0]) == AxisDomain(0, 1))
        #expect(Axis().domain(for: [0, 0]).lower < 0)
    }

    @Test("Ticks with names are taken as they are, those inside the domain, in the order of the axis")
    func named() {
        let axis = Axis(namedTicks: [("b", 2.0), ("a", 1), ("c", 9)].map { AxisTick(value: $0.1, label: $0.0) })
        #expect(labels(axis, 0, 3, 1) == ["a", "b"] && labels(axis, 3, 0, 7) == ["b", "a"])
    }

    @Test("Very small and very large numbers share one power of ten")
    func powers() {
        let axis = Axis()
        #expect(labels(axis, 0, 4e-5, 2) == ["0", "2×10⁻⁵", "4×10⁻⁵"])
        #expect(labels(axis, 0, 1e300, 2) == ["0", "0.5×10³⁰⁰", "1.0×10³⁰⁰"])
        #expect(labels(axis, -1.5e9, 1.5e9, 3) == ["−1×10⁹", "0", "1×10⁹"])
        #expect(labels(axis, 0, 1e-280, 2) == ["0.0", "0.5", "1.0"].map { $0 == "0.0" ? "0" : $0 + "×10⁻²⁸⁰" })
    }

    @Test("Ticks are exact, inside the domain, evenly spaced and not too many")
    func tickProperties() {
        let domains: [(Double, Double)] = [
            (0, 1), (-1, 1), (0.1, 0.7), (1e6, 1e6 + 1), (-1e300, 1e300), (1e-200, 3e-200), (3, 3.0000001), (-5, -4.9),
            (-.greatestFiniteMagnitude / 4, .greatestFiniteMagnitude / 4), (123_456_789, 123_456_999),
        ]
        for (start, end) in domains {
            for target in 1...12 {
                let ticks = Axis().ticks(in: AxisDomain(start, end), target: target)
                #expect(ticks.count >= 1 || target < 3, "\(start) \(end) \(target)")
                #expect(ticks.count <= target * 5 / 4 + 2)
                #expect(ticks.allSatisfy { $0.value >= start && $0.value <= end })
                #expect(Set(ticks.map(\.label)).count == ticks.count)
                let gaps = zip(ticks, ticks.dropFirst()).map { $1.value - $0.value }
                if let least = gaps.min(), let greatest = gaps.max() {
                    #expect(greatest - least <= greatest * 1e-3 + abs(end) * 1e-15)
                }
            }
        }
        #expect(Axis().ticks(in: AxisDomain(0, 1), target: 5).map(\.value) == [0, 0.2, 0.4, 0.6, 0.8, 1])
    }

    @Test("A reversed domain reverses the ticks")
    func reversed() {
        for scale in [AxisScale.linear, .log10] {
            let axis = Axis(scale: scale)
            let forward = axis.ticks(in: AxisDomain(1, 1000), target: 4)
            #expect(axis.ticks(in: AxisDomain(1000, 1), target: 4) == forward.reversed())
            #expect(forward.count > 2)
        }
        #expect(Axis(domain: AxisDomain(5, -5)).domain(for: []) == AxisDomain(5, -5))
        #expect(Axis(scale: .log10, domain: AxisDomain(100, 1)).domain(for: []) == AxisDomain(100, 1))
    }

    @Test("Domains that cannot be divided give no ticks")
    func hopelessDomains() {
        let values = [0, 1, -.infinity, .infinity, .nan, 5e-324, 1e308, -1e308]
        for start in values {
            for end in values {
                for scale in [AxisScale.linear, .log10] {
                    let ticks = Axis(scale: scale).ticks(in: AxisDomain(start, end), target: 5)
                    #expect(ticks.allSatisfy { $0.value.isFinite })
                    if !(start.isFinite && end.isFinite) || start == end { #expect(ticks.isEmpty) }
                }
            }
        }
    }

    @Test("Logarithmic ticks stand at decades")
    func decades() {
        let axis = Axis(scale: .log10)
        #expect(labels(axis, 1, 557_600, 7) == ["10⁰", "10¹", "10²", "10³", "10⁴", "10⁵"])
        #expect(labels(axis, 1e-6, 1e6, 5) == ["10⁻⁶", "10⁻³", "10⁰", "10³", "10⁶"])
        #expect(labels(axis, 1e-300, 1e300, 4) == ["10⁻²⁰⁰", "10⁰", "10²⁰⁰"])
        let ticks = axis.ticks(in: AxisDomain(1, 1000), target: 5)
        #expect(ticks.count == 28)
        #expect(ticks.filter(\.isMajor).map(\.value) == [1, 10, 100, 1000])
        #expect(ticks.prefix(3).map(\.value) == [1, 2, 3])
    }

    @Test("Short logarithmic domains are labelled between decades")
    func shortLogarithmic() {
        let axis = Axis(scale: .log10)
        #expect(labels(axis, 1, 20, 5) == ["1", "2", "5", "10", "20"])
        #expect(labels(axis, 0.01, 0.1, 5) == ["0.01", "0.02", "0.05", "0.1"])
        #expect(labels(axis, 3, 4, 5) == ["3.0", "3.2", "3.4", "3.6", "3.8", "4.0"])
    }

    @Test("Domains from data get a margin that does not cross zero")
    func fitted() {
        #expect(Axis(padding: 0.1).domain(for: [-10, 10]) == AxisDomain(-12, 12))
        #expect(Axis(padding: 0.1).domain(for: [0, 10]) == AxisDomain(0, 11))
        #expect(Axis(padding: 0.1).domain(for: [0.5, 10.5]) == AxisDomain(0, 11.5))
        #expect(Axis(padding: 0.1).domain(for: [-10, 0]) == AxisDomain(-11, 0))
        #expect(Axis(padding: 0).domain(for: [.nan, 3, .infinity, 5, -.infinity]) == AxisDomain(3, 5))
        #expect(Axis(padding: 0, includesZero: true).domain(for: [3, 5]) == AxisDomain(0, 5))
        #expect(Axis("x", domain: 2...3).domain(for: [0, 10]) == AxisDomain(2, 3))
        #expect(Axis(domain: AxisDomain(.nan, 1), padding: 0).domain(for: [3, 5]) == AxisDomain(3, 5))
        #expect(Axis(padding: .nan).domain(for: [3, 5]) == AxisDomain(3, 5))
    }

    @Test("Logarithmic domains drop what is not positive and stop at decades")
    func fittedLogarithmic() {
        let axis = Axis(scale: .log10)
        #expect(axis.domain(for: [-5, 0, 10, 1000]) == AxisDomain(10, 1000))
        #expect(axis.domain(for: []) == AxisDomain(1, 10))
        #expect(axis.domain(for: [-1, 0]) == AxisDomain(1, 10))
        let padded = axis.domain(for: [2, 2000])
        #expect(padded.start < 2 && padded.start > 1.4 && padded.end > 2000 && padded.end < 2800)
        #expect(Axis(scale: .log10, domain: 0...1).domain(for: [10, 1000]) == AxisDomain(10, 1000))
    }

    @Test("Empty, single, constant and extreme data give a domain with ticks")
    func degenerate() {
        let data: [[Double]] = [
            [], [0], [-0.0], [3], [-3], [3, 3, 3], [1e300], [-1e300, 1e300], [5e-324], [0, 5e-324], [1e-310, 2e-310],
            [.greatestFiniteMagnitude, -.greatestFiniteMagnitude], [.nan, .infinity], [1, 1 + 1e-15], [0.1, 0.3 - 0.2],
        ]
        for values in data {
            for scale in [AxisScale.linear, .log10] {
                let axis = Axis(scale: scale)
                let domain = axis.domain(for: values)
                #expect(domain.start.isFinite && domain.end.isFinite && domain.start < domain.end, "\(values)")
                #expect(!axis.ticks(in: domain, target: 5).isEmpty, "\(values) \(scale)")
                for value in values where value.isFinite && abs(value) < 1e307 && (scale == .linear || value > 0) {
                    #expect(domain.lower <= value && value <= domain.upper, "\(values) \(scale)")
                }
            }
        }
        #expect(Axis().domain(for: [3]) == AxisDomain(2.7, 3.3))
        #expect(Axis().domain(for: []) == AxisDomain(0, 1))
        #expect(Axis(domain: AxisDomain(0, 0)).domain(for: []) == AxisDomain(-1, 1))
    }
}
