internal import Diagnostics

extension LadderResult: CustomStringConvertible {
    /// One line: "16 recipes at n = 129, 80 of 80 runs completed, 35 reach the goal".
    public var description: String {
        let all = rungs.reduce(0) { $0 + $1.attempts.count }
        let completed = rungs.reduce(0) { $0 + $1.completed.count }
        let reached = rungs.reduce(0) { $0 + $1.successes }
        return "\(NumberText.plural(rungs.count, "recipe")) at n = \(NumberText.count(length)), "
            + "\(NumberText.count(completed)) of \(NumberText.plural(all, "run")) completed, "
            + "\(NumberText.count(reached)) reach\(reached == 1 ? "es" : "") the goal"
    }
}
