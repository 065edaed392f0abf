internal import Diagnostics
package import Exact
package import Plots

/// Collects the findings of a check; the verdict follows from them.
public struct Evidence: Sendable {
    /// The facts that were tested, in the order of the check.
    public private(set) var findings: [Finding] = []
    /// Numbers, matrices and tables that a reader can look at.
    public private(set) var witnesses: [Witness] = []
    /// Figures that a reader can look at.
    public private(set) var figures: [ClaimFigure] = []

    /// Creates an empty collection.
    package init() {}

    // MARK: Facts

    /// Tests what the claim's statement rests on: where it fails, the claim is refuted.
    package mutating func statement(_ text: String, _ holds: Bool) { add(.statement, text, holds) }

    /// Tests a detail of the claim's statement: where it fails, the claim holds with a correction.
    package mutating func detail(_ text: String, _ holds: Bool) { add(.detail, text, holds) }

    /// Tests a fact that the check adds, as correction, addition or answer: where it fails, there is no verdict.
    package mutating func fact(_ text: String, _ holds: Bool) { add(.fact, text, holds) }

    /// Tests what the claim's statement rests on, case by case, up to the first that fails.
    package mutating func statement<Cases: Sequence>(
        _ text: String, for cases: Cases, _ holds: (Cases.Element) throws -> Bool
    ) rethrows {
        try add(.statement, text, cases, holds)
    }

    /// Tests a detail of the claim's statement, case by case, up to the first that fails.
    package mutating func detail<Cases: Sequence>(
        _ text: String, for cases: Cases, _ holds: (Cases.Element) throws -> Bool
    ) rethrows {
        try add(.detail, text, cases, holds)
    }

    /// Tests a fact that the check adds, case by case, up to the first that fails.
    package mutating func fact<Cases: Sequence>(
        _ text: String, for cases: Cases, _ holds: (Cases.Element) throws -> Bool
    ) rethrows {
        try add(.fact, text, cases, holds)
    }

    private mutating func add(_ role: Finding.Role, _ text: String, _ holds: Bool) {
        findings.append(Finding(role: role, text: text, holds: holds, cases: 1, firstFailure: nil))
    }

    /// A fact without a single case does not hold: a check that tests nothing must not pass.
    ///
    /// Not inlined: a check has a dozen such loops, and the compiler takes far longer for them in one function.
    @inline(never)
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

    // MARK: Witnesses and figures

    /// Adds words for the reader to look at.
    package mutating func witness(_ name: String, _ text: String) { witnesses.append(Witness(name, .text(text))) }

    /// Adds a measured number for the reader to look at.
    package mutating func witness(_ name: String, _ number: Double) { witnesses.append(Witness(name, .number(number))) }

    /// Adds an exact number for the reader to look at.
    package mutating func witness(_ name: String, _ number: Rational) {
        witnesses.append(Witness(name, .rational(number)))
    }

    /// Adds an exact vector for the reader to look at.
    package mutating func witness(_ name: String, _ vector: [Rational]) {
        witnesses.append(Witness(name, .vector(vector)))
    }

    /// Adds an exact matrix for the reader to look at.
    package mutating func witness(_ name: String, _ matrix: ExactMatrix) {
        witnesses.append(Witness(name, .matrix(matrix)))
    }

    /// Adds a table for the reader to look at.
    package mutating func witness(_ name: String, columns: [String], rows: [[String]]) {
        witnesses.append(Witness(name, .table(columns: columns, rows: rows)))
    }

    /// Adds a figure for the reader to look at.
    package mutating func figure(_ name: String, caption: String, _ drawing: any Figure) {
        figures.append(ClaimFigure(name: name, caption: NumberText.typeset(caption), drawing: drawing))
    }

    // MARK: The verdict

    /// The verdict that follows from the facts, for a claim of the given kind.
    ///
    /// - There is no verdict where an added fact fails, or where there is no fact to decide by.
    /// - A question is answered by added facts alone.
    /// - An experiment is confirmed where the statement holds, and in part where it holds in some of the settings that
    ///   were tried, each of which is a finding of its own.
    /// - A statement is refuted where it fails, and corrected where one of its details does.
    public func verdict(for kind: Claim.Kind) -> Verdict {
        func holds(_ role: Finding.Role) -> Bool { findings.allSatisfy { $0.role != role || $0.holds } }
        func has(_ role: Finding.Role) -> Bool { findings.contains { $0.role == role } }
        guard holds(.fact) else { return .undecided }
        switch kind {
        case .question: return has(.fact) ? .answered : .undecided
        case .experiment:
            guard has(.statement) else { return .undecided }
            if holds(.statement) { return .confirmed }
            return findings.contains { $0.role == .statement && $0.holds } ? .confirmedInPart : .notConfirmed
        case .statement, .definition:
            guard has(.statement) else { return .undecided }
            return !holds(.statement) ? .refuted : holds(.detail) ? .holds : .holdsCorrected
        }
    }
}
