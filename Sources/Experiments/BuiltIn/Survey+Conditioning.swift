internal import Analysis

extension Survey {
    /// Condition numbers, which explain why ordinary training is slow.
    static let conditioning = Survey(
        name: "conditioning", title: "Condition numbers against the length, and where kinks must lie",
        paper: "Autoencoder study for piecewise constant functions", section: "1",
        notice:
            "The last layer's condition number grows as the fourth power of the length; kinks beyond the middle of their gaps "
            + "make it explode, and random kinks almost never allow an exact last layer.",
        plan: .conditioning(ConditioningStudy()))
}
