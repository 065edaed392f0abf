import Experiments

/// Begins a run in the live page: `heaviside run NAME --live`.
enum LiveStart {
    /// Becomes the server of the page, whose engine begins the run in a folder of runs.
    static func open(_ run: ExperimentRun, in folder: String) throws {
        try StudioProgram.serve(
            "/?run=live", engineArguments: ["--out", folder, "--start", run.spec.yaml])
    }
}
