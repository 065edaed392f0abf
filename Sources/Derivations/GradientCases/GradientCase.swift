internal import Diagnostics
public import Networks

/// A network with data, and every value of its forward and backward pass in double precision.
public struct GradientCase: Sendable {
    /// An entry that differs from what the file expects.
    public struct Difference: Sendable, Hashable, Codable {
        /// The entry, such as "dW[0][1][2]".
        public let entry: String
        /// The computed value.
        public let computed: Double
        /// The value in the file.
        public let expected: Double
    }

    /// The network.
    public let network: Network<Double>
    /// x, `[samples × inputs]`.
    public let inputs: Matrix<Double>
    /// y, `[samples × outputs]`; one-hot where the file gives classes.
    public let targets: Matrix<Double>
    /// The loss.
    public let loss: Loss
    /// The results that the file expects.
    public let expected: GradientExpectations

    /// The largest file that is read, in bytes.
    public static let maximumSize = 1 << 28

    /// Reads the cases of a file: one case, or an object with a list `cases`, of which those of kind trajectory are
    /// skipped.
    ///
    /// - Throws: ``GradientCaseError`` for the first entry that is wrong.
    public static func read(_ bytes: [UInt8], source: String) throws(GradientCaseError) -> [GradientCase] {
        let files: [(name: String, file: GradientCaseFile)]
        do {
            let collection = try JSONProblem.decode(GradientCaseCollection.self, from: bytes)
            files = collection.cases.enumerated().compactMap { k, entry in
                entry.gradient.map { (collection.isList ? "cases.\(k)." : "", $0) }
            }
        } catch {
            throw GradientCaseError(source: source, error)
        }
        guard !files.isEmpty else {
            throw GradientCaseError(
                source: source, entry: "cases", problem: "expected at least one case of kind gradient")
        }
        var cases: [GradientCase] = []
        for (name, file) in files { cases.append(try GradientCase(file, source: source, prefix: name)) }
        return cases
    }

    private init(_ file: GradientCaseFile, source: String, prefix: String) throws(GradientCaseError) {
        func wrong(_ entry: String, _ problem: String) -> GradientCaseError {
            GradientCaseError(source: source, entry: prefix + entry, problem: problem)
        }
        if let kind = file.kind, kind != "gradient" {
            throw wrong("kind", "\"\(kind.shortened())\": expected gradient")
        }
        let dims = try file.dims.enumerated().map { l, size throws(GradientCaseError) in
            guard let whole = Int(exactly: size), whole > 0 else {
                throw wrong("dims.\(l)", "\(NumberText.exact(size)): expected a whole number, 1 or more")
            }
            return whole
        }
        let depth = dims.count - 1
        guard depth >= 1, depth <= 1000 else {
            throw wrong("dims", "expected [inputs, …, outputs] for 1 to 1000 layers")
        }
        func checkCount(_ entry: String, _ count: Int) throws(GradientCaseError) {
            guard count == depth else { throw wrong(entry, "\(count) entries: expected \(depth), one for each layer") }
        }
        try checkCount("activations", file.activations.count)
        try checkCount("W", file.weights.count)
        if let bias = file.bias { try checkCount("bias", bias.count) }
        if let b = file.b { try checkCount("b", b.count) }
        var layers: [Layer<Double>] = []
        for l in 0..<depth {
            let (inputs, outputs) = (dims[l], dims[l + 1])
            guard let weight = Matrix(rows: file.weights[l]), weight.rows == outputs, weight.columns == inputs else {
                throw wrong("W.\(l)", "expected \(outputs) rows of \(inputs) numbers, as dims says")
            }
            if let slope = file.leakySlope, !(slope >= 0 && slope.isFinite) {
                throw wrong("leakySlope", "\(NumberText.exact(slope)): expected a number ≥ 0")
            }
            guard let activation = Activation(name: file.activations[l], parameter: file.leakySlope) else {
                throw wrong(
                    "activations.\(l)",
                    "unknown value \"\(file.activations[l].shortened())\"; "
                        + NearestName.hint(file.activations[l], among: Activation.names))
            }
            let bias = (file.b ?? [])[safely: l] ?? nil
            if let bias, bias.count != outputs { throw wrong("b.\(l)", "\(bias.count) numbers: expected \(outputs)") }
            if let flag = file.bias?[l], flag != (bias != nil) {
                throw wrong(
                    "b.\(l)",
                    flag
                        ? "bias says that this layer has one: expected \(outputs) numbers"
                        : "bias says that this layer has none: expected null")
            }
            layers.append(
                Layer(
                    dense: Dense(outputs, activation: activation, bias: bias != nil), weight: weight, bias: bias))
        }
        do {
            network = try Network(inputs: dims[0], layers: layers)
        } catch {
            throw wrong("dims", "\(error)")
        }
        guard let x = Matrix(rows: file.x), x.columns == network.inputs, x.rows > 0 else {
            throw wrong("x", "expected rows of \(network.inputs) numbers")
        }
        inputs = x
        guard let loss = Self.losses[file.loss] else {
            throw wrong(
                "loss",
                "unknown value \"\(file.loss.shortened())\"; "
                    + NearestName.hint(file.loss, among: Self.losses.keys.sorted()))
        }
        self.loss = loss
        switch file.y {
        case .values(let rows):
            guard let y = Matrix(rows: rows), y.rows == x.rows, y.columns == network.outputs else {
                throw wrong("y", "expected \(x.rows) rows of \(network.outputs) numbers")
            }
            targets = y
        case .classes(let classes):
            let outputs = network.outputs
            guard classes.count == x.rows, classes.allSatisfy({ (0..<outputs).contains($0) }) else {
                throw wrong("y", "expected \(x.rows) classes from 0 to \(outputs - 1)")
            }
            var y = Matrix<Double>(rows: x.rows, columns: outputs, repeating: 0)
            for (i, j) in classes.enumerated() { y[i, j] = 1 }
            targets = y
        }
        let last = network.layers[depth - 1].dense.activation
        if let objection = loss.objection(toOutput: last) ?? loss.objection(toTargets: targets) {
            throw wrong("loss", objection)
        }
        try file.checkExpectations(of: network, samples: x.rows, wrong)
        expected = GradientExpectations(file)
    }

