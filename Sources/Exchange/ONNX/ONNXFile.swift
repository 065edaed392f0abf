/// Networks as ONNX files.
///
/// Source: onnx.proto and the operators of ONNX 1.23, https://onnx.ai/onnx/operators.
public enum ONNXFile {
    /// Reads the network of a file: what PyTorch's, Keras's, JAX's, scikit-learn's and PaddlePaddle's exporters write
    /// for small networks.
    ///
    /// What matters is what the nodes compute, never what they are called. Constants in the graph are computed, batch
    /// norms, factors and offsets become part of the layer before them. A slope or an epsilon that the file stores in
    /// single precision is the shortest decimal of that value, which is what was meant.
    ///
    /// - Parameters:
    ///   - bytes: the file.
    ///   - path: its name, for messages, and for the folder in which external data lie.
    /// - Returns: the layers.
    /// - Throws: ``ExchangeError``, with the node and its operator for what is not read, and with the byte for what is
    ///   no ONNX model.
    /// - Complexity: linear in the bytes, and in the numbers that the graph makes of its constants, which are at most a
    ///   few times those of the model and its external data; no recursion.
    public static func read(_ bytes: [UInt8], path: String) throws(ExchangeError) -> LayerStack {
        guard bytes.count <= ONNXModel.sizeLimit else {
            throw ExchangeError(
                path: path, location: nil, problem: "the file has \(bytes.count) bytes",
                expected: "at most \(ONNXModel.sizeLimit)")
        }
        return try GraphReader.stack(of: ONNXModel(bytes, path: path))
    }
}
