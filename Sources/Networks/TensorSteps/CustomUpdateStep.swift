internal import Diagnostics

/// The steps of an ``UpdateRule``, tensor by tensor.
///
/// Each tensor has a ``ParameterTensor`` whose arrays are allocated once. Values, gradient and moments are copied there
/// and back for each step: they lie in the layout of a path, which may be transposed and padded.
final class CustomUpdateStep<Element: KernelScalar> {
    private let rule: CustomRule
    private let step: UpdateStep<Element>
    private let layout: ParameterLayout
    private let places: [ParameterLayout.Tensor]
    private var tensors: [ParameterTensor<Element>]
    private let shapes: [[(rows: Int, columns: Int)]]
    private let moments: [AlignedBuffer<Element>]
    private let decay: TensorDecay<Element>
    /// What a step did that it must not do.
    private(set) var problem: TrainingError?

    init(_ rule: CustomRule, _ setting: TensorStep<Element>.Setting) {
        self.rule = rule
        step = rule.step(in: Element.self)
        layout = setting.layout
        moments = setting.momentBuffers
        decay = TensorDecay(setting.weightDecay, setting.decayForm, of: layout.trainable)
        var (places, tensors): ([ParameterLayout.Tensor], [ParameterTensor<Element>]) = ([], [])
        for (l, layer) in setting.network.layers.enumerated() where layer.dense.isTrainable {
            for (place, isBias) in [(layout.weights[l], false)] + (layout.biases[l].map { [($0, true)] } ?? []) {
                let zeros = [Element](repeating: 0, count: place.rows * place.columns)
                places.append(place)
                tensors.append(
                    ParameterTensor(
                        layer: l, isBias: isBias, rows: place.rows, columns: place.columns, values: zeros,
                        gradient: zeros, moments: moments.map { _ in zeros },
                        statistics: rule.rule.statistics(rows: place.rows, columns: place.columns), learningRate: 0))
            }
        }
        (self.places, self.tensors) = (places, tensors)
        shapes = tensors.map { $0.statistics.map { ($0.rows, $0.columns) } }
    }

    /// The matrices of each tensor, in the order of the layers.
    var statistics: [Matrix<Double>] { tensors.flatMap(\.statistics) }

    /// Restores ``statistics``; false where the shapes differ.
    func restore(_ matrices: [Matrix<Double>]) -> Bool {
        let wanted = statistics
        guard matrices.count == wanted.count, zip(matrices, wanted).allSatisfy({ $0.hasShape(of: $1) }) else {
            return false
        }
        var rest = matrices[...]
        for t in tensors.indices {
            let count = tensors[t].statistics.count
            tensors[t].statistics = Array(rest.prefix(count))
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Steps, up to the first tensor whose step fails: that one and those after it stay as they are.
    func apply(_ request: TensorStep<Element>.Request) {
        decay.apply(request)
        for t in tensors.indices {
            let place = places[t]
            place.read(request.parameters, into: &tensors[t].values)
            place.read(request.gradient, into: &tensors[t].gradient)
            for k in moments.indices { place.read(moments[k].pointer, into: &tensors[t].moments[k]) }
            tensors[t].learningRate = Element(request.learningRate)
            tensors[t].update = request.update
            step.apply(&tensors[t])
            problem = objection(to: tensors[t], shapes[t])
            guard problem == nil else { return }
            place.write(tensors[t].values, to: request.parameters)
            for k in moments.indices { place.write(tensors[t].moments[k], to: moments[k].pointer) }
        }
    }

    /// What is wrong with a tensor after its step; nil where nothing is.
    private func objection(
        to tensor: ParameterTensor<Element>, _ shapes: [(rows: Int, columns: Int)]
    ) -> TrainingError? {
        func objection(_ problem: String) -> TrainingError {
            TrainingError(
                place: "optimizer", problem: "\(rule.name), update \(tensor.update) of \(tensor.place): \(problem)")
        }
        func objection(_ found: Int, _ what: String, _ wanted: Int) -> TrainingError? {
            found == wanted ? nil : objection("it left \(found) \(what): expected \(wanted)")
        }
        let count = tensor.rows * tensor.columns
        if let wrong = objection(tensor.values.count, "values", count) { return wrong }
        if let wrong = objection(tensor.moments.count, "moments", moments.count) { return wrong }
        for k in tensor.moments.indices {
            if let wrong = objection(tensor.moments[k].count, "numbers in moments[\(k)]", count) { return wrong }
        }
        if let wrong = objection(tensor.statistics.count, "statistics", shapes.count) { return wrong }
        for k in shapes.indices {
            let (matrix, shape) = (tensor.statistics[k], shapes[k])
            let length = shape.rows * shape.columns
            if let wrong = objection(matrix.elements.count, "numbers in statistics[\(k)]", length) { return wrong }
            guard matrix.rows == shape.rows, matrix.columns == shape.columns else {
                return objection(
                    "it left statistics[\(k)] \(matrix.rows) × \(matrix.columns): expected \(shape.rows) × "
                        + "\(shape.columns), as at first")
            }
        }
        guard !rule.isBuiltIn, let k = tensor.values.firstIndex(where: { $0 != $0 }), tensor.gradient[k].isFinite
        else { return nil }
        return objection(
            "it left a value that is not a number at [\(k / tensor.columns), \(k % tensor.columns)], where the derivative "
                + "is \(NumberText.exact(tensor.gradient[k].doubleValue)): expected a number")
    }
}

extension Matrix {
    fileprivate func hasShape(of other: Matrix) -> Bool { rows == other.rows && columns == other.columns }
}

extension CustomRule: TensorRule {
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    func tensorStep<Element: KernelScalar>(_ setting: TensorStep<Element>.Setting) -> TensorStep<Element> {
        let step = CustomUpdateStep(self, setting)
        return TensorStep(
            apply: { step.apply($0) }, statistics: { step.statistics }, restore: { step.restore($0) },
            problem: { step.problem })
    }
}
