import Experiments

/// Begins a run in the live page: `heaviside run NAME --live`.
enum LiveStart {
    /// Becomes the server of the page, whose engine begins the run.
    static func open(_ run: ExperimentRun, in location: RunRootOption) throws {
        try StudioProgram.serve(
            "/?run=live", engineArguments: ["--out", location.out, "--start", run.spec.yaml])
    }
}
