internal import Diagnostics
internal import Foundation

/// A key of a spec with the values that a sweep gives it.
public struct SweepAxis: Sendable, Equatable {
    /// The most values.
    static let mostValues = 1_000_000

    /// The dotted key; `length` resizes signals and layers together.
    public let key: String
    /// The values as YAML, on one line each.
    public let values: [String]
    /// The values as numbers; nil where one of them is another thing.
    public let numbers: [Double]?
    /// Whether the values are a logarithmic range.
    public let isLogarithmic: Bool

    let nodes: [Node]

    init(_ key: String, _ nodes: [Node], isLogarithmic: Bool = false) {
        (self.key, self.nodes, self.isLogarithmic) = (key, nodes, isLogarithmic)
        values = nodes.map(\.oneLine)
        let numbers = nodes.compactMap(\.number)
        self.numbers = numbers.count == nodes.count ? numbers : nil
    }

    /// Reads a list of values, or a range.
    init(_ node: SpecNode, key: String) throws(SpecError) {
        guard !node.isList else {
            let nodes = try node.list().map(\.node)
            var seen: Set<String> = []
            for entry in try node.list() where !seen.insert(entry.node.oneLine).inserted {
                throw entry.error("\(entry.node.oneLine.shortened()) is given twice")
            }
            self.init(key, nodes)
            return
        }
        let entries = try node.mapping()
        let (first, last) = (try entries.required("from", in: node), try entries.required("to", in: node))
        let (from, to) = (try first.number(), try last.number())
        let isWhole = try entries["whole"]?.boolean() ?? false
        let isLogarithmic = try entries["log"]?.boolean() ?? false
        if isLogarithmic {
            guard from > 0 else { throw first.error("\(NumberText.exact(from)): expected a number above 0, for log") }
            guard to > 0 else { throw last.error("\(NumberText.exact(to)): expected a number above 0, for log") }
        }
        var numbers: [Double]
        if let entry = entries["step"] {
            let step = try entry.number()
            let steps = (to - from) / step
            guard step != 0, steps >= 0 else {
                throw entry.error(
                    "\(NumberText.exact(step)): expected a step that leads from \(NumberText.exact(from)) to "
                        + NumberText.exact(to))
            }
            guard steps < Double(Self.mostValues) else {
                throw entry.error(
                    "\(NumberText.exact(step)) makes \(NumberText.number(steps.rounded(.down) + 1)) values: expected at most "
                        + NumberText.count(Self.mostValues))
            }
            numbers = (0...Int(steps + 1e-9)).map { Self.rounded(from + Double($0) * step) }
        } else {
            let count = try entries.required("count", in: node).integer()
            let last = Double(max(1, count - 1))
            numbers = (0..<count).map { k in
                guard k > 0 else { return from }
                guard k < count - 1 else { return to }
                let share = Double(k) / last
                return Self.rounded(isLogarithmic ? from * pow(to / from, share) : from + (to - from) * share)
            }
        }
        if isWhole { numbers = numbers.map { $0.rounded() } }
        var seen: Set<Double> = []
        numbers = numbers.filter { seen.insert($0).inserted }
        self.init(
            key, numbers.map { Node(.scalar(NumberText.plain($0), isQuoted: false), line: node.node.line) },
            isLogarithmic: isLogarithmic)
    }

    /// A number to twelve digits, so that every machine has the same, whatever its library makes of logarithms.
    static func rounded(_ value: Double) -> Double { Double(String(format: "%.12g", value)) ?? value }
}

extension Node {
    /// The value as YAML on one line.
    var oneLine: String {
        if case .scalar(let text, isQuoted: false) = content { return text }
        return yamlLine
    }

    /// The number that a scalar without quotes is.
    var number: Double? {
        guard let text = plainText?.filter({ $0 != "_" }), let value = Double(text), value.isFinite else { return nil }
        return value
    }
}
