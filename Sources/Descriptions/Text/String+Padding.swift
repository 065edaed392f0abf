extension String {
    /// The text followed by blanks, `width` characters or more.
    public func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
