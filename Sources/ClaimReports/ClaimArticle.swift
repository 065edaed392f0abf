public import Claims
internal import Descriptions
internal import Diagnostics
internal import Exact
internal import Plots

/// One decided claim in full: what the paper says, what is true, and what the check found.
public struct ClaimArticle: Sendable {
    private let outcome: ClaimOutcome

    /// The article about an outcome.
    public init(_ outcome: ClaimOutcome) { self.outcome = outcome }

    /// The lines for a terminal.
    ///
    /// - Parameters:
    ///   - width: the greatest length of a line of prose, and of a plot.
    ///   - tex: whether the paper's statement and its correction are printed as TeX.
    ///   - color: whether plots are coloured.
    /// - Returns: the lines, without line breaks.
    public func lines(width: Int, tex: Bool = false, color: Bool = false) -> [String] {
        let claim = outcome.claim
        var lines = ["\(claim.id)   \(outcome.verdict.rawValue)"]
        lines += Self.wrapped(
            "\(claim.paper.title), \(claim.place)\(claim.isNew ? "; new" : "")", width, first: "", rest: "  ")
        lines += section(claim.kind == .question ? "Question" : "Statement", claim.statement, tex, width)
        if let correction = claim.correction {
            lines += section(Self.correctionTitle(claim), correction, tex, width)
        }
        lines += ["", "Found"] + Self.wrapped(Self.legend(claim), width)
        for finding in outcome.evidence.findings { lines += self.lines(finding, width: width) }
        for witness in outcome.evidence.witnesses { lines += [""] + Self.lines(witness, width: width) }
        for figure in outcome.evidence.figures {
            lines.append("")
            if let chart = figure.drawing as? Chart {
                lines += TerminalPlot(
                    chart.title, x: chart.x, y: chart.y, marks: chart.marks, width: width - 2, height: 14, color: color
                ).lines()
            }
            lines += Self.wrapped("Figure: " + MathText.plain(figure.caption), width)
        }
        if !outcome.isAsExpected {
            lines += ["", "The expected verdict was: \(claim.expected.rawValue)."]
        }
        return lines
    }

    private static func correctionTitle(_ claim: Claim) -> String {
        switch claim.kind {
        case .question: "Answer"
        case .experiment: "Measured"
        case .statement, .definition: claim.expected == .holds ? "Besides" : "Correction"
        }
    }

    private func section(_ title: String, _ text: ClaimText, _ tex: Bool, _ width: Int) -> [String] {
        ["", title]
            + (tex
                ? text.tex.split(separator: "\n").map { "  " + $0 }
                : Self.wrapped(text.text, width))
    }

    /// The meaning of the words before the facts.
    private static func legend(_ claim: Claim) -> String {
        switch claim.kind {
        case .question: ""
        case .experiment: "(observed: what the paper reports; measured: what this check found)"
        case .statement, .definition:
            "(stated: the core of the statement; printed: one of its details; \(factRole(claim)): what is true)"
        }
    }

    private static func factRole(_ claim: Claim) -> String { claim.expected == .holds ? "besides" : "instead" }

    /// Whether the fact is true, its role for the claim, and the sentence.
    private func lines(_ finding: Finding, width: Int) -> [String] {
        let role =
            switch (finding.role, outcome.claim.kind) {
            case (.statement, .experiment): "observed"
            case (.statement, _): "stated"
            case (.detail, _): "printed"
            case (.fact, .question): "answer"
            case (.fact, .experiment): "measured"
            case (.fact, _): Self.factRole(outcome.claim)
            }
        var text = finding.text
        if finding.holds, finding.cases > 1 { text += " [\(NumberText.count(finding.cases)) cases]" }
        if let failure = finding.firstFailure, failure.count <= 60 { text += " [fails for \(failure)]" }
        let lead = "  \(finding.holds ? "true " : "false")  \(role.padded(to: 10))"
        return Self.wrapped(text, width, first: lead, rest: String(repeating: " ", count: lead.count))
    }

    /// A witness under its name; a large one is cut, with a note.
    private static func lines(_ witness: Witness, width: Int) -> [String] {
        switch witness.value {
        case .text(let text):
            return [witness.name]
                + text.split(separator: "\n", omittingEmptySubsequences: false)
                .flatMap { wrapped(String($0), width) }
        case .number(let number): return ["\(witness.name): \(NumberText.number(number))"]
        case .rational(let number): return ["\(witness.name): \(shortened(number))"]
        case .vector(let entries): return [witness.name] + grid([entries.map(shortened)], width: width)
        case .matrix(let matrix):
            let rows = (0..<matrix.rows).map { matrix.row($0).map(shortened) }
            return [witness.name] + grid(rows, width: width)
        case .table(let columns, let rows): return [witness.name] + grid([columns] + rows, width: width, isCut: false)
        }
    }

    /// Rows of cells in columns; where they are wider than `width` the middle is left out, unless none may be, and of
    /// more than 24 rows the middle ones are.
    private static func grid(_ rows: [[String]], width: Int, isCut: Bool = true) -> [String] {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { k in rows.map { k < $0.count ? $0[k].count : 0 }.max() ?? 0 }
        var shown = rows
        if isCut, widths.reduce(2, { $0 + $1 + 2 }) > width {
            let each = max(1, (widths.max() ?? 1) + 2)
            let half = max(1, (width - 6) / each / 2)
            if 2 * half < columns { shown = rows.map { $0.prefix(half) + ["…"] + $0.suffix(half) } }
        }
        let rows = shown.count > 24 ? shown.prefix(11) + shown.suffix(11) : shown
        // Words begin at the left of a column, numbers end at its right.
        var lines = TextTable.lines(rows, width: width) { k in
            shown.dropFirst().contains { k < $0.count && !isNumber($0[k]) } ? .leading : .trailing
        }
        if rows.count < shown.count {
            let note = "  … \(shown.count - rows.count) more rows; --json has all"
            lines.insert(note, at: lines.count == rows.count ? 11 : lines.count)
        }
        return lines
    }

    private static func isNumber(_ cell: String) -> Bool {
        cell.isEmpty || cell.unicodeScalars.allSatisfy { "0123456789.+-−/e≈ ×%∞".unicodeScalars.contains($0) }
    }

    /// A number, or its size where it has more digits than a table can show.
    private static func shortened(_ number: Rational) -> String {
        let text = number.description
        return text.count <= 24 ? text : "≈ " + NumberText.number(number.doubleValue)
    }

    /// The text in lines of at most `width` characters, which begin with `first` and then with `rest`.
    private static func wrapped(_ text: String, _ width: Int, first: String = "  ", rest: String = "  ") -> [String] {
        TextLines.wrapped(text, width: width, first: first, rest: rest)
    }
}
