extension ONNXNode {
    /// An attribute that is a number: the shortest decimal that has the same value in single precision, in which the
    /// format stores it, since that is what was meant.
    func float(_ name: String, default standard: Double) throws(ExchangeError) -> Double {
        switch attributes[name] {
        case nil: return standard
        case .float(let value): return Self.meant(value)
        default: throw misfit(name)
        }
    }

    /// The shortest decimal that is a number in single precision.
    static func meant(_ value: Float) -> Double { Double(value.description) ?? Double(value) }

    /// An attribute that is an integer.
    func integer(_ name: String, default standard: Int) throws(ExchangeError) -> Int {
        switch attributes[name] {
        case nil: return standard
        case .integer(let value): return Int(value)
        default: throw misfit(name)
        }
    }

    /// An attribute that is a list of integers; nil where it is not given.
    func integers(_ name: String) throws(ExchangeError) -> [Int]? {
        switch attributes[name] {
        case nil: return nil
        case .integers(let values): return values.map { Int($0) }
        default: throw misfit(name)
        }
    }

    /// An attribute that is a text.
    func text(_ name: String, default standard: String) throws(ExchangeError) -> String {
        switch attributes[name] {
        case nil: return standard
        case .text(let value): return value
        default: throw misfit(name)
        }
    }

    private func misfit(_ name: String) -> ExchangeError {
        ExchangeError(
            path: path, location: place, problem: "its attribute \(name) is of another type",
            expected: "the type that ONNX has for it")
    }
}
