public import Analysis
public import Experiments
public import Networks

/// What a survey found, as `survey.json` and `--json` give it.
public struct SurveySummary: Sendable, Hashable, Codable {
    /// The survey's name.
    public var survey: String
    /// The id of its folder.
    public var id: String
    /// Its folder.
    public var folder: String
    /// Whether all of it was done.
    public var status: TrainingStatus
    /// The seconds that it took, everything included.
    public var seconds: Double
    /// What a ladder's runs found; absent for other surveys.
    public var ladder: LadderResult?
    /// Condition numbers and kinks; absent for other surveys.
    public var conditioning: ConditioningResult?
}
