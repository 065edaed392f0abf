internal import Networks

extension LibraryCalls {
    /// Schedules: what a library has by default for what a spec does not name.
    ///
    /// Libraries count updates, specs count epochs: the rates agree where an epoch is one update.
    public static let schedules: [LibraryCall<ScheduleValues>] = [
        LibraryCall("chainer", "exponential", "ExponentialShift", [:]),
        LibraryCall("chainer", "polynomial", "PolynomialShift", [:]),
        LibraryCall("jax", "steps", "piecewise_constant", late),
        LibraryCall("jax", "exponential", "exponential_decay", [:]),
        LibraryCall("jax", "inverseTime", "inverse_time_decay", [:]),
        LibraryCall("jax", "polynomial", "polynomial_decay", [:]),
        LibraryCall("keras", "steps", "PiecewiseConstantDecay", late),
        LibraryCall("keras", "exponential", "ExponentialDecay", [:]),
        LibraryCall("keras", "inverseTime", "InverseTimeDecay", [:]),
        LibraryCall("keras", "polynomial", "PolynomialDecay", ["finalRate": .number(1e-4)]),
        LibraryCall("keras", "cosine", "CosineDecay", [:]),
        LibraryCall("keras", "cosineRestarts", "CosineDecayRestarts", ["periodFactor": .number(2)]),
        LibraryCall("keras", "dropOnPlateau", "ReduceLROnPlateau", ["dialect": .word("keras")]),
        LibraryCall("mlx", "exponential", "exponential_decay", [:]),
        LibraryCall("mlx", "cosine", "cosine_decay", [:]),
        LibraryCall("mlx", "linear", "linear_schedule", [:]),
        LibraryCall("optax", "steps", "piecewise_constant_schedule", [:]),
        LibraryCall("optax", "exponential", "exponential_decay", [:]),
        LibraryCall("optax", "polynomial", "polynomial_schedule", [:]),
        LibraryCall("optax", "cosine", "cosine_decay_schedule", [:]),
        LibraryCall("optax", "linear", "linear_schedule", [:]),
        LibraryCall("optax", "oneCycle", "cosine_onecycle_schedule", [:]),
        LibraryCall("paddle", "steps", "PiecewiseDecay", [:]),
        LibraryCall("paddle", "exponential", "ExponentialDecay", [:]),
        LibraryCall("paddle", "inverseTime", "InverseTimeDecay", [:]),
        LibraryCall("paddle", "polynomial", "PolynomialDecay", ["finalRate": .number(1e-4)]),
        LibraryCall("paddle", "cosine", "CosineAnnealingDecay", mirrored),
        LibraryCall("paddle", "linear", "LinearWarmup", [:]),
        LibraryCall("paddle", "dropOnPlateau", "ReduceOnPlateau", ["dialect": .word("torch")]),
        LibraryCall("tensorflow.v1", "steps", "piecewise_constant", late),
        LibraryCall("tensorflow.v1", "exponential", "exponential_decay", [:]),
        LibraryCall("tensorflow.v1", "inverseTime", "inverse_time_decay", [:]),
        LibraryCall("tensorflow.v1", "polynomial", "polynomial_decay", ["finalRate": .number(1e-4)]),
        LibraryCall("tensorflow.v1", "cosine", "cosine_decay", [:]),
        LibraryCall("tensorflow.v1", "cosineRestarts", "cosine_decay_restarts", ["periodFactor": .number(2)]),
        LibraryCall("timm", "exponential", "StepLRScheduler", ["staircase": .flag(true)]),
        LibraryCall("timm", "cosine", "CosineLRScheduler", [:]),
        LibraryCall("timm", "cosineRestarts", "CosineLRScheduler", ["rateFactorOf": .word("rate")]),
        LibraryCall("torch", "steps", "MultiStepLR", [:]),
        LibraryCall("torch", "exponential", "ExponentialLR", [:]),
        LibraryCall("torch", "polynomial", "PolynomialLR", ["epochs": .count(5)]),
        LibraryCall("torch", "cosine", "CosineAnnealingLR", mirrored),
        LibraryCall("torch", "cosineRestarts", "CosineAnnealingWarmRestarts", [:]),
        LibraryCall("torch", "linear", "LinearLR", ["epochs": .count(5), "startShare": .number(1.0 / 3)]),
        LibraryCall("torch", "oneCycle", "OneCycleLR", ["endsEarly": .flag(true)]),
        LibraryCall("torch", "dropOnPlateau", "ReduceLROnPlateau", ["dialect": .word("torch")]),
    ]

    /// A change after a boundary rather than at it.
    private static let late: ScheduleValues = ["delay": .count(1)]
    /// A cosine that goes up again after its end.
    private static let mirrored: ScheduleValues = ["afterEnd": .word("mirrored")]
}
