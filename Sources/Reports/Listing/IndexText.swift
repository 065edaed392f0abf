internal import Diagnostics
public import RunStore

/// The index of a folder of runs in words.
public enum IndexText {
    /// How many damaged records are named.
    private static let mostNamed = 20

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
            : "\(root)/ can have no index: \(answer.problem ?? ""); \(runs), found without"
        return [what.printable]
    }

    /// The records that cannot be read, a line each; of many, the first and how many there are.
    public static func damage(_ damage: [RunDamage]) -> [String] {
        let rest = damage.count - mostNamed
        return damage.prefix(mostNamed).map { "\($0.problem)\(words($0.effect).map { "; \($0)" } ?? "")".printable }
            + (rest > 0 ? ["… and \(NumberText.plural(rest, "more record")) that cannot be read"] : [])
    }

    private static func words(_ effect: RunDamage.Effect) -> String? {
        switch effect {
        case .leftOut: "the run is left out"
        case .undecided: "whether the run is one of these cannot be told, and it is left out"
        case .incomplete: "the list goes without it"
        case .changed: nil
        case .noRun: "heaviside delete moves it to the trash"
        }
    }
}
