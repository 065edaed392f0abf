/// A program outside Heaviside that computes the same epochs.
struct Rival: Sendable, Hashable {
    let id: String
    let name: String
    let executable: String
    let arguments: [String]
    /// The files that must exist; without one of them the rival is missing.
    let files: [String]
    /// The command that installs it.
    let remedy: String

    /// The rivals of a benchmark, the fastest kinds first.
    static func all(for benchmark: Benchmark, in plan: BenchmarkPlan) -> [Rival] {
        let c = plan.rivals + "/c-openblas/epoch"
        let (jax, pytorch) = (plan.rivals + "/rivals/jax_epoch.py", plan.rivals + "/rivals/pytorch_epoch.py")
        func program(_ id: String, _ name: String, _ arguments: [String]) -> Rival {
            Rival(
                id: id, name: name, executable: c, arguments: arguments, files: [c], remedy: "make -C \(plan.rivals)")
        }
        func script(_ id: String, _ name: String, _ file: String, _ arguments: [String]) -> Rival {
            // -u and -B: unbuffered output, and no compiled files left in the folder.
            Rival(
                id: id, name: name, executable: plan.python, arguments: ["-u", "-B", file] + arguments,
                files: [plan.python, file], remedy: "make -C \(plan.rivals) venv")
        }
        switch benchmark {
        case .epoch:
            return [
                program("c-openblas", "C + OpenBLAS", []),
                program("c-openblas-whole", "C + OpenBLAS, whole products", ["--panel", "0"]),
                script("jax", "JAX, jit", jax, []),
                script("pytorch-compile", "PyTorch, torch.compile", pytorch, ["--compile"]),
                script("pytorch-eager", "PyTorch, eager", pytorch, []),
            ]
        case .ensemble:
            return [program("c-openblas", "C + OpenBLAS", []), script("jax-vmap", "JAX, jit and vmap", jax, [])]
        }
    }
}
