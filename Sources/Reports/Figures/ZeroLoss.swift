/// What a loss of 0 is called: the terms of a sum may be too small for the numbers of the run where the errors are not.
enum ZeroLoss {
    /// What it is called where nothing tells whether the errors are 0.
    static let asComputed = "0 as computed"

    /// "exactly 0" where the largest absolute error is 0 wherever the loss is, else "rounded to 0"; "0 as computed"
    /// where no such error is known.
    ///
    /// - Parameter errors: the largest absolute error in each place that has a loss of 0.
    /// - Returns: the words.
    static func words(errors: [Double]) -> String {
        if errors.isEmpty { return asComputed }
        return errors.allSatisfy { $0 == 0 } ? "exactly 0" : "rounded to 0"
    }
}
