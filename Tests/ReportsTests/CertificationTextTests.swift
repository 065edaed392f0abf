import Experiments
import Networks
import Testing

@testable import Descriptions

/// What a certification says in words: no more than is known, of a sample that nothing else is called.
@Suite struct CertificationTextTests {
    private func lines(_ name: String, length: Int, polishing: Bool = false, _ change: (inout Spec) -> Void = { _ in })
        throws -> [String]
    {
        let result = try RunSamples.result(name, length: length, epochs: 0, change)
        let certification = try Certification(result.network, signals: result.spec.signals, polishing: polishing)
        return CertificationText.lines(CertificationReport(certification, weightsSHA256: ""))
    }

    @Test("Beside a refutation nothing is \"also exact\": rounding hides the error")
    func hidden() throws {
        let refuted = try lines("hard-threshold", length: 32)
        #expect(refuted[0].hasPrefix("refuted"))
        #expect(refuted.contains { $0.contains("float32") && $0.contains("no error as computed") })
        #expect(!refuted.contains { $0.contains("also exact") })
        let proved = try lines("reversed-solution", length: 8)
        #expect(proved[0].hasPrefix("proved"))
        #expect(proved.count { $0.contains("also exact, in any order of summation") } == 2)
    }

    @Test("A worst sample is told from others of its position by width or amplitude")
    func worst() throws {
        func worst(_ yaml: String, start: String = "{ he: normal }") throws -> String {
            let spec = try Spec(
                yaml: """
                    name: x
                    signals: \(yaml)
                    network: [{ dense: 2 }, { dense: 6 }]
                    initialization: \(start)
                    loss: squaredError
                    optimizer: { sgd: { learningRate: 0 } }
                    epochs: 1
                    """, source: "test")
            let result = try ExperimentRun(spec, source: "test").run()
            let report = CertificationReport(
                try Certification(result.network, signals: spec.signals), weightsSHA256: "")
            return try #require(CertificationText.lines(report).first { $0.contains("worst") })
        }
        #expect(try worst("{ family: box, length: 6, amplitude: 5 }").contains(", width "))
        #expect(try worst("{ family: step, length: 6, amplitude: [1, 2] }").contains(", amplitude "))
        let one = try worst("{ family: step, length: 6, amplitude: 5 }")
        #expect(!one.contains("amplitude") && one.contains("(θ = "))
        // Signals of two transitions have no position; an amplitude that all of them have tells none from another.
        let two = try worst("{ family: piecewiseConstant, length: 6, transitions: 2, amplitude: 5 }")
        #expect(!two.contains("amplitude"), "\(two)")
        #expect(
            try worst("{ family: piecewiseConstant, length: 6, transitions: 2, amplitude: [1, 2] }").contains(
                "amplitude "))
        let negative = try worst("{ family: step, length: 6, amplitude: 5 }", start: "zeros")
        #expect(negative.contains("error exactly −5;"), "\(negative)")
    }

    @Test("What a polish changed is said to be what the verdict is about")
    func polished() throws {
        let text = try lines("reversed-solution", length: 8, polishing: true)
        #expect(text[0].hasPrefix("polished") && text[0].hasSuffix("not about the one that was given"))
    }
}
