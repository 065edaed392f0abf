import Networks

@testable import LiveRuns

/// A network with one scalar code whose parameters a test moves by hand, and the detector that watches it.
///
/// Signals are step functions with ones at the right and amplitude 1, so that z_(θ+1) − z_θ is the weight of entry
/// n − 1 − θ; samples are in the order of θ.
struct EventScript {
    let length: Int
    var weights: [Double]
    var bias = 0.0
    var w: [Double]
    var b: [Double]
    /// `[outputs × units]`.
    var last: [[Double]]
    var rate: Double
    var epoch = -1
    var detector: EventDetector
    private let samples: SampleSet

    /// Codes z_θ = θ, unless weights are given; units that are switched on everywhere, unless others are given.
    init(
        length: Int = 4, weights: [Double]? = nil, w: [Double], b: [Double], activation: Activation = .relu,
        isEncoderFixed: Bool = false, training: Training? = nil, rate: Double = 0.01, limit: Int = 10_000
    ) throws {
        self.length = length
        self.weights = weights ?? Array(repeating: 1, count: length)
        (self.w, self.b, self.rate) = (w, b, rate)
        last = Array(repeating: Array(repeating: 1, count: w.count), count: length)
        samples = try Self.samples(length)
        detector = EventDetector(
            try Self.network(length, self.weights, 0, w, b, last, activation, isEncoderFixed), samples: samples,
            training: training ?? Training(loss: .squaredError(.mean), optimizer: .rmsProp(learningRate: 0.01)),
            limit: limit)
        self.activation = activation
        self.isEncoderFixed = isEncoderFixed
        observe()
    }

    private let activation: Activation
    private let isEncoderFixed: Bool

    static func samples(_ length: Int) throws -> SampleSet {
        let steps = try StepFunctions(length: length).samples()
        return steps.selecting(Array((0..<steps.count).reversed()))
    }

    private static func network(
        _ length: Int, _ weights: [Double], _ bias: Double, _ w: [Double], _ b: [Double], _ last: [[Double]],
        _ activation: Activation, _ isEncoderFixed: Bool
    ) throws -> Network<Double> {
        func matrix(_ rows: Int, _ elements: [Double]) -> Matrix<Double> {
            Matrix(rows: rows, columns: elements.count / rows, elements: elements)
        }
        return try Network(
            inputs: length,
            layers: [
                Layer(dense: Dense(1, frozen: isEncoderFixed), weight: matrix(1, weights), bias: [bias]),
                Layer(dense: Dense(w.count, activation: activation), weight: matrix(w.count, w), bias: b),
                Layer(
                    dense: Dense(length, activation: .relu, bias: false),
                    weight: matrix(length, last.flatMap { $0 }), bias: nil),
            ])
    }

    var network: Network<Double> {
        get throws {
            try Self.network(length, weights, bias, w, b, last, activation, isEncoderFixed)
        }
    }

    /// Moves unit k so that its kink lies at `place`, its weight unchanged.
    mutating func setKink(_ k: Int, _ place: Double) { b[k] = -w[k] * place }

    /// Moves the code of step θ to `place`, and the codes of later steps with it.
    mutating func setCode(_ theta: Int, _ place: Double) {
        let before = bias + (0..<max(0, theta - 1)).reduce(0) { $0 + weights[length - 1 - $1] }
        if theta == 0 { bias = place } else { weights[length - theta] = place - before }
    }

    /// Lets so many epochs pass with the parameters as they are.
    mutating func observe(_ count: Int = 1) {
        for _ in 0..<count {
            epoch += 1
            let front = Self.front([weights, [bias], w, b])
            front.withUnsafeBufferPointer { detector.observe(epoch: epoch, front: $0, learningRate: rate) }
        }
    }

    /// Lets one epoch pass, and shows the whole network.
    mutating func observeWhole() throws {
        observe()
        detector.observe(epoch: epoch, network: try network)
    }

    /// Tensors as training lays them out: each begins at a multiple of 16 scalars.
    static func front<S: BinaryFloatingPoint>(_ tensors: [[S]]) -> [S] {
        tensors.reduce(into: []) { buffer, tensor in
            buffer += tensor
            buffer += Array(repeating: 0, count: (16 - buffer.count % 16) % 16)
        }
    }

    /// "Title epoch · text" of every event of the kinds.
    func lines(_ kinds: LiveEvent.Kind...) -> [String] {
        detector.events.filter { kinds.isEmpty || kinds.contains($0.kind) }.map {
            "\($0.title) \($0.epoch) · \($0.text)"
        }
    }
}
