public import RunStore

/// What `heaviside runs` prints with `--json`.
public struct RunListAnswer: Sendable, Encodable {
    private struct Entry: Encodable {
        let run: String
        let folder: String
        let name: String
        let status: String
        let ended: String?
        let epochs: Int?
        let seconds: Double?
        let loss: Double?
        let maxRelativeError: Double?
        let codeR2: Double?
        let seed: UInt64?
        let weightsSHA256: String?
        let continued: String?
        let tags: [String]
        let note: String?
    }

    /// The keys whose values the answer needs.
    public static let keys = [
        "run", "folder", "name", "status", "ended", "epochs", "seconds", "loss", "maxRelativeError", "code.r2", "seed",
        "weightsSHA256", "continued", "tags", "note",
    ]

    private struct Damage: Encodable {
        let folder: String
        let problem: String
        let effect: RunDamage.Effect
    }

    private let runs: [Entry]
    private let damage: [Damage]
    private let matches: Int
    private let count: Int

    /// The answer for a list.
    public init(_ table: RunTable) {
        (matches, count) = (table.matches, table.count)
        damage = table.damage.map { Damage(folder: $0.folder, problem: $0.problem, effect: $0.effect) }
        runs = table.rows.map { row in
            func number(_ key: String) -> Double? {
                if case .number(let value)? = row.values[key] { value } else { nil }
            }
            func text(_ key: String) -> String? { row.values[key]?.description }
            func words(_ key: String) -> [String] {
                if case .words(let words)? = row.values[key] { words } else { [] }
            }
            return Entry(
                run: row.id, folder: text("folder") ?? "", name: text("name") ?? "", status: text("status") ?? "",
                ended: text("ended"), epochs: number("epochs").flatMap { Int(exactly: $0) },
                seconds: number("seconds"), loss: number("loss"), maxRelativeError: number("maxRelativeError"),
                codeR2: number("code.r2"), seed: text("seed").flatMap { UInt64($0) },
                weightsSHA256: text("weightsSHA256"), continued: text("continued"), tags: words("tags"),
                note: text("note").flatMap { $0.isEmpty ? nil : $0 })
        }
    }
}
