internal import Diagnostics
public import Experiments
import Foundation
internal import Networks
public import RunStore

extension NextStep {
    /// After a run that diverged: the same again with a tenth of the rate that it had at the end, or in double
    /// precision where the loss was infinite before the first step; nil for other runs, and where its spec cannot be
    /// read.
    public static func afterDivergence(_ summary: RunSummary, in root: RunRoot) -> String? {
        guard summary.status == .diverged, let folder = try? root.find(summary.folder),
            let spec = try? folder.course().end
        else { return nil }
        let again = "heaviside fork \(reference(summary.run, summary.folder, root))@0 --set "
        guard summary.epochs > 0 else {
            return spec.precision == .float32
                ? "The loss was infinite before the first step. In double precision: \(again)precision=float64"
                    .printable
                : "The loss was infinite before the first step: try a smaller amplitude or smaller initial weights."
        }
        let training = spec.training
        let last = summary.epochs - 1
        let rate = training.scheduleState(at: last).learningRate
        guard rate > 0 else { return nil }
        var key = "optimizer.\(training.optimizer.name).learningRate"
        if case .steps(let changes) = training.schedule, let step = changes.lastIndex(where: { $0.fromEpoch <= last }) {
            key = "schedule.\(step).learningRate"
        }
        // Six digits: the quotient of 0.003 and 10 has sixteen.
        let tenth = Double(String(format: "%.6g", rate / 10)) ?? rate / 10
        return
            "The learning rate was \(NumberText.exact(rate)). To try a tenth of it: \(again)\(key)=\(NumberText.plain(tenth))"
            .printable
    }
}
