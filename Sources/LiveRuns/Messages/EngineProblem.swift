public import Diagnostics

/// Why a request is refused: what is wrong, where, and what would be right, with the HTTP status that fits.
public struct EngineProblem: InputError, Hashable, Encodable {
    /// The HTTP status: 400 for a request that cannot be read, 404 for what is not there, 409 for what cannot be done
    /// now, 422 for a value that is not right, 500 for a fault of the machine.
    public let status: Int
    /// Where the problem is.
    public let place: String
    /// What is wrong.
    public let problem: String
    /// What would be right, as a phrase after "expected"; nil where the problem says it.
    public let expected: String?

    init(_ status: Int, _ place: String, _ problem: String, expected: String? = nil) {
        (self.status, self.place, self.problem, self.expected) = (status, place, problem, expected)
    }

    /// Any error, as far as a person has caused it; others are faults of the machine.
    init(_ error: any Error) {
        switch error {
        case let error as EngineProblem: self = error
        case let error as any InputError:
            self.init(422, error.place, error.problem, expected: error.expected)
        default: self.init(500, "", ErrorText.sentence(error))
        }
    }

    /// The same problem, at what a person has typed.
    public func placed(at place: String) -> EngineProblem {
        EngineProblem(status, place, problem, expected: expected)
    }

    private enum CodingKeys: String, CodingKey {
        case place = "where"
        case problem = "what"
        case expected = "right"
    }
}
