internal import Networks

/// A contestant during a comparison. After a failure, which its result records, it is not run any more.
struct Entrant {
    let contestant: any Contestant
    var result: ContestantResult
    private var expectedSeconds = 0.0
    private(set) var isRunning = true

    init(_ contestant: any Contestant) {
        self.contestant = contestant
        result = ContestantResult(id: contestant.id, name: contestant.name)
    }

    /// Runs a step; a failure ends the contestant.
    private mutating func attempt(
        _ step: (inout Entrant) throws(ContestantFailure) -> Void
    ) throws(ContestantFailure) {
        guard isRunning else { return }
        do {
            try step(&self)
        } catch .interrupted {
            throw .interrupted
        } catch {
            drop(error)
        }
    }

    mutating func drop(_ failure: ContestantFailure) {
        result.note(failure)
        isRunning = false
        contestant.end(isHurried: true)
    }

    mutating func prepare() throws(ContestantFailure) {
        try attempt { entrant throws(ContestantFailure) in
            try entrant.contestant.prepare()
            entrant.result.versions = entrant.contestant.versions.isEmpty ? nil : entrant.contestant.versions
        }
    }

    /// Checks that the loss of an epoch is the expected one, up to rounding.
    mutating func check(epoch: Int, loss expected: Double, tolerance: Double) throws(ContestantFailure) {
        try attempt { entrant throws(ContestantFailure) in
            let loss = try entrant.contestant.loss(inEpoch: epoch)
            entrant.result.loss = loss
            guard abs(loss - expected) <= tolerance * abs(expected) else {
                throw .wrong(
                    "its loss in epoch \(epoch) is \(Float(loss)), expected \(Float(expected)) ± \(tolerance) of it")
            }
        }
    }

    mutating func calibrate(target: Double) throws(ContestantFailure) {
        try attempt { entrant throws(ContestantFailure) in
            var calibration = Calibration(target: target, multiple: entrant.contestant.multiple)
            var seconds = 0.0
            while !calibration.isSettled {
                let epochs = calibration.epochs
                // At most a hundred times the previous trial.
                seconds = try entrant.contestant.run(epochs: epochs, expected: 100 * seconds).seconds
                calibration.note(seconds: seconds)
                entrant.expectedSeconds = seconds / Double(epochs) * Double(calibration.epochs)
            }
            entrant.result.epochsPerMeasurement = calibration.epochs
        }
    }

    mutating func measure() throws(ContestantFailure) {
        try attempt { entrant throws(ContestantFailure) in
            guard let epochs = entrant.result.epochsPerMeasurement else { return }
            let seconds = try entrant.contestant.run(epochs: epochs, expected: entrant.expectedSeconds).seconds
            guard seconds > 0 else { throw .failed("it measured 0 seconds for \(epochs) epochs") }
            entrant.result.seconds.append(seconds)
        }
    }
}
