public import Exchange
internal import Networks

extension Spec {
    /// A network of the spec's shape whose parameters are 0, except in fixed layers.
    func zeroNetwork<S: Scalar>() throws(NetworkError) -> Network<S> {
        let shape = try inputShape()
        return try Network(
            inputs: shape.reduce(1, *), shape: shape, layers: network, initialization: .zeros, seed: seed)
    }

    /// The shape of the network.
    func networkShape() throws(NetworkError) -> NetworkShape {
        let shape = try inputShape()
        return try NetworkShape(inputs: shape.reduce(1, *), shape: shape, layers: network)
    }

    private func inputShape() throws(NetworkError) -> [Int] {
        guard let shape = signals.shape else {
            throw .value(
                what: "signals.shape",
                problem: "it is not known before \(signals.file?.path ?? "the file") is read: expected the shape of a "
                    + "sample, as in the spec.yaml of a run")
        }
        return shape
    }

    /// The same in the spec's precision.
    ///
    /// - Parameter source: what to call the spec in messages.
    /// - Returns: the network.
    /// - Throws: ``SpecError`` for layers that no network can have.
    public func zeroNetwork(source: String) throws(SpecError) -> TrainedNetwork {
        do {
            switch precision {
            case .float32, .float32DoubleAccumulators: return .float32(try zeroNetwork())
            case .float64: return .float64(try zeroNetwork())
            }
        } catch {
            throw SpecError(source: source, key: "network", problem: "\(error)")
        }
    }
}

extension TrainedNetwork {
    /// A network of the same shape and precision, with the parameters of a file.
    ///
    /// - Throws: what ``NetworkFile/read(_:path:like:prefix:layout:names:)`` throws.
    public func read(from file: SafetensorsFile, path: String) throws(ExchangeError) -> TrainedNetwork {
        switch self {
        case .float32(let network): .float32(try NetworkFile.read(file, path: path, like: network))
        case .float64(let network): .float64(try NetworkFile.read(file, path: path, like: network))
        }
    }
}
