internal import Claims

extension Claim {
    /// The group: the training that the paper reports.
    static let protocolRuns: [Claim] = studySetting + studyProtocol + studyObservations + trainingSpeed
}
