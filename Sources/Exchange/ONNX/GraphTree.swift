/// A function of each entry of a signal, as nodes of a graph build it up.
///
/// Trees are in one form whatever nodes they came from: numbers stand last in sums and products, `Less` is a turned
/// `Greater`, a difference is a sum, a negative is a product, and the larger of something and 0 is `Relu`.
indirect enum GraphTree: Hashable {
    case base
    case number(Double)
    case one(String, GraphTree)
    case two(String, GraphTree, GraphTree)
    case three(String, GraphTree, GraphTree, GraphTree)

    /// The number of its parts.
    var size: Int {
        switch self {
        case .base, .number: 1
        case .one(_, let a): 1 + a.size
        case .two(_, let a, let b): 1 + a.size + b.size
        case .three(_, let a, let b, let c): 1 + a.size + b.size + c.size
        }
    }

    /// The tree with another one in place of the signal.
    func substituting(_ tree: GraphTree) -> GraphTree {
        func put(_ part: GraphTree) -> GraphTree { part.substituting(tree) }
        return switch self {
        case .base: tree
        case .number: self
        case .one(let op, let a): .one(op, put(a))
        case .two(let op, let a, let b): .two(op, put(a), put(b))
        case .three(let op, let a, let b, let c): .three(op, put(a), put(b), put(c))
        }
    }

    /// The tree of an operator of ONNX; nil for another number of operands than one to three.
    init?(_ op: String, _ parts: [GraphTree]) {
        switch parts.count {
        case 1 where op == "Neg": self.init(op: "Mul", parts[0], .number(-1))
        case 1 where op == "Reciprocal": self = .two("Div", .number(1), parts[0])
        case 1: self = .one(op, parts[0])
        case 2: self.init(op: op, parts[0], parts[1])
        case 3: self = .three(op, parts[0], parts[1], parts[2])
        default: return nil
        }
    }

    /// The tree of an operator of two operands.
    init(op: String, _ first: GraphTree, _ second: GraphTree) {
        switch (op, second) {
        case ("Less", _): self = .two("Greater", second, first)
        case ("LessOrEqual", _): self = .two("GreaterOrEqual", second, first)
        case ("Sub", .number(let value)): self.init(op: "Add", first, .number(-value))
        case ("Div", .number(let value)) where value != 0: self.init(op: "Mul", first, .number(1 / value))
        case ("Add", _), ("Mul", _), ("Max", _), ("Min", _), ("Equal", _):
            let (a, b) = first.rank <= second.rank ? (first, second) : (second, first)
            switch (op, b) {
            case ("Add", .number(0)), ("Mul", .number(1)): self = a
            case ("Max", .number(0)): self = .one("Relu", a)
            default: self = .two(op, a, b)
            }
        default: self = .two(op, first, second)
        }
    }

    /// Where it stands among the terms of a sum.
    private var rank: Int {
        switch self {
        case .base: 0
        case .one("Relu", _): 1
        case .one, .two, .three: 2
        case .number: 3
        }
    }

    /// What a tree is.
    enum Meaning: Hashable {
        case activation(StackActivation)
        /// The same as one of the operands of its last node, whose place is given.
        case operand(Int)
    }

    /// The function that the tree is; nil for one that is none of a layer.
    var meaning: Meaning? {
        let negative = GraphTree.two("Mul", .base, .number(-1))
        let small = GraphTree.two("Mul", .one("Abs", .base), .number(-1))
        switch self {
        case .one("Relu", .base): return .activation(.relu)
        case .two("Max", .base, .two("Mul", .base, .number(let slope))) where slope >= 0 && slope <= 1:
            return .activation(.leakyReLU(slope: slope))
        case .two("Mul", .base, .one("Cast", let condition)) where Self.isPositive(condition):
            return .activation(.relu)
        case .two("Min", .two("Max", .base, .number(-1)), .number(1)),
            .two("Max", .two("Min", .base, .number(1)), .number(-1)):
            return .activation(.hardTanh)
        case .one("Cast", .two("GreaterOrEqual", .base, .number(1))): return .activation(.hardThreshold)
        case .two("Div", .number(1), .two("Add", .one("Exp", let power), .number(1))) where power == negative:
            return .activation(.sigmoid)
        case .two("Add", .one("Relu", .base), .one("Log", .two("Add", .one("Exp", let power), .number(1))))
        where power == small:
            return .activation(.softplus)
        case .three("Where", let condition, let yes, let no): return Self.choice(condition, yes, no)
        default: return nil
        }
    }

    private static func isPositive(_ condition: GraphTree) -> Bool {
        condition == .two("Greater", .base, .number(0)) || condition == .two("GreaterOrEqual", .base, .number(0))
    }

    private static func isNegative(_ condition: GraphTree) -> Bool {
        condition == .two("Greater", .number(0), .base) || condition == .two("GreaterOrEqual", .number(0), .base)
    }

    /// PyTorch's softplus is the identity beyond a threshold; beyond 20 that changes less than 3e-9.
    private static let threshold = 20.0

    private static func choice(_ condition: GraphTree, _ yes: GraphTree, _ no: GraphTree) -> Meaning? {
        let (upper, lower) = isNegative(condition) ? (no, yes) : (yes, no)
        if isPositive(condition) || isNegative(condition), upper == .base {
            switch lower {
            case .number(0): return .activation(.relu)
            case .two("Mul", .base, .number(let slope)) where slope >= 0 && slope.isFinite:
                return .activation(.leakyReLU(slope: slope))
            default: return nil
            }
        }
        switch (condition, yes, no) {
        case (.two("GreaterOrEqual", .base, .number(1)), .number(1), .number(0)): return .activation(.hardThreshold)
        case (.two("Greater", .base, .number(let bound)), .base, .one("Softplus", .base)) where bound >= threshold:
            return .activation(.softplus)
        case (.one("Not", .two("Equal", .base, .base)), .base, let other):
            // JAX lets a NaN through apart.
            return other == .one("Softplus", .base) ? .activation(.softplus) : other.meaning
        case (
            .two("Greater", .two("Mul", .base, .number(let beta)), .number(let bound)), .base,
            .two("Mul", .one("Softplus", .two("Mul", .base, .number(let same))), .number(let inverse))
        ) where bound >= threshold && same == beta:
            return abs(beta * inverse - 1) < 1e-6 ? .operand(2) : nil
        default: return nil
        }
    }
}
