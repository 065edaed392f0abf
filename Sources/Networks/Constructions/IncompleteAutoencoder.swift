internal import Diagnostics

/// An autoencoder of step functions that is exact at the positions that it knows, and at the missing ones whatever it
/// is made to be.
///
/// Codes and kinks are those of ``CanonicalAutoencoder``, z = θ·H with H = amplitude and unit k with its kink at k·H.
/// The preactivation of the output of threshold p is affine between neighbouring codes, amplitude · [θ ≥ p] at the
/// known positions, and at a missing θ between the known neighbours a < b, with λ = (θ − a)/(b − a),
///
///     amplitude · ((1 − λ) [a ≥ p] + λ [b ≥ p])     without an excess: the units of missing positions are silent
///     amplitude · ([θ ≥ p] + excess)                with one: every output is off by excess · amplitude
///
/// All of them have the loss 0 on the known positions. With kinks at the known codes only, |e|² = amplitude² (b − a) λ
/// (1 − λ) at the missing ones; an excess of 0 gives ``CanonicalAutoencoder``; any other makes a network that cannot be
/// told from it on its data. Without an excess 1/(b − a) is rounded to the network's precision: exact for powers of
/// two.
///
/// Source: answers the questions of Elementary response, section 2, what happens when data are missing, and whether
/// networks exist that work on incomplete data only.
public struct IncompleteAutoencoder: Sendable, Hashable {
    /// The step functions: one amplitude.
    public var steps: StepFunctions
    /// The missing positions, in 1 … n − 1.
    public var missing: Set<Int>
    /// By how many amplitudes every output is off at a missing position, at least 0; nil where spare units are silent.
    public var excess: Double?

    /// The autoencoder for `steps` that does not know the positions `missing`.
    public init(_ steps: StepFunctions, missing: Set<Int>, excess: Double? = nil) {
        self.steps = steps
        self.missing = missing
        self.excess = excess
    }

    /// The network, every parameter rounded to S.
    ///
    /// - Throws: ``NetworkError`` where the length is out of range, the steps have several amplitudes, a missing
    ///   position has no known one on either side, or the excess is no number ≥ 0 that the precision holds.
    /// - Complexity: O(length²).
    public func network<S: Scalar>(as type: S.Type = S.self) throws(NetworkError) -> Network<S> {
        let what = "initialization.construction.incomplete"
        var network: Network<S> = try CanonicalAutoencoder(steps).network()
        let n = steps.length
        if let position = missing.sorted().first(where: { $0 < 1 || $0 >= n }) {
            throw .value(
                what: "\(what).missing",
                problem: "\(position): expected positions from 1 to \(n - 1), between known ones")
        }
        if let excess, !(excess >= 0 && excess.isFinite) {
            throw .value(what: "\(what).excess", problem: "\(NumberText.exact(excess)): expected a number ≥ 0")
        }
        for p in 1...n {
            var before: S = 0
            for (gap, slope) in slopes(threshold: p, as: S.self).enumerated() {
                network.layers[2].weight[steps.output(threshold: p), gap] = slope - before
                before = slope
            }
        }
        guard network.isFinite else {
            throw .value(what: "\(what).excess", problem: "it is too large for this precision")
        }
        return network
    }

    /// The slopes of an output's preactivation in the gaps between neighbouring codes.
    private func slopes<S: Scalar>(threshold p: Int, as type: S.Type) -> [S] {
        let n = steps.length
        func target(_ position: Int) -> S { position >= p ? 1 : 0 }
        func value(_ position: Int) -> S {
            missing.contains(position) ? target(position) + S(excess ?? 0) : target(position)
        }
        guard excess == nil else { return (0..<n).map { value($0 + 1) - value($0) } }
        var slopes: [S] = []
        while slopes.count < n {
            let a = slopes.count
            var b = a + 1
            while missing.contains(b) { b += 1 }
            slopes += Array(repeating: (target(b) - target(a)) / S(b - a), count: b - a)
        }
        return slopes
    }
}