    private static let losses: [String: Loss] = [
        "squaredErrorSum": .squaredError(.sum), "squaredErrorHalfSum": .squaredError(.halfSum),
        "squaredErrorMean": .squaredError(.mean), "hingeResidualSum": .hingeResidual(.sum),
        "hingeResidualHalfSum": .hingeResidual(.halfSum), "hingeResidualMean": .hingeResidual(.mean),
        "binaryCrossEntropyMean": .binaryCrossEntropy, "crossEntropySum": .crossEntropy(.sum),
        "crossEntropyMean": .crossEntropy(.mean),
    ]

    /// Computes every value of the forward and backward pass.
    public func evaluate() -> (pass: ForwardPass<Double>, gradients: Gradients<Double>) {
        let backpropagation = Backpropagation(network)
        let pass = backpropagation.forward(inputs)
        return (pass, backpropagation.gradients(pass, targets: targets, loss: loss))
    }

    /// The first entry that differs from what the file expects, in the order of the computation; nil where none does.
    ///
    /// Entries agree where |computed − expected| ≤ tolerance · |expected| + 4 ulp of the tensor's largest entry. The
    /// last term allows for the order of summation where an entry is a small difference of large terms.
    public func firstDifference(
        _ pass: ForwardPass<Double>, _ gradients: Gradients<Double>, tolerance: Double
    ) -> Difference? {
        func compare(_ name: String, _ computed: [[Double]], _ expected: [[Double]]) -> Difference? {
            let scale = expected.joined().lazy.map(abs).filter(\.isFinite).max() ?? 0
            for (i, (a, b)) in zip(computed, expected).enumerated() {
                for (j, (value, wanted)) in zip(a, b).enumerated()
                where !(abs(value - wanted) <= tolerance * abs(wanted) + 4 * scale.ulp) {
                    return Difference(entry: "\(name)[\(i)][\(j)]", computed: value, expected: wanted)
                }
            }
            return nil
        }
        func layers(_ name: String, _ computed: [Matrix<Double>], _ expected: [[[Double]]]?) -> Difference? {
            for (l, (a, b)) in zip(computed, expected ?? []).enumerated() {
                if let found = compare("\(name)[\(l)]", a.nested, b) { return found }
            }
            return nil
        }
        if let found = layers("preactivations", pass.preactivations, self.expected.preactivations)
            ?? layers("activationsOut", pass.activations, self.expected.activations)
        {
            return found
        }
        if let expected = self.expected.loss, !(abs(gradients.loss - expected) <= tolerance * abs(expected)) {
            return Difference(entry: "lossValue", computed: gradients.loss, expected: expected)
        }
        if let found = layers("dW", gradients.layers.map(\.weight), self.expected.weights) { return found }
        for (l, (layer, expected)) in zip(gradients.layers, self.expected.biases ?? []).enumerated() {
            guard let bias = layer.bias, let expected, let found = compare("db", [bias], [expected]) else { continue }
            let entry = "db[\(l)]" + found.entry.dropFirst("db[0]".count)
            return Difference(entry: entry, computed: found.computed, expected: found.expected)
        }
        return self.expected.inputs.flatMap { compare("dx", gradients.inputs.nested, $0) }
    }
}

extension Array {
    /// The element at an index; nil where the index is out of range.
    fileprivate subscript(safely index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
