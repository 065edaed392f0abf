// Reads lines "OPERATION A B" with rational numbers "p/q", and prints each result on a line: what `run` compares.
import Exact

func result(_ words: [Substring]) -> String? {
    guard words.count == 3, let a = Rational(String(words[1])), let b = Rational(String(words[2])) else { return nil }
    switch words[0] {
    case "+": return "\(a + b)"
    case "-": return "\(a - b)"
    case "*": return "\(a * b)"
    case "/": return b.isZero ? "undefined" : "\(a / b)"
    case "<": return "\(a < b)"
    case "=": return "\(a == b)"
    case "#": return "\((a - b).hashValue == (-(b - a)).hashValue)"
    case "double": return String(a.doubleValue.bitPattern, radix: 16)
    case "bits":
        // A number's nearest double and back: exact, and the same number again where it was one.
        guard let back = Rational(exactly: a.doubleValue) else { return "none" }
        return "\(back)"
    case "sum":
        // A long way round to a·b + a: many roundless steps.
        var sum = Rational.zero
        for _ in 0..<3 { sum += a * b }
        return "\((sum - a * b - a * b) + a)"
    default: return nil
    }
}

while let line = readLine() {
    guard let text = result(line.split(separator: " ")) else { fatalError("not an operation: \(line)") }
    print(text)
}
