public import Networks

/// What a library computes by one of its functions: a loss, an activation, an initialisation or a schedule.
///
/// A spec names it as `activation: { leakyReLU: { like: keras, call: LeakyReLU } }`; without `call` it is the first of
/// the library's that has the name.
public struct LibraryCall<Value: Sendable & Hashable>: Sendable, Hashable {
    /// The library's name after `like`.
    public let library: String
    /// The backends with which the library computes this; empty for any, and for libraries that have one.
    public let backends: [String]
    /// The name that specs use: "leakyReLU".
    public let name: String
    /// What the library calls it, and what specs say after `call`.
    public let call: String
    /// What it computes.
    public let value: Value

    init(_ library: String, on backends: [String] = [], _ name: String, _ call: String, _ value: Value) {
        (self.library, self.backends, self.name, self.call, self.value) = (library, backends, name, call, value)
    }
}

/// The tables of what libraries compute but for the rules of their optimizers, which are ``Library/all``.
public enum LibraryCalls {
    /// The numbers, words and flags of a schedule that a library has by default.
    public typealias ScheduleValues = [String: RuleParameter.Value]

    /// The calls of a table that have a name, or belong to a library.
    static func all<Value>(_ table: [LibraryCall<Value>], named name: String) -> [LibraryCall<Value>] {
        table.filter { $0.name == name }
    }

    /// The libraries that have a name in a table, in the order of ``Library/all``.
    static func libraries<Value>(_ table: [LibraryCall<Value>], having name: String) -> [Library] {
        Library.all.filter { library in table.contains { $0.library == library.name && $0.name == name } }
    }
}
