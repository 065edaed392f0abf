internal import Exact
internal import Networks
public import RunStore

/// What `heaviside predict` prints.
public struct PredictionAnswer: Sendable, Encodable {
    private struct Layer: Encodable {
        let preactivations: Values
        let activations: Values
    }

    /// Numbers, or fractions as texts.
    private enum Values: Encodable {
        case double([[Double]])
        case exact([[String]])

        init(_ values: Prediction.Values) {
            switch values {
            case .float32(let matrix): self = .double(matrix.map { Double($0) }.nested)
            case .float64(let matrix): self = .double(matrix.nested)
            case .exact(let matrix): self = .exact(matrix.nested.map { $0.map(\.description) })
            }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .double(let values): try container.encode(values)
            case .exact(let values): try container.encode(values)
            }
        }
    }

    private let model: String
    private let run: String?
    private let arithmetic: String
    private let samples: Int
    private let outputs: Values
    private let classes: [String?]?
    private let codes: Values?
    private let codeLayer: Int?
    private let layers: [Layer]?
    private let file: String?

    /// The answer for a model in a file, of a run or alone.
    public init(
        _ prediction: Prediction, model: String, run: String?, withLayers: Bool, file: String?,
        classNames: [String]? = nil
    ) {
        (self.model, self.run, self.file) = (model, run, file)
        arithmetic = prediction.arithmetic.rawValue
        samples = prediction.outputs.rows
        outputs = Values(prediction.outputs)
        classes = classNames.flatMap { prediction.classes(named: $0) }
        codes = prediction.codes.map(Values.init)
        codeLayer = prediction.codeLayer
        layers =
            withLayers
            ? prediction.layers.map {
                Layer(preactivations: Values($0.preactivations), activations: Values($0.activations))
            } : nil
    }
}
