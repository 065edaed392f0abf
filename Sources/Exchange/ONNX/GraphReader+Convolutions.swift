import Diagnostics

extension GraphReader {
    /// A convolution in one dimension, or its transpose.
    mutating func convolution(_ node: ONNXNode) throws(ExchangeError) -> GraphSignal {
        let isTransposed = node.op == "ConvTranspose"
        let signal = try signal(0, of: node)
        let constant = try constant(1, of: node, like: signal)
        guard try node.integer("group", default: 1) == 1 else {
            throw error(node, "it has groups of channels", "group 1")
        }
        guard try node.integers("output_shape") == nil else {
            throw error(node, "its output_shape is given", "pads and output_padding")
        }
        let window = try window(node, signal, kernel: Array(constant.shape.dropFirst(2)))
        let channels = window.channels
        guard constant.shape.count == signal.features.count + 1, constant.shape[isTransposed ? 0 : 1] == channels,
            constant.values.count > 0
        else {
            throw error(
                node, "its kernel has the shape \(Tensor.text(of: constant.shape)), the signal \(signal.words)",
                isTransposed ? "[\(channels), outputs, taps]" : "[outputs, \(channels), taps]")
        }
        let outputs = constant.shape[isTransposed ? 1 : 0]
        let own = StackConvolution(
            channels: outputs, kernel: window.kernel, stride: window.stride, padding: window.padding,
            dilation: window.dilation, outputPadding: window.outputPadding)
        let length = isTransposed ? own.transposedLength(of: window.length) : own.outputLength(of: window.length)
        guard let length else {
            throw error(node, "nothing is left of the signal \(signal.words)", "a kernel that fits")
        }
        // The product may overflow.
        guard length <= StackConvolution.most / outputs else {
            throw error(
                node, "it gives \(NumberText.plural(outputs, "channel")) of length \(NumberText.count(length))",
                "at most \(NumberText.count(StackConvolution.most)) entries")
        }
        try charge(constant.values.count, node)
        var layer = StackLayer(
            isTransposed ? .transposedConvolution(own) : .convolution(own), inputShape: [channels, window.length],
            outputShape: [outputs, length], weight: constant.values)
        var features = signal.features
        features[0] = outputs
        features[window.axis] = length
        if let third = try operand(2, of: node) {
            guard case .constant(let bias) = third, bias.values.count == outputs else {
                throw error(node, "its bias is no constant for each channel", "[\(outputs)]")
            }
            try check(bias, like: signal, node)
            layer.bias = bias.values
        }
        return try appending(layer, to: signal, features: features, node)
    }

    /// The mean of windows.
    mutating func pooling(_ node: ONNXNode) throws(ExchangeError) -> GraphSignal {
        let signal = try signal(0, of: node)
        var kernel = try node.integers("kernel_shape") ?? []
        if node.op == "GlobalAveragePool" { kernel = Array(signal.features.dropFirst()) }
        let window = try window(node, signal, kernel: kernel)
        let countsPadding = try node.integer("count_include_pad", default: 0) == 1
        guard try node.integer("ceil_mode", default: 0) == 0, window.dilation == 1,
            window.padding == 0 || countsPadding, 2 * window.padding <= window.kernel
        else {
            throw error(
                node, "it rounds up (ceil_mode), leaves padding out of its means, or has gaps",
                "ceil_mode 0, count_include_pad 1, dilations 1")
        }
        let own = StackConvolution(
            channels: window.channels, kernel: window.kernel, stride: window.stride, padding: window.padding,
            dilation: 1, outputPadding: 0)
        guard let length = own.outputLength(of: window.length) else {
            throw error(node, "no window fits the signal \(signal.words)", "a smaller one")
        }
        let layer = StackLayer(
            .averagePooling(own), inputShape: [window.channels, window.length],
            outputShape: [window.channels, length], weight: [])
        var features = signal.features
        features[window.axis] = length
        return try appending(layer, to: signal, features: features, node)
    }

    /// The numbers of a window in the only dimension that is longer than 1.
    private struct Window {
        var (axis, channels, length, kernel) = (0, 0, 0, 0)
        var (stride, padding, dilation, outputPadding) = (1, 0, 1, 0)
    }

