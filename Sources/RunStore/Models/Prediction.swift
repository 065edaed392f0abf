internal import Analysis
internal import Diagnostics
public import Exact
internal import Exchange
public import Experiments
public import Networks

/// What a network computes of given inputs: its outputs, its codes, and every layer on the way.
public struct Prediction: Sendable {
    /// The numbers that are computed with.
    public enum Arithmetic: String, Sendable, CaseIterable {
        /// Single precision.
        case float32
        /// Double precision.
        case float64
        /// Rational numbers, without rounding.
        case exact
    }

    /// Numbers of one kind, a row for each sample.
    public enum Values: Sendable, Hashable {
        /// Numbers of single precision.
        case float32(Matrix<Float>)
        /// Numbers of double precision.
        case float64(Matrix<Double>)
        /// Rational numbers.
        case exact(Matrix<Rational>)

        /// The number of rows.
        public var rows: Int {
            switch self {
            case .float32(let values): values.rows
            case .float64(let values): values.rows
            case .exact(let values): values.rows
            }
        }

        /// The number of columns.
        public var columns: Int {
            switch self {
            case .float32(let values): values.columns
            case .float64(let values): values.columns
            case .exact(let values): values.columns
            }
        }
    }

    /// What a layer computes.
    public struct Layer: Sendable, Hashable {
        /// u, `[samples × units]`.
        public let preactivations: Values
        /// a = activation(u), `[samples × units]`.
        public let activations: Values
    }

    /// The most numbers that one evaluation makes: 2^26.
    public static let mostValues = 1 << 26
    /// The most that an exact one makes.
    public static let mostExactValues = 1 << 20

    /// The arithmetic.
    public let arithmetic: Arithmetic
    /// The layers, the one nearest to the input first.
    public let layers: [Layer]
    /// The layer whose outputs are the codes: the first narrowest one before the last; nil for a network of one layer.
    public let codeLayer: Int?

    /// The outputs, `[samples × outputs]`.
    public var outputs: Values { layers[layers.count - 1].activations }
    /// The codes, `[samples × units of the code layer]`; nil for a network of one layer.
    public var codes: Values? { codeLayer.map { layers[$0].activations } }

    /// How many outputs are infinite or no numbers.
    public var overflowCount: Int {
        switch outputs {
        case .float32(let values): values.elements.count { !$0.isFinite }
        case .float64(let values): values.elements.count { !$0.isFinite }
        case .exact: 0
        }
    }

    /// Evaluates a network.
    ///
    /// - Parameters:
    ///   - network: the network.
    ///   - inputs: the inputs, `[samples × inputs]`. In single precision they are rounded to it; exact arithmetic takes
    ///     them as they are.
    ///   - arithmetic: the arithmetic; nil for the network's own precision.
    ///   - path: the model's file, for messages.
    /// - Throws: ``RunError`` for float32 of a float64 network or of inputs beyond it, and for too many numbers;
    ///   `ExactnessError` for a network that exact arithmetic does not support.
    public init(
        _ network: TrainedNetwork, inputs: Matrix<Double>, arithmetic: Arithmetic? = nil, path: String
    ) throws {
        let arithmetic = arithmetic ?? (network.precision == .float32 ? .float32 : .float64)
        self.arithmetic = arithmetic
        let double = network.inDouble
        let width = double.layers.reduce(inputs.columns) { $0 + 2 * $1.outputs }
        let most = arithmetic == .exact ? Self.mostExactValues : Self.mostValues
        guard inputs.rows <= most / max(1, width) else {
            throw RunError(
                place: path,
                problem: "its layers make \(NumberText.count(width)) numbers of each of "
                    + "\(NumberText.count(inputs.rows)) samples: expected at most \(NumberText.count(most)) in all, in "
                    + "several files")
        }
        codeLayer = double.codeLayer
        switch (arithmetic, network) {
        case (.float32, .float32(let single)):
            if let place = inputs.elements.firstIndex(where: { $0.isFinite && !Float($0).isFinite }) {
                throw RunError(
                    place: path,
                    problem: "input \(place % inputs.columns) of sample \(place / inputs.columns) is "
                        + "\(inputs.elements[place]), which float32 does not hold: expected numbers of up to 3.4e38, or "
                        + "--precision float64")
            }
            let pass = single.forward(inputs.map { Float($0) })
            layers = zip(pass.preactivations, pass.activations).map {
                Layer(preactivations: .float32($0), activations: .float32($1))
            }
        case (.float32, .float64):
            throw RunError(
                place: path, problem: "its weights are float64, and float32 would round them: expected float64")
        case (.float64, _):
            let pass = double.forward(inputs)
            layers = zip(pass.preactivations, pass.activations).map {
                Layer(preactivations: .float64($0), activations: .float64($1))
            }
        case (.exact, _):
            let rational = inputs.map { Rational($0) }
            let pass =
                switch network {
                case .float32(let single): try single.exactForward(rational)
                case .float64(let double): try double.exactForward(rational)
                }
            layers = zip(pass.preactivations, pass.activations).map {
                Layer(preactivations: .exact($0), activations: .exact($1))
            }
        }
    }
}
