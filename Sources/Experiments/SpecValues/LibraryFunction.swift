internal import Networks

/// A function of a library as a table shows it: what a spec says for it in keys that name no library.
public struct LibraryFunction: Sendable, Hashable {
    /// The key of the spec: "activation".
    public let subject: String
    /// The name in specs: "leakyReLU".
    public let name: String
    /// How the library calls it.
    public let call: String
    /// The backends with which it is this; empty for any.
    public let backends: [String]
    /// What a spec says for the same; of a schedule the values that the library has by default.
    public let spec: String

    private init<Value>(_ subject: String, _ row: LibraryCall<Value>, _ spec: String) {
        (self.subject, self.name, self.call, self.backends) = (subject, row.name, row.call, row.backends)
        self.spec = spec
    }

    /// The functions of a library.
    public static func all(of library: Library) -> [LibraryFunction] {
        func rows<Value>(_ table: [LibraryCall<Value>]) -> [LibraryCall<Value>] {
            table.filter { $0.library == library.name }
        }
        let activations = rows(LibraryCalls.activations).compactMap { row in
            ActivationForm.Kind(rawValue: row.name).map { kind in
                LibraryFunction(
                    "activation", row, Activation(ActivationForm(kind, row.value)).node.yamlLine)
            }
        }
        let losses = rows(LibraryCalls.losses).map { LibraryFunction("loss", $0, $0.value.node.yamlLine) }
        let starts = rows(LibraryCalls.starts).map {
            LibraryFunction("initialization", $0, Spec.Start.drawn($0.value).node.yamlLine)
        }
        let schedules = rows(LibraryCalls.schedules).map { row in
            LibraryFunction("schedule", row, schedule(row).yamlLine)
        }
        return activations + losses + starts + schedules
    }

    private static func schedule(_ row: LibraryCall<LibraryCalls.ScheduleValues>) -> Node {
        if row.name == "steps" {
            let isLate = row.value["delay"] != nil
            return .list([.flow([("fromEpoch", Node(isLate ? "boundary + 1" : "boundary"))])])
        }
        let pairs = row.value.sorted { $0.key < $1.key }.map { ($0.key, $0.value.node) }
        return .flow([(row.name, .flow(pairs))])
    }
}