    private func window(
        _ node: ONNXNode, _ signal: GraphSignal, kernel: [Int]
    ) throws(ExchangeError) -> Window {
        let lengths = Array(signal.features.dropFirst())
        let count = lengths.count
        guard count >= 1, kernel.count == count, signal.order == nil, signal.batch != .none else {
            throw error(
                node,
                signal.order == nil
                    ? "its kernel of shape \(Tensor.text(of: kernel)) meets the signal \(signal.words)"
                    : "its signal \(signal.words) was permuted before",
                "a signal [batch, channels, length]")
        }
        let strides = try node.integers("strides") ?? [Int](repeating: 1, count: count)
        let dilations = try node.integers("dilations") ?? [Int](repeating: 1, count: count)
        let more = try node.integers("output_padding") ?? [Int](repeating: 0, count: count)
        var pads = try node.integers("pads") ?? [Int](repeating: 0, count: 2 * count)
        guard strides.count == count, dilations.count == count, more.count == count, pads.count == 2 * count,
            (strides + dilations + kernel).allSatisfy({ (1...StackConvolution.most).contains($0) }),
            (more + pads).allSatisfy({ (0...StackConvolution.most).contains($0) })
        else {
            throw error(
                node, "its strides, dilations, pads or kernel are none of \(NumberText.plural(count, "dimension"))",
                "numbers from 1, pads from 0")
        }
        let long = lengths.indices.filter { lengths[$0] > 1 || kernel[$0] > 1 || pads[$0] > 0 || more[$0] > 0 }
        guard long.count <= 1 else {
            throw error(node, "it runs in \(long.count) dimensions", "a signal in one dimension")
        }
        let axis = long.first ?? 0
        let padding = try node.text("auto_pad", default: "NOTSET")
        switch padding {
        case "NOTSET", "": break
        case "VALID": pads = [Int](repeating: 0, count: 2 * count)
        case "SAME_UPPER" where node.op != "ConvTranspose", "SAME_LOWER" where node.op != "ConvTranspose":
            let reach = (kernel[axis] - 1) * dilations[axis] + 1
            let outputs = (lengths[axis] + strides[axis] - 1) / strides[axis]
            let total = max(0, (outputs - 1) * strides[axis] + reach - lengths[axis])
            let small = total / 2
            pads[axis] = padding == "SAME_UPPER" ? small : total - small
            pads[count + axis] = total - pads[axis]
        default: throw error(node, "its auto_pad is \(ExchangeError.short(padding))", "pads, or VALID")
        }
        guard pads[axis] == pads[count + axis] else {
            throw error(node, "it pads \(pads[axis]) before and \(pads[count + axis]) after", "as many at both ends")
        }
        return Window(
            axis: axis + 1, channels: signal.features[0], length: lengths[axis], kernel: kernel[axis],
            stride: strides[axis], padding: pads[axis], dilation: dilations[axis], outputPadding: more[axis])
    }

    /// A batch norm, folded into the layer before it: (x − mean) · scale / √(variance + ε) + offset.
    mutating func normalisation(_ node: ONNXNode) throws(ExchangeError) -> GraphSignal {
        let signal = try signal(0, of: node)
        guard try node.integer("training_mode", default: 0) == 0 else {
            throw error(node, "it normalises by the data at hand (training_mode)", "a network after training")
        }
        let channels = signal.features.first ?? 0
        var rows: [[Double]] = []
        for place in 1...4 {
            let constant = try constant(place, of: node, like: signal)
            guard constant.values.count == channels, signal.batch != .none else {
                throw error(
                    node, "its input \(place) has the shape \(Tensor.text(of: constant.shape))", "[\(channels)]")
            }
            rows.append(constant.values)
        }
        let epsilon = try node.float("epsilon", default: 1e-5)
        let factors = (0..<channels).map { rows[0][$0] / (rows[3][$0] + epsilon).squareRoot() }
        guard factors.allSatisfy(\.isFinite) else {
            throw error(node, "a variance is negative, or 0 without an epsilon", "variances above 0")
        }
        let length = signal.count / max(1, channels)
        func spread(_ numbers: [Double]) -> [Double] {
            numbers.flatMap { [Double](repeating: $0, count: length) }
        }
        try charge(3 * signal.count, node)
        let centred = try adding(spread(rows[2].map { -$0 }), to: signal, node)
        return try adding(spread(rows[1]), to: try scaling(centred, by: spread(factors), node), node)
    }
}
