/// An error that something a person gave has caused: a file, a flag, a formula, a value in a spec.
///
/// Every such error answers three questions: where it is, what is wrong there, and what would be right. Many problems
/// answer the third in the same sentence; then ``expected`` is nil.
public protocol InputError: Error, Sendable, CustomStringConvertible {
    /// Where the problem is: a file with its line, a dotted key, an option. Empty where
    /// there is only one place it can be.
    var place: String { get }
    /// What is wrong; where ``expected`` is nil, also what would be right.
    var problem: String { get }
    /// What would be right, as a phrase that follows "expected"; nil where ``problem`` already says it.
    var expected: String? { get }
}

extension InputError {
    /// Nothing beyond ``problem``.
    public var expected: String? { nil }

    /// "place: problem; expected …" in one line, without the parts that are empty.
    public var description: String {
        let sentence = expected.map { "\(problem); expected \($0)" } ?? problem
        return place.isEmpty ? sentence : "\(place): \(sentence)"
    }
}
