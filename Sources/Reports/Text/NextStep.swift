internal import Diagnostics
public import Experiments
internal import Networks
public import RunStore

/// The command to try next.
public enum NextStep {
    /// After one run: its report, or its resumption.
    public static func after(_ summary: RunSummary, in root: RunRoot) -> String {
        next((summary.status == .interrupted ? "resume " : "report ") + reference(summary.run, summary.folder, root))
    }

    /// After a batch: the rest of it where some runs have not ended, or none is left, else its report.
    public static func after(_ summary: BatchSummary, in root: RunRoot) -> String {
        let isComplete = summary.status != .interrupted && !summary.isDeleted
        let command = (isComplete ? "report " : "resume ") + reference(summary.batch, summary.folder, root)
        return next(command + (summary.isDeleted ? ", which trains the runs again" : ""))
    }

    /// After a list of runs: the first of them.
    public static func afterList(of row: RunRow) -> String {
        next("show \(quoted(row.values["folder"]?.description ?? row.id))")
    }

    /// After a tag was given: the runs that have it.
    public static func afterTag(_ tag: String, in root: RunRoot) -> String {
        next("runs --where \(quoted("tags=\(tag)"))\(place(root))")
    }

    /// After a deletion: the way back.
    public static func afterDeletion(from: String, to: String) -> String {
        "To bring it back: mv \(quoted(to)) \(quoted(from))".printable
    }

    /// After a comparison in words: the same as a page.
    public static func after(_ comparison: RunComparison, in root: RunRoot) -> String {
        let names = comparison.runs.map { reference($0.summary.run, $0.summary.folder, root) }
        return next(
            "compare \(names.joined(separator: " ")) -o comparison.html, for losses, codes and errors in figures; with "
                + "--figure loss -o losses.svg for one of them")
    }

    /// After a comparison of batches in words: the same as a page.
    public static func after(_ comparison: BatchComparison, in root: RunRoot) -> String {
        let names = comparison.batches.map { reference($0.summary.batch, $0.summary.folder, root) }
        return next("compare \(names.joined(separator: " ")) -o comparison.html, for the losses in a figure")
    }

    /// After a survey: its report, or the rest of it.
    public static func after(_ summary: SurveySummary, in root: RunRoot) -> String {
        next((summary.status == .interrupted ? "resume " : "report ") + reference(summary.id, summary.folder, root))
    }

    /// After the list of experiments: the first of them.
    public static func afterExperiments() -> String? { Experiment.all.first.map { next("run \($0.name)") } }

    /// After a report: a browser.
    public static func afterReport(_ path: String) -> String { "Next: open \(quoted(path)) in a browser".printable }

    /// After a list of figures: the first of them as a file; nil where there are none.
    public static func afterFigures(of run: String, in root: RunRoot, first name: String?) -> String? {
        name.map { next("figure \(quoted(run)) \($0) -o \($0).svg\(place(root))") }
    }

    /// After a certification: the independent check; nil where no certificate was written.
    public static func after(_ report: CertificationReport) -> String? {
        guard let certificate = report.certificate, let model = report.model else { return nil }
        return "Next: heaviside-verify \(quoted(certificate)) \(quoted(model))".printable
    }

    /// After the summary of an atlas: all of it.
    public static func afterAtlas(of network: String, in root: RunRoot, overrides: [String] = []) -> String? {
        brief("atlas \(quoted(network))\(changes(overrides))\(place(root)) --json, for all pieces and exact numbers")
    }

    /// After a geometry that can be drawn: the drawing.
    public static func afterGeometry(of network: String, in root: RunRoot, overrides: [String] = []) -> String? {
        brief("geometry \(quoted(network))\(changes(overrides))\(place(root)) -o geometry.svg, for a drawing")
    }

    /// A word as a shell reads it back: in single quotes unless it is plain.
    static func quoted(_ word: String) -> String {
        let plain = word.unicodeScalars.allSatisfy { scalar in
            scalar.isASCII
                && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                    || "-_./=,:+@%^".unicodeScalars.contains(scalar))
        }
        guard !plain || word.isEmpty else { return word }
        return "'" + word.replacing("'", with: "'\\''") + "'"
    }

    /// "Next: heaviside …".
    package static func next(_ command: String) -> String { "Next: heaviside \(command)".printable }

    /// The same; nil for a command with values so long that no one reads on.
    private static func brief(_ command: String) -> String? { command.utf8.count > 1000 ? nil : next(command) }

    /// The option for a folder of runs; nothing for the standard one.
    private static func place(_ root: RunRoot) -> String { root == RunRoot() ? "" : " --out \(quoted(root.path))" }

    private static func changes(_ overrides: [String]) -> String {
        overrides.map { " --set \(quoted($0))" }.joined()
    }

    /// A run as the command line finds it: by its id in the standard folder, else by its path.
    static func reference(_ id: String, _ folder: String, _ root: RunRoot) -> String {
        quoted(root == RunRoot() && folder == "\(root.path)/\(id)" ? id : folder)
    }
}
