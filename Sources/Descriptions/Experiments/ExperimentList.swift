internal import Experiments

/// The built-in experiments, surveys included: as an answer for `--json` and in lines.
public struct ExperimentList: Sendable, Hashable, Encodable {
    /// One of them.
    public struct Entry: Sendable, Hashable, Encodable {
        /// What `run` calls it.
        public let name: String
        /// What it is, in a few words.
        public let title: String
        /// The paper that it comes from.
        public let paper: String
        /// The paper's section.
        public let section: String
        /// What to look at.
        public let notice: String
        /// The length of the signals; nil for a survey.
        public let length: Int?
        /// The number of epochs; nil for a survey.
        public let epochs: Int?
    }

    /// All of them, experiments first.
    public let experiments: [Entry]

    /// Lists what is built in.
    public init() {
        experiments =
            Experiment.all.map {
                Entry(
                    name: $0.name, title: $0.title, paper: $0.paper, section: $0.section, notice: $0.notice,
                    length: $0.spec.signals.length, epochs: $0.spec.epochs)
            }
            + Survey.all.map {
                Entry(
                    name: $0.name, title: $0.title, paper: $0.paper, section: $0.section, notice: $0.notice,
                    length: nil, epochs: nil)
            }
    }

    /// Each with its title, what to look at, and its source.
    public var lines: [String] {
        experiments.flatMap { entry in
            [
                entry.name, "  \(entry.title).", "  \(entry.notice)",
                "  From: \(entry.paper), section \(entry.section).",
                "",
            ]
        }
    }
}
