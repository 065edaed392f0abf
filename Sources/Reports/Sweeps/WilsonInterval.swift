/// The interval of a probability of which k successes in n trials are known, by Wilson's score:
///
///     (p + z²/2n ± z √(p (1 − p)/n + z²/4n²)) / (1 + z²/n),   p = k/n,
///
/// which is right to a few percent down to n = 10, and never leaves [0, 1] (E. B. Wilson, *Probable inference, the law
/// of succession, and statistical inference*, 1927).
struct WilsonInterval: Hashable {
    /// z for a confidence of 95 %.
    private static let z = 1.959963984540054

    let share: Double
    let lower: Double
    let upper: Double

    /// The interval; nil without trials.
    init?(successes: Int, of trials: Int) {
        guard trials > 0 else { return nil }
        let (n, p, z) = (Double(trials), Double(successes) / Double(trials), Self.z)
        let centre = (p + z * z / (2 * n)) / (1 + z * z / n)
        let half = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot() / (1 + z * z / n)
        share = p
        // Where all trials agree, that end of the interval is theirs exactly.
        lower = successes == 0 ? 0 : max(0, centre - half)
        upper = successes == trials ? 1 : min(1, centre + half)
    }
}
