import Exact
import Testing

@testable import Analysis
@testable import Descriptions

@Suite("The atlas of a decoder, in words")
struct AtlasTextTests {
    @Test("One unit or output has the verb of one, several that of several")
    func events() {
        var point = AtlasBreakpoint(z: 1)
        (point.unitsOn, point.outputsOn, point.outputsOff) = ([3], [0], [4])
        #expect(AtlasText.events(point, codes: []) == "unit 3 on, output 0 rises from 0, output 4 falls to 0")
        (point.unitsOn, point.outputsOn, point.outputsOff) = ([3, 5], [0, 1], [2, 4])
        #expect(AtlasText.events(point, codes: []) == "units 3, 5 on, outputs 0, 1 rise from 0, outputs 2, 4 fall to 0")
        (point.unitsOn, point.outputsOn, point.outputsOff) = ([], [0, 1, 2, 3, 4], [5, 6, 7, 8, 9])
        #expect(AtlasText.events(point, codes: []) == "5 outputs rise from 0, 5 outputs fall to 0")
    }
}
