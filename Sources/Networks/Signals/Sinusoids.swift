internal import Diagnostics
internal import Foundation

/// Sinusoids: x(j) = a · sin(2π (f j / n + φ)), with the frequency f in periods per signal and the phase φ in turns.
public struct Sinusoids: SignalFamily, Hashable {
    /// `sinusoid`.
    public static var name: String { "sinusoid" }
    /// `frequency` and `phase`.
    public static var keys: [SignalKey<Self>] {
        [SignalKey("frequency", .values(\.frequencies)), SignalKey("phase", .ownValues(\.phases))]
    }

    /// The number n of entries of a signal.
    public var length: Int
    /// The amplitudes a.
    public var amplitudes: Amplitudes
    /// The frequencies f, in periods per signal, at most n/2.
    public var frequencies: ParameterValues
    /// The phases φ, in turns from 0 up to, but not including, 1: a quarter makes a cosine; nil for i/n, i = 0…n − 1.
    public var phases: ParameterValues?

    /// The sinusoids of a length: by default one period, shifted by every number of entries.
    public init(
        length: Int, amplitude: Amplitudes = 1, frequency: ParameterValues = 1, phase: ParameterValues? = nil
    ) {
        self.length = length
        self.amplitudes = amplitude
        self.frequencies = frequency
        self.phases = phase
    }

    /// Every sinusoid, in order of frequency, then of phase.
    ///
    /// Values are computed in double precision; at quarters of a period they are exactly 0 and ±a.
    ///
    /// - Throws: ``SignalError`` where a parameter is out of range or the set would be too large.
    public func samples() throws(SignalError) -> SampleSet {
        let amplitudes = try amplitudes.values()
        try SampleSet.checkLength(length, least: 2)
        let most = Double(length) / 2
        let frequencies = try frequencies.values(
            "frequency", in: NumberRange(from: Self.leastFrequency, through: most),
            expected:
                "\(NumberText.number(Self.leastFrequency)) to \(NumberText.number(most)) periods per signal, half the length: "
                + "sampled, a higher frequency is a lower one")
        let phases = try phases?.values(
            "phase", in: NumberRange(from: 0, below: 1),
            expected: "turns from 0 up to, but not including, 1: 0.25 is a quarter of a period")
        let phaseCount = phases?.count ?? length
        var collector = try SampleCollector(
            length: length, count: SampleSet.count(frequencies.count, phaseCount, amplitudes.count),
            labels: [.amplitude, .frequency, .phase])
        for frequency in frequencies {
            for p in 0..<phaseCount {
                let phase = phases?[p] ?? Double(p) / Double(length)
                for amplitude in amplitudes {
                    collector.append([amplitude, frequency, phase]) { j in
                        // Whole periods are dropped where that is exact, before the division rounds.
                        let turned = (frequency * Double(j)).truncatingRemainder(dividingBy: Double(length))
                        return amplitude * Self.sine(turns: turned / Double(length) + phase)
                    }
                }
            }
        }
        return collector.samples
    }

    /// The least frequency, in periods per signal.
    public static let leastFrequency = 1e-6

    /// sin(2πt) for t ≥ 0, exactly 0 and ±1 at the quarters.
    static func sine(turns: Double) -> Double {
        let t = turns - turns.rounded(.down)
        let quarter = (4 * t).rounded()
        // Exact: t is within an eighth of a quarter turn.
        let angle = 2 * Double.pi * (t - quarter / 4)
        switch Int(quarter) & 3 {
        case 0: return sin(angle)
        case 1: return cos(angle)
        case 2: return 0 - sin(angle)
        default: return -cos(angle)
        }
    }
}
