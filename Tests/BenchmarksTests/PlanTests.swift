import Diagnostics
import Foundation
import Networks
import Testing

@testable import Benchmarks

@Suite struct PlanTests {
    @Test("Without arguments everything is measured")
    func defaults() throws {
        let plan = try BenchmarkPlan()
        #expect(plan.benchmarks == [.epoch, .ensemble])
        #expect(plan.cases.map(\.length) == [9, 33, 65, 129, 257, 513, 1025, 33])
        #expect(plan.cases.map(\.networks) == [1, 1, 1, 1, 1, 1, 1, 64])
        #expect(plan.python == "Benchmarks/.venv/bin/python" && plan.rivals == "Benchmarks")
    }

    @Test("Names and lengths come in their order, once")
    func selection() throws {
        let plan = try BenchmarkPlan(names: ["ensemble", "epoch", "ensemble"], lengths: "5,3,5", python: "/bin/sh")
        #expect(plan.cases.map(\.title) == ["ensemble, 64 networks, n = 33", "epoch, n = 5", "epoch, n = 3"])
        #expect(plan.python == "/bin/sh")
    }

    @Test(
        "Invalid lengths are reported by name",
        arguments: ["", "0", "-3", "9,", ",9", "9 ,33", "x", "1e3", "4097", "99999999999999999999", "9,,33"])
    func lengths(text: String) throws {
        let error = try #require(throws: BenchmarkError.self) { try BenchmarkPlan(lengths: text) }
        #expect(error.place == "--lengths \(text)")
        #expect(error.problem.contains("from 1 to 4096"))
    }

    @Test("Other invalid arguments are reported by name")
    func others() throws {
        for rounds in [0, -1, 10_001] {
            #expect(
                try #require(throws: BenchmarkError.self) { try BenchmarkPlan(rounds: rounds) }.place
                    == "--rounds \(rounds)")
        }
        for seconds in [0, -1, Double.nan, .infinity, 3601] {
            let error = try #require(throws: BenchmarkError.self) { try BenchmarkPlan(seconds: seconds) }
            #expect(error.place.hasPrefix("--seconds"))
        }
        #expect(
            try #require(throws: BenchmarkError.self) { try BenchmarkPlan(names: ["epochs"]) }.description
                == "epochs: no such benchmark: expected epoch or ensemble")
        #expect(
            try #require(throws: BenchmarkError.self) { try BenchmarkPlan(python: "/no/such") }.place
                == "--python /no/such")
    }

    @Test("Rivals read the parameters layer by layer, network by network")
    func weights() throws {
        let subject = BenchmarkCase(benchmark: .ensemble, length: 2, networks: 2)
        let networks = try subject.initialNetworks()
        let numbers = BenchmarkCase.bytes(of: networks).withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
        #expect(numbers.count == 2 * 11)
        #expect(networks[0] != networks[1])
        for (k, network) in networks.enumerated() {
            let part = Array(numbers[(k * 11)..<((k + 1) * 11)])
            #expect(Array(part[0..<2]) == network.layers[0].weight.elements)
            #expect([part[2]] == network.layers[0].bias)
            #expect(Array(part[3..<5]) == network.layers[1].weight.elements)
            #expect(Array(part[5..<7]) == network.layers[1].bias)
            #expect(Array(part[7..<11]) == network.layers[2].weight.elements && network.layers[2].bias == nil)
        }
        #expect(try subject.samples().signals.nested == [[5, 5], [0, 5], [0, 0]])
    }
}
