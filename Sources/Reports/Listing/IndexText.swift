internal import Diagnostics

/// The index of a folder of runs in words.
public enum IndexText {
    /// How far the reading has come.
    public static func progress(_ done: Int, of count: Int) -> String {
        "reading \(NumberText.count(done)) of \(NumberText.plural(count, "run"))"
    }

    /// What was done.
    public static func lines(_ answer: IndexAnswer, root: String) -> [String] {
        let runs = NumberText.plural(answer.runs, "run")
        let what =
            answer.isIndexed
            ? "indexed \(runs) of \(root)/ in \(NumberText.duration(answer.seconds))"
            : "\(root)/ can have no index: it is not on a disk of this machine, or cannot be written; \(runs), found without"
        return [what.printable] + answer.unreadable.map(unreadable)
    }

    /// A run that is in no list.
    public static func unreadable(_ folder: String) -> String {
        "\(folder): summary.json cannot be read; the run is left out".printable
    }
}
