internal import Exact
internal import Plots

/// Collects what a check finds; the verdict follows from it.
public struct Evidence: Sendable {
    /// The facts, in the order of the check.
    public private(set) var findings: [Finding] = []
    /// What can be looked at.
    public private(set) var witnesses: [Witness] = []
    /// What can be drawn.
    public private(set) var figures: [ClaimFigure] = []

    /// Nothing yet.
    init() {}

    // MARK: Facts

    /// What the printed statement rests on.
    mutating func core(_ text: String, _ holds: Bool) { add(.core, text, holds) }

    /// A particular of the printed statement.
    mutating func detail(_ text: String, _ holds: Bool) { add(.detail, text, holds) }

    /// What is true instead, or besides, or as the answer.
    mutating func truth(_ text: String, _ holds: Bool) { add(.truth, text, holds) }

    /// The same as ``core(_:_:)`` in many cases, until one fails.
    mutating func core<Cases: Sequence>(
        _ text: String, for cases: Cases, _ holds: (Cases.Element) throws -> Bool
    ) rethrows {
        try add(.core, text, cases, holds)
    }

    /// The same as ``detail(_:_:)`` in many cases, until one fails.
    mutating func detail<Cases: Sequence>(
        _ text: String, for cases: Cases, _ holds: (Cases.Element) throws -> Bool
    ) rethrows {
        try add(.detail, text, cases, holds)
    }

    /// The same as ``truth(_:_:)`` in many cases, until one fails.
    mutating func truth<Cases: Sequence>(
        _ text: String, for cases: Cases, _ holds: (Cases.Element) throws -> Bool
    ) rethrows {
        try add(.truth, text, cases, holds)
    }

    private mutating func add(_ role: Finding.Role, _ text: String, _ holds: Bool) {
        findings.append(Finding(role: role, text: text, holds: holds, cases: 1, firstFailure: nil))
    }

    /// A fact about no case at all does not hold: a check that tests nothing must not pass.
    private mutating func add<Cases: Sequence>(
        _ role: Finding.Role, _ text: String, _ cases: Cases, _ holds: (Cases.Element) throws -> Bool
    ) rethrows {
        var count = 0
        for element in cases {
            count += 1
            if try !holds(element) {
                findings.append(
                    Finding(role: role, text: text, holds: false, cases: count, firstFailure: "\(element)"))
                return
            }
        }
        findings.append(Finding(role: role, text: text, holds: count > 0, cases: count, firstFailure: nil))
    }

    // MARK: Things to look at

    /// Words to look at.
    mutating func witness(_ name: String, _ text: String) { witnesses.append(Witness(name, .text(text))) }

    /// A measured number to look at.
    mutating func witness(_ name: String, _ number: Double) { witnesses.append(Witness(name, .number(number))) }

    /// An exact number to look at.
    mutating func witness(_ name: String, _ number: Rational) {
        witnesses.append(Witness(name, .rational(number)))
    }

    /// An exact vector to look at.
    mutating func witness(_ name: String, _ vector: [Rational]) {
        witnesses.append(Witness(name, .vector(vector)))
    }

    /// An exact matrix to look at.
    mutating func witness(_ name: String, _ matrix: ExactMatrix) {
        witnesses.append(Witness(name, .matrix(matrix)))
    }

    /// A table to look at.
    mutating func witness(_ name: String, columns: [String], rows: [[String]]) {
        witnesses.append(Witness(name, .table(columns: columns, rows: rows)))
    }

    /// A figure to look at.
    mutating func figure(_ name: String, caption: String, _ drawing: any Figure) {
        figures.append(ClaimFigure(name: name, caption: caption, drawing: drawing))
    }

    // MARK: The verdict

    /// What the facts come to for a claim of a kind.
    ///
    /// - No verdict where a truth fails, or where there is no fact to decide by.
    /// - A question is answered by truths alone.
    /// - An experiment is confirmed where every core holds.
    /// - A statement is refuted where a core fails, and corrected where a detail does.
    public func verdict(for kind: Claim.Kind) -> Verdict {
        func holds(_ role: Finding.Role) -> Bool { findings.allSatisfy { $0.role != role || $0.holds } }
        func has(_ role: Finding.Role) -> Bool { findings.contains { $0.role == role } }
        guard holds(.truth) else { return .undecided }
        switch kind {
        case .question: return has(.truth) ? .answered : .undecided
        case .experiment:
            guard has(.core) else { return .undecided }
            return holds(.core) ? .confirmed : .notConfirmed
        case .statement, .definition:
            guard has(.core) else { return .undecided }
            return !holds(.core) ? .refuted : holds(.detail) ? .holds : .holdsCorrected
        }
    }
}
