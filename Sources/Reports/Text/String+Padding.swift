extension String {
    /// The text with blanks behind it, `width` characters or more.
    public func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
