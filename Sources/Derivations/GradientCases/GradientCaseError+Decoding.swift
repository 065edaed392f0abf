internal import Diagnostics

extension GradientCaseError {
    /// Says what is wrong with the JSON of a case, and where.
    init(source: String, _ found: JSONProblem) {
        let expected = found.key.isEmpty ? " (expected the object of a gradient case)" : ""
        self.init(source: source, entry: found.key, problem: found.problem + expected)
    }
}
