extension Survey {
    /// The built-in surveys.
    public static let all: [Survey] = [linearCodeLadder, conditioning]

    /// The survey with this name; nil where there is none.
    public static func named(_ name: String) -> Survey? { all.first { $0.name == name } }
}
