import Diagnostics

/// Why the live page cannot be served.
struct StudioProblem: InputError {
    let place = "studio"
    let problem: String
}
