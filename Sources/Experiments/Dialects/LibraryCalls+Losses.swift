public import Networks

extension LibraryCalls {
    /// Losses. Those of Optax, and MLX's cross-entropy, are not reduced there: the call says how users do it.
    public static let losses: [LibraryCall<Loss>] = [
        LibraryCall("chainer", "squaredError", "mean_squared_error", .squaredError(.mean)),
        LibraryCall("chainer", "binaryCrossEntropy", "sigmoid_cross_entropy", .binaryCrossEntropy),
        LibraryCall("chainer", "crossEntropy", "softmax_cross_entropy", .crossEntropy(.mean)),
        LibraryCall("keras", "squaredError", "MeanSquaredError", .squaredError(.mean)),
        // TensorFlow's backend sees that its argument is a sigmoid, and takes that one's.
        LibraryCall("keras", on: ["tensorflow"], "binaryCrossEntropy", "BinaryCrossentropy", .binaryCrossEntropy),
        LibraryCall("keras", on: ["jax", "torch"], "binaryCrossEntropy", "BinaryCrossentropy", cut(at: 1e-7)),
        LibraryCall("keras", "binaryCrossEntropy", "BinaryCrossentropy(from_logits=True)", .binaryCrossEntropy),
        LibraryCall("keras", "crossEntropy", "CategoricalCrossentropy(from_logits=True)", .crossEntropy(.mean)),
        LibraryCall("mlx", "squaredError", "mse_loss", .squaredError(.mean)),
        LibraryCall("mlx", "binaryCrossEntropy", "binary_cross_entropy", .binaryCrossEntropy),
        LibraryCall(
            "mlx", "binaryCrossEntropy", "binary_cross_entropy(with_logits=False)",
            probabilities { $0.leastLogarithm = -100 }),
        LibraryCall("mlx", "crossEntropy", "cross_entropy(...).mean()", .crossEntropy(.mean)),
        LibraryCall("optax", "squaredError", "squared_error(...).mean()", .squaredError(.mean)),
        LibraryCall("optax", "squaredError", "l2_loss(...).mean()", .squaredError(.halfMean)),
        LibraryCall("optax", "squaredError", "l2_loss(...).sum()", .squaredError(.halfSum)),
        LibraryCall("optax", "binaryCrossEntropy", "sigmoid_binary_cross_entropy(...).mean()", .binaryCrossEntropy),
        LibraryCall("optax", "crossEntropy", "softmax_cross_entropy(...).mean()", .crossEntropy(.mean)),
        LibraryCall("paddle", "squaredError", "MSELoss", .squaredError(.mean)),
        LibraryCall("paddle", "binaryCrossEntropy", "BCEWithLogitsLoss", .binaryCrossEntropy),
        LibraryCall("paddle", "binaryCrossEntropy", "BCELoss", bounded),
        LibraryCall("paddle", "crossEntropy", "CrossEntropyLoss(soft_label=True)", .crossEntropy(.mean)),
        LibraryCall("sklearn", "squaredError", "MLPRegressor", .squaredError(.halfMeanOverSamples)),
        LibraryCall("sklearn", "binaryCrossEntropy", "MLPClassifier", logits(.meanOverSamples)),
        LibraryCall("sklearn", "crossEntropy", "MLPClassifier", .crossEntropy(.mean)),
        LibraryCall("tensorflow.v1", "squaredError", "losses.mean_squared_error", .squaredError(.mean)),
        LibraryCall("tensorflow.v1", "squaredError", "nn.l2_loss", .squaredError(.halfSum)),
        LibraryCall("tensorflow.v1", "binaryCrossEntropy", "losses.sigmoid_cross_entropy", .binaryCrossEntropy),
        LibraryCall(
            "tensorflow.v1", "binaryCrossEntropy", "losses.log_loss",
            probabilities { $0.addedToProbability = 1e-7 }),
        LibraryCall("tensorflow.v1", "crossEntropy", "losses.softmax_cross_entropy", .crossEntropy(.mean)),
        LibraryCall("timm", "binaryCrossEntropy", "BinaryCrossEntropy", .binaryCrossEntropy),
        LibraryCall("timm", "crossEntropy", "SoftTargetCrossEntropy", .crossEntropy(.mean)),
        LibraryCall("tinygrad", "squaredError", "(x - y).square().mean()", .squaredError(.mean)),
        LibraryCall("tinygrad", "binaryCrossEntropy", "binary_crossentropy_logits", .binaryCrossEntropy),
        LibraryCall("tinygrad", "binaryCrossEntropy", "binary_crossentropy", probabilities { _ in }),
        LibraryCall("tinygrad", "crossEntropy", "cross_entropy", .crossEntropy(.mean)),
        LibraryCall("torch", "squaredError", "MSELoss", .squaredError(.mean)),
        LibraryCall("torch", "squaredError", "MSELoss(reduction='sum')", .squaredError(.sum)),
        LibraryCall("torch", "binaryCrossEntropy", "BCEWithLogitsLoss", .binaryCrossEntropy),
        LibraryCall("torch", "binaryCrossEntropy", "BCELoss", bounded),
        LibraryCall("torch", "crossEntropy", "CrossEntropyLoss", .crossEntropy(.mean)),
    ]

    /// PyTorch's loss of probabilities, and Paddle's.
    private static let bounded = probabilities {
        $0.leastLogarithm = -100
        $0.leastVariance = 1e-12
    }

    private static func cut(at least: Double) -> Loss { probabilities { $0.leastProbability = least } }

    private static func probabilities(_ bounds: (inout BinaryCrossEntropyForm) -> Void) -> Loss {
        var form = BinaryCrossEntropyForm()
        form.argument = .probabilities
        bounds(&form)
        return Loss(form)
    }

    private static func logits(_ reduction: Loss.Reduction) -> Loss {
        var form = BinaryCrossEntropyForm()
        form.reduction = reduction
        return Loss(form)
    }
}
