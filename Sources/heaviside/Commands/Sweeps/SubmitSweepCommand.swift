import ArgumentParser
import Diagnostics
import Exchange
import Experiments
import Foundation
import Reports
import RunStore

struct SubmitSweepCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit",
        abstract: "Write a script that carries out a sweep on a cluster, and hand it to Slurm.",
        usage: """
            heaviside sweep submit widths.yaml --slurm
            heaviside sweep submit widths.yaml --slurm --dry-run

            heaviside sweep submit <sweep> --slurm [options]
            """,
        discussion: """
            The script is sbatch.sh in the sweep's folder, made to be read: an array of tasks, a part each, that can be \
            requeued. Three runs are trained first, for two seconds each at most, to estimate the time: a part takes a minute \
            or more, and there are at most 1,000. Words after -- are given to sbatch: -- --partition=short.
            """)

    @OptionGroup var chosen: SweepArgument

    @Flag(help: "Submit to Slurm, by sbatch.")
    var slurm = false

    @Flag(help: "Write the script, and do not submit it.")
    var dryRun = false

    @Option(
        parsing: .unconditional, help: "The number of parts (default: by the estimate).",
        transform: WholeNumber.reader(1...SlurmScript.mostTasks))
    var parts: Int?

    @Option(parsing: .unconditional, help: "The cores of each task.", transform: WholeNumber.reader(1...1024))
    var cpus = 1

    @OptionGroup var output: OutputOptions

    @Argument(parsing: .postTerminator, help: ArgumentHelp("Options of sbatch.", valueName: "sbatch-option"))
    var options: [String] = []

    func validate() throws {
        guard slurm else { throw ValidationError("expected --slurm, the one engine that is known") }
        if let parts, !(1...SlurmScript.mostTasks).contains(parts) {
            throw ValidationError("--parts \(parts): expected 1 to \(SlurmScript.mostTasks)")
        }
        if !(1...1024).contains(cpus) { throw ValidationError("--cpus \(cpus): expected 1 to 1024") }
    }

    func run() throws {
        let (folder, script) = try Failure.badInput { () throws -> (SweepFolder, SlurmScript) in
            if chosen.isFolder {
                let folder = try SweepFolder(chosen.sweep)
                try folder.check(parts: parts)
                return (folder, try SlurmScript(folder, cpus: cpus, options: options))
            }
            let (sweep, place, path) = try chosen.read()
            output.note(sweep.countWords)
            let files = try SweepFolder.exists(path) ? [] : sweep.check(searchFolders: [place, "."])
            let parts =
                try SweepFolder.exists(path)
                ? parts : parts ?? SlurmScript.parts(for: sweep, searchFolders: [place, "."], cpus: cpus)
            let folder = try SweepFolder.begun(path, sweep, folder: place, parts: parts, files: files)
            return (folder, try SlurmScript(folder, cpus: cpus, options: options))
        }
        let path = "\(folder.path)/sbatch.sh"
        try Failure.work { try AtomicFile.write(Array(script.text.utf8), to: path) }
        let job = dryRun ? nil : try Failure.work { try script.submit(path) }
        if output.json { return try Console.json(SlurmAnswer(script, file: path, job: job)) }
        Console.result(path)
        if let job { Console.result("job \(job): \(NumberText.plural(script.tasks, "task"))") }
        output.hint(dryRun ? "To submit it: sbatch \(path)" : "Try: heaviside sweep status \(folder.path)")
    }
}
