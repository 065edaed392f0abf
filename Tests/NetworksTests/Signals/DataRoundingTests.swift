import Networks
import Testing

@Suite("Data in a network's precision")
struct DataRoundingTests {
    private func steps(_ amplitude: Double) throws -> SampleSet {
        try StepFunctions(length: 3, amplitude: .one(amplitude), blank: true).samples()
    }

    @Test("Values that single precision holds are kept, and nothing is reported")
    func kept() throws {
        let samples = try steps(16_777_216)
        let (rounded, rounding) = try samples.rounded(to: .float32)
        #expect(rounded == samples && rounding == nil)
    }

    @Test("Values that it does not hold are rounded, and the largest change is reported")
    func rounded() throws {
        let (rounded, rounding) = try steps(16_777_217).rounded(to: .float32)
        #expect(Set(rounded.signals.elements) == [0, 16_777_216] && rounded.targets == rounded.signals)
        // Steps of length 3 have 1 + 2 + 3 entries that are not 0.
        #expect(rounding?.values == 6 && rounding?.largestChange == 1)
        #expect(rounding?.value == 16_777_217 && rounding?.rounded == 16_777_216)
        let (_, largest) = try StepFunctions(length: 1, amplitude: .list([0.1, 16_777_217, 0.3])).samples()
            .rounded(to: .float32)
        #expect(largest?.values == 3 && largest?.value == 16_777_217, "the largest change, not the first")
        let (again, second) = try rounded.rounded(to: .float32)
        #expect(again == rounded && second == nil)
    }

    @Test("Targets that are not the signals are rounded too")
    func targets() throws {
        let samples = try StepFunctions(length: 3, amplitude: .list([0.1, 1])).samples().targetingParameters()
        let (rounded, rounding) = try samples.rounded(to: .float32)
        #expect(rounded.targets.elements.contains(Double(Float(0.1))) && !rounded.targets.elements.contains(0.1))
        #expect(rounding?.value == 0.1 && rounding?.rounded == Double(Float(0.1)))
    }

    @Test("Double precision keeps everything")
    func double() throws {
        let samples = try steps(1e300)
        let (rounded, rounding) = try samples.rounded(to: .float64)
        #expect(rounded == samples && rounding == nil)
    }

    @Test("What single precision cannot hold is refused", arguments: [1e39, 3.5e38, 1e-39, 1e-46, 5e-324])
    func refused(amplitude: Double) throws {
        let samples = try steps(amplitude)
        let error = #expect(throws: SignalError.self) { try samples.rounded(to: .float32) }
        #expect(error?.place == "amplitude" && error?.problem.contains("precision: float64") == true)
        #expect(error?.problem.contains("expected 0") == false, "no amplitude is 0")
    }

    @Test("Amplitudes that become equal are refused, as equal ones are")
    func equalAmplitudes() throws {
        for equal in [Amplitudes.list([1, 1.00000001]), .range(from: 1, through: 1.0000002, count: 50)] {
            let error = #expect(throws: SignalError.self) { try equal.validate(in: .float32) }
            #expect(error?.place == "amplitude" && error?.problem.contains("are both 1 in float32") == true)
            try equal.validate(in: .float64)
        }
        try Amplitudes.list([1, 1.0000002]).validate(in: .float32)
        #expect(throws: SignalError.self) { try Amplitudes.list([1, 1]).validate(in: .float64) }
    }
}
