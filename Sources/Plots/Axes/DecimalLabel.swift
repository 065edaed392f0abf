/// Tick labels made from exact decimal parts, never from binary fractions.
enum DecimalLabel {
    /// Labels for `mantissas[i] × 10^exponent`, all with the same number of decimals and the same power of ten.
    static func labels(_ mantissas: [Int], exponent: Int) -> [String] {
        guard var largest = mantissas.map(\.magnitude).max(), largest > 0 else { return mantissas.map { _ in "0" } }
        var (numbers, exponent) = (mantissas, exponent)
        while numbers.allSatisfy({ $0 % 10 == 0 }) {
            numbers = numbers.map { $0 / 10 }
            largest /= 10
            exponent += 1
        }
        let order = String(largest).count - 1 + exponent
        if (-3..<7).contains(order) {
            let scale = (0..<max(0, exponent)).reduce(1) { power, _ in power * 10 }
            return numbers.map { fixed($0 * scale, decimals: max(0, -exponent)) }
        }
        return numbers.map {
            $0 == 0 ? "0" : fixed($0, decimals: order - exponent) + "×10" + superscript(order)
        }
    }

    /// A power of ten, such as 10⁻³.
    static func decade(_ exponent: Int) -> String {
        "10" + superscript(exponent)
    }

    private static func fixed(_ number: Int, decimals: Int) -> String {
        var digits = String(number.magnitude)
        if digits.count <= decimals { digits = String(repeating: "0", count: decimals + 1 - digits.count) + digits }
        let fraction = digits.suffix(decimals)
        let sign = number < 0 ? "\u{2212}" : ""
        return sign + grouped(String(digits.dropLast(decimals))) + (decimals > 0 ? "." + fraction : "")
    }

    /// Thousands separated by commas.
    private static func grouped(_ digits: String) -> String {
        var output = ""
        for (index, digit) in digits.enumerated() {
            if index > 0 && (digits.count - index) % 3 == 0 { output.append(",") }
            output.append(digit)
        }
        return output
    }

    private static func superscript(_ number: Int) -> String {
        let digits: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
        let text = String(number.magnitude).compactMap(\.wholeNumberValue).map { digits[$0] }
        return (number < 0 ? "⁻" : "") + String(text)
    }
}
