internal import Networks
internal import Yams

extension Node {
    init(plain text: String) { self = .scalar(Scalar(text, Tag(.implicit), .plain)) }
    init(_ value: Int) { self.init(plain: String(value)) }
    init(_ value: Bool) { self.init(plain: value ? "true" : "false") }

    /// A number that every YAML reader takes for one: 1.0e-4 rather than 1e-04.
    init(_ value: Double) {
        if value == value.rounded(), abs(value) < 1e15 {
            self.init(plain: String(Int(value)))
            return
        }
        let text = "\(value)"
        guard let e = text.firstIndex(of: "e") else {
            self.init(plain: text)
            return
        }
        let mantissa = text[..<e]
        let exponent = Int(text[text.index(after: e)...]) ?? 0
        self.init(plain: "\(mantissa)\(mantissa.contains(".") ? "" : ".0")e\(exponent >= 0 ? "+" : "")\(exponent)")
    }

    static func flow(_ pairs: [(String, Node)]) -> Node {
        Node(pairs.map { (Node($0), $1) }, Tag(.map), .flow)
    }
    static func list(_ nodes: [Node]) -> Node { Node(nodes, Tag(.seq), .flow) }
}
