internal import Experiments

/// The experiments that a person can begin with.
struct ExperimentsAnswer: Encodable {
    struct Entry: Encodable {
        let name: String
        let title: String
        let paper: String
        let notice: String
        let length: Int?
        let epochs: Int
        let spec: String
    }

    let experiments = Experiment.all.map { experiment in
        Entry(
            name: experiment.name, title: experiment.title, paper: experiment.paper, notice: experiment.notice,
            length: experiment.spec.signals.length, epochs: experiment.spec.epochs, spec: experiment.spec.yaml)
    }
}
