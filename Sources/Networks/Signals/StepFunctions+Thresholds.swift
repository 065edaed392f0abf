extension StepFunctions {
    /// The index of the output that must be on iff θ ≥ p, for a threshold p = 1 … n.
    public func output(threshold p: Int) -> Int { orientation == .leadingOnes ? p - 1 : length - p }

    /// The amplitude, where there is one only.
    ///
    /// - Throws: ``NetworkError`` for several amplitudes, or one that is no positive finite number.
    func singleAmplitude() throws(NetworkError) -> Double {
        guard let values = try? amplitudes.values(), values.count == 1 else {
            throw .value(what: "signals.amplitude", problem: "the construction is for one positive amplitude")
        }
        return values[0]
    }
}
