import Diagnostics
import Networks
import Testing

@testable import Derivations

@Suite struct FormulaTests {
    private func error(_ text: String, _ setting: FormulaSetting = FormulaSetting()) -> FormulaError? {
        do {
            _ = try CheckedFormula(try GradientFormula(text, setting: setting))
            return nil
        } catch { return error }
    }

    private func fileError(_ bytes: [UInt8]) -> FormulaError? {
        do {
            _ = try FormulaFile(bytes, source: "f.txt")
            return nil
        } catch { return error }
    }

    /// Each with the column of its fault, and words of what was expected there.
    private static let malformedFormulas: [(String, Int, String)] = [
        ("", 1, "dW3, dw2, db2, dw1 or db1"), ("=", 1, "dW3"), ("W3 = 1", 1, "dW3"), ("dW4 = 1", 1, "dW3?"),
        ("dx_i = 1", 1, "dW3"), ("d = 1", 1, "dW3"), ("3 = dW3", 1, "dW3"), ("dW3", 4, "= or ["),
        ("dW3 + 1", 5, "= or ["), ("dW3 := 1", 5, "'='"), ("dw2[r] :=1", 8, "'='"),
        ("dW3 =", 6, "a number, a name"), ("dW3 = = 1", 7, "a number, a name"),
        ("dW3[ = 1", 6, "one small letter"), ("dW3[u = 1", 7, ", or ]"), ("dW3[u,] = 1", 7, "one small letter"),
        ("dW3[u,v = 1", 9, "]"), ("dW3[u,v,w] = 1", 8, "at most two"), ("dW3[u] = 1", 1, "no index, or two"),
        ("dw2[u,v] = 1", 1, "no index, or one"), ("db1[u] = 1", 1, "no index"), ("dW3[u,u] = 1", 1, "different"),
        ("dW3[n,v] = 1", 5, "another letter"), ("dW3[U,v] = 1", 5, "one small letter"),
        ("dW3[1,v] = 1", 5, "one small letter"), ("dW3[uu,v] = 1", 5, "one small letter"),
        ("db1 = (1", 9, "an operator or )"), ("db1 = 1)", 8, "an operator"), ("db1 = ()", 8, "a number, a name"),
        ("db1 = 1 +", 10, "a number, a name"), ("db1 = 1 * * 2", 11, "a number, a name"),
        ("db1 = * 2", 7, "a number, a name"), ("db1 = 1 2", 9, "an operator"), ("db1 = 2b1", 8, "an operator"),
        ("db1 = b1 = 2", 10, "an operator"), ("db1 = 1e5", 8, "an operator"), ("db1 = 2.", 8, "a number, a name"),
        ("db1 = .5", 7, "a number, a name"), ("db1 = 1.5.5", 10, "a number, a name"),
        ("db1 = b1^2", 10, "no powers"), ("db1 = b1^-1", 10, "no powers"), ("db1 = b1^t", 10, "no powers"),
        ("db1 = b1^99999999999999999999999999", 10, "no powers"), ("db1 = b1^T^T", 12, "already transposed"),
        ("db1 = b1^", 10, "no powers"), ("db1 = sum b1", 7, "sum_ and one small letter"),
        ("db1 = sum_ b1", 7, "one small letter"), ("db1 = sum_ij z_i", 7, "sum_i sum_j"),
        ("db1 = sum_N z_N", 7, "one small letter"), ("db1 = sum_n z_n", 7, "another letter"),
        ("db1 = sum_i", 12, "a number, a name"), ("db1 = sum_i z", 13, "z_i"), ("db1 = z_n", 7, "another letter"),
        ("db1 = sum_i W3_i", 13, "W3[j]"), ("db1 = w3", 7, "W3, or another of"), ("db1 = gradient", 7, "one of W3, w2"),
        ("db1 = m", 7, "or another of W3"), ("db1 = s1", 7, "or another of W3"), ("db1 = [b1]", 10, "> >= < <="),
        ("db1 = [b1 > 1]", 13, "compares with 0"), ("db1 = [b1 > 0", 14, "]"), ("db1 = [b1 > ]", 13, "0"),
        ("db1 = [0 < b1]", 12, "compares with 0"), ("db1 = [b1 == 0]", 11, "> >= < <="),
        ("db1 = b1 > 0", 10, "an operator"),
        ("db1 = diag b1", 12, "( after diag"), ("db1 = diag(w2", 14, ")"), ("db1 = W3[j,r][j]", 14, "no index"),
        ("db1 = b1 · 2", 10, "* in its place"), ("db1 = 1 − b1", 9, "- in its place"),
        ("db1 = b1'", 9, "^T in its place"),
        ("db1 = \u{1F600}", 7, "a number, a name"), ("db1 = b\u{301}1", 7, "a number, a name"),
        ("db1 = \u{0}", 7, "a number, a name"), ("db1 = １", 7, "a number, a name"),
        ("db1 = b1; db2 = 1", 9, "a new line"),
        ("db1 = $x$", 7, "a number, a name"), ("db1 = \"b1\"", 7, "a number, a name"),
    ]

    @Test("A malformed formula is refused with its column and what was expected", arguments: malformedFormulas)
    func malformed(text: String, column: Int, expected: String) {
        let error = error(text)
        #expect(error?.column == column, "\(text): \(String(describing: error))")
        #expect(error?.expected?.contains(expected) == true, "\(text): \(String(describing: error))")
    }

    @Test(
        "Shapes and indices that do not fit are refused with both",
        arguments: [
            ("dw2 = sum_i (y_i + x_i^T)", 18, "1×n is added to n×1"),
            ("dw2 = sum_i (y_i - x_i^T)", 18, "1×n is subtracted from n×1"),
            ("dw2 = sum_i y_i + 1", 17, "1×1 is added to n×1"),
            ("dw2 = sum_i W3 * w2 * x_i", 21, "n×1 is multiplied by n×1"),
            ("dw2 = sum_i W3 * w1", 16, "n×n is multiplied by 1×n"),
            ("dw2 = sum_i y_i .* x_i^T", 17, "n×1 is multiplied entry by entry by 1×n"),
            ("dw2 = sum_i 2 .* x_i", 15, "1×1 is multiplied entry by entry by n×1"),
            ("dw2 = W3", 7, "dw2 is n×1, the right side is n×n"),
            ("dW3 = sum_i y_i", 7, "dW3 is n×n, the right side is n×1"),
            ("dW3 = 1", 7, "dW3 is n×n, the right side is 1×1"),
            ("dW3[u,v] = W3", 12, "one entry, the right side is n×n"),
            ("dw2[r] = W3[r,j]", 10, "the index j of W3[r,j] is not bound"),
            ("dw2 = y_i", 7, "the index i of y_i is not bound"),
            ("dw2 = sum_i y_i + x_i", 19, "the index i of x_i is not bound"),
            ("dw2[r] = sum_r w2[r]", 10, "the index r is already in use"),
            ("dw2 = sum_i sum_i y_i", 13, "the index i is already in use"),
            ("dw2 = sum_i sum_j y_i", 13, "nothing under sum_j has the index j"),
            ("dw2 = sum_i w2", 7, "nothing under sum_i"),
            ("db1 = sum_i y_i[i]", 13, "the index i runs to N before, but to n in y_i[i]"),
            ("db1 = sum_j w2[j,j]", 13, "w2 is n×1, and w2[j,j] gives it 2"),
            ("db1 = sum_j W3[j]", 13, "W3 is n×n, and W3[j] gives it 1"),
            ("db1 = sum_j b1[j]", 13, "b1 is 1×1, and b1[j] gives it 1"),
            ("db1 = sum_i diag(z_i)", 18, "diag of z_i, which is 1×1"),
            ("dW3 = diag(W3)", 12, "diag of W3, which is n×n"),
            ("dw2 = w2/b1", 10, "a division by b1"), ("db1 = 1/sum_i z_i", 9, "a division by sum_i z_i"),
            ("dw2 = w2/w2", 10, "a division by w2"),
        ])
    func shapes(text: String, column: Int, problem: String) {
        let error = error(text)
        #expect(error?.column == column, "\(text): \(String(describing: error))")
        #expect(error?.problem.contains(problem) == true, "\(text): \(String(describing: error))")
    }

    @Test("Names depend on the model")
    func names() {
        var setting = FormulaSetting()
        setting.model = .homework
        #expect(error("dW2 = (y_hat - y) * z1^T", setting) == nil)
        #expect(error("db1 = d_s1/d_x * s1 - b1 * d_s2", setting) == nil)
        #expect(error("dW3 = 1", setting)?.expected?.contains("dW2, db2, dW1 or db1") == true)
        #expect(error("dW2 = (y_hat_i - y) * z1^T", setting)?.expected?.hasPrefix("y_hat:") == true)
        #expect(error("dW2[n,m] = sum_k W2[k,m] * b2[n]", setting) == nil)
        setting = FormulaSetting()
        setting.width = .free
        #expect(error("dw2 = m * w2", setting) == nil)
        #expect(error("dW3[u,m] = 1", setting)?.column == 7)
    }

    @Test("Operators bind as documented")
    func reading() throws {
        for (text, expected) in [
            ("db1=sum_i z_i*2+1", "db1 = sum_i z_i * 2 + 1"), ("db1 = sum_i (z_i + 1)", "db1 = sum_i (z_i + 1)"),
            ("db1 = (sum_i z_i) * 2", "db1 = (sum_i z_i) * 2"), ("db1 = 2 * sum_i z_i * 2", "db1 = 2 * sum_i z_i * 2"),
            ("db1 = ((b1)) * (2 * b1)", "db1 = b1 * (2 * b1)"), ("db1 = - - b1", "db1 = --b1"),
            ("db1 = 2 * -b1", "db1 = 2 * -b1"), ("db1 = 0.25 * b1", "db1 = 1/4 * b1"),
            ("db1 = b1 * 0.25", "db1 = b1 * (1/4)"),
            ("db1 = b1/2/3", "db1 = b1/2/3"), ("db1 = b1/(2*3)", "db1 = b1/(2 * 3)"), ("db1 = +b1", "db1 = b1"),
            ("db1 = 1 - (2 - b1)", "db1 = 1 - (2 - b1)"), ("db1 = (w1 * w2)^T", "db1 = (w1 * w2)^T"),
            ("db1 = sum_j (W3 * w2)[j]", "db1 = sum_j (W3 * w2)[j]"),
            ("db1 = sum_j W3^T[j,j]", "db1 = sum_j W3^T[j,j]"),
            ("db1 = (b1^T)^T", "db1 = (b1^T)^T"), ("dw2 = diag([w2>=0])*w2", "dw2 = diag([w2 >= 0]) * w2"),
        ] {
            let formula = try GradientFormula(text)
            let again = try GradientFormula(formula.text)
            #expect(again.text == formula.text, "\(text)")
            if text != "db1 = - - b1" { #expect(formula.text == expected) }
        }
        // Products of one rank from left to right: (W3 * w2) .* b2.
        let joined = try GradientFormula("dw2 = W3 * w2 .* b2")
        #expect(DerivationCheck().answer(joined).verdict == .differs)
        #expect(try GradientFormula("dw2 = (W3 * w2) .* b2").text == joined.text)
        #expect(try GradientFormula("dw2 = W3 * (w2 .* b2)").text != joined.text)
    }

    @Test("A formula that is too deep, too long or too costly is refused without a trap")
    func limits() throws {
        func nested(_ open: String, _ inner: String, _ close: String, _ count: Int) -> String {
            "db1 = " + String(repeating: open, count: count) + inner + String(repeating: close, count: count)
        }
        #expect(error(nested("(", "b1", ")", 39)) == nil)
        #expect(error(nested("(", "b1", ")", 40))?.problem.contains("too deep") == true)
        // The column is that of the first one too many.
        #expect(error(nested("(", "b1", ")", 40))?.column == 7 + 40)
        #expect(error(nested("2*(1+", "b1", ")", 40))?.column == 7 + 40 * 5 - 2)
        #expect(error(nested("sum_i ", "z_i", "", 40))?.column == 7 + 40 * 6)
        for text in [
            nested("(", "b1", ")", 900), nested("[", "b1", " > 0]", 300), nested("diag(", "w2", ")", 300),
            nested("-(", "b1", ")", 600),
            nested("sum_i ", "z_i", "", 300), nested("2*(1+", "b1", ")", 200), nested("(", "", "", 1900),
        ] { #expect(error(text)?.problem.contains("too deep") == true, "\(text.prefix(40))") }
        #expect(error(nested("-", "b1", "", 1900)) == nil)
        #expect(error("db1 = b1" + String(repeating: "^T", count: 900))?.column == 12)
        #expect(error("db1 = b1" + String(repeating: " + b1", count: 390)) == nil)
        #expect(error("db1 = b1" + String(repeating: " * b1", count: 390)) == nil)
        #expect(error("db1 = b1" + String(repeating: " + b1", count: 400))?.column == 2001)
        #expect(error("db1 = " + String(repeating: "9", count: 40)) == nil)
        #expect(error("db1 = " + String(repeating: "9", count: 41))?.expected == "at most 40")
        #expect(error("db1 = 0." + String(repeating: "9", count: 40))?.expected == "at most 40")
        #expect(
            error("db1 = " + String(repeating: "x", count: 1900))?.expected?.hasPrefix("one of ") == true)
        let sums = "abcdefghijkl".map { "sum_\($0)" }.joined(separator: " ")
        let factors = "abcdefghijkl".map { "w2[\($0)]" }.joined(separator: " * ")
        let long = DerivationCheck(length: 12).answer(try GradientFormula("db1 = \(sums) \(factors)"))
        #expect(long.verdict == .malformed && long.error?.problem.contains("operations") == true)
        // A long product of matrices, whose numbers grow with every factor; and one of fractions.
        let chain = "dW3 = W3" + String(repeating: " * W3", count: 279)
        #expect(
            DerivationCheck(length: 12).answer(try GradientFormula(chain)).error?.problem.contains("operations") == true
        )
        let fractions = "dW3 = W3" + String(repeating: "/7 * W3/11", count: 120)
        #expect(
            DerivationCheck(length: 12).answer(try GradientFormula(fractions)).error?.problem.contains("operations")
                == true)
        // Long numbers, and a product of them that repairs must not choke on.
        let numbers = Array(repeating: String(repeating: "7", count: 40), count: 40).joined(separator: " * b1/")
        #expect(DerivationCheck().answer(try GradientFormula("db1 = \(numbers)")).verdict == .differs)
        let zero = DerivationCheck().answer(try GradientFormula("db1 = 1/(n - n)"))
        #expect(zero.verdict == .malformed && zero.error?.column == 10)
        #expect(zero.error?.problem.contains("is 0 for n = ") == true)
    }

    @Test("A file is read line by line, with its settings")
    func file() throws {
        let text =
            "\u{FEFF}# only words\r\n\r\nmodel: relu , loss:mean\r\n\tdb1 = 1 # one\r\nwidth: free\r\ndb1 = )\nlayout: numerator\ndb1=2"
        let file = try FormulaFile(Array(text.utf8), source: "f.txt")
        #expect(file.entries.map(\.line) == [4, 6, 8] && file.entries.map(\.column) == [2, 1, 1])
        #expect(file.entries.map(\.text) == ["db1 = 1", "db1 = )", "db1=2"])
        #expect(
            file.entries.map(\.setting.text) == [
                "model: relu, loss: mean, layout: weight-shaped, width: square",
                "model: relu, loss: mean, layout: weight-shaped, width: free",
                "model: relu, loss: mean, layout: numerator, width: free",
            ])
        let answers = DerivationCheck().answers(file)
        #expect(answers.map(\.verdict) == [.differs, .malformed, .differs])
        #expect(answers[1].error?.description.hasPrefix("f.txt:6:7: found ')'; expected ") == true)
        #expect(answers.map(\.formula) == file.entries.map(\.text))
    }

    @Test(
        "A malformed file is refused with its line",
        arguments: [
            ("", nil, nil, "no formula"), ("# nothing\n\n", nil, nil, "no formula"),
            ("model: relu\n", nil, nil, "no formula"),
        ] as [(String, Int?, Int?, String)])
    func files(text: String, line: Int?, column: Int?, problem: String) {
        let error = fileError(Array(text.utf8))
        #expect(error?.problem.contains(problem) == true, "\(String(describing: error))")
        #expect(error?.line == line && error?.column == column, "\(String(describing: error))")
        #expect(error?.source == "f.txt")
    }

    @Test(
        "An unknown setting is refused with its place, and nothing below it is read",
        arguments: [
            ("\nmodel: elu\ndb1 = 1", 2, 8, "'elu' is unknown"), ("modell: relu", 1, 1, "'modell' is unknown"),
            ("model: relu, los: sum", 1, 14, "'los' is unknown"), ("loss: half", 1, 7, "'half' is unknown"),
            ("layout:\ndb1 = )", 1, 8, "'' is unknown"), ("width: 3", 1, 8, "'3' is unknown"),
            (":", 1, 1, "'' is unknown"), ("db1 = 1 : 2", 1, 1, "is unknown"), ("model: relu,", 1, 13, "'' is unknown"),
        ])
    func settings(text: String, line: Int, column: Int, problem: String) throws {
        let file = try FormulaFile(Array("\(text)\ndb1 = 1".utf8), source: "f.txt")
        let answer = try #require(DerivationCheck().answers(file).last)
        #expect(file.entries.count == 1 && answer.verdict == .malformed && answer.line == line)
        #expect(answer.error?.problem.contains(problem) == true, "\(String(describing: answer.error))")
        #expect(answer.error?.line == line && answer.error?.column == column && answer.error?.source == "f.txt")
    }

    @Test("A message about a long text keeps its start and end")
    func longMessages() {
        let error = error("db1 = " + String(repeating: "x", count: 1900))
        #expect(error?.problem.hasPrefix("unknown name 'xxx") == true && error?.problem.hasSuffix("xxx'") == true)
        #expect((error?.problem.count ?? 999) < 240)
    }

    @Test("Bytes that are not text, and files that are too long, are refused")
    func bytes() {
        #expect(fileError([0x64, 0x62, 0x31, 0xFF])?.problem == "the file is not UTF-8")
        #expect(fileError([0xC3])?.problem == "the file is not UTF-8")
        #expect(fileError([UInt8](repeating: 0x20, count: FormulaFile.maximumSize + 1))?.expected == "at most 1048576")
        #expect(
            fileError([UInt8](repeating: 0x20, count: FormulaFile.maximumSize))?.problem == "the file has no formula")
        let many = Array(String(repeating: "db1 = )\n", count: 1001).utf8)
        #expect(fileError(many)?.line == 1001)
        #expect(fileError(Array(many.dropLast(8))) == nil)
    }

    @Test(
        "Random sequences of symbols are read or refused, and answered without a trap",
        arguments: 1...8 as ClosedRange<UInt64>)
    func heaps(seed: UInt64) throws {
        var random = RandomStream(seed: seed, purpose: .claims, index: 0)
        let pieces = [
            "W3", "w2", "b2", "w1", "b1", "x_i", "y_i", "z_i", "u2_i", "a2_i", "n", "N", "2", "1/2", "0", "+", "-", "*",
            ".*", "/",
            "^T", "(", ")", "[", "]", ",", "i", "j", "sum_i", "sum_j", "[u3_i > 0]", "diag(", ">", "=", "[j]", "[i,j]",
            "_", "#",
        ]
        var read = 0
        for _ in 0..<120 {
            let count = 1 + random.index(below: 14)
            let text = (0..<count).map { _ in pieces[random.index(below: pieces.count)] }.joined(separator: " ")
            let target = ["db1", "dw2", "dW3[i,j]", "dw1"][random.index(below: 4)]
            guard let formula = try? GradientFormula("\(target) = \(text)") else { continue }
            #expect(try GradientFormula(formula.text).text == formula.text, "seed \(seed): \(text)")
            #expect(!DerivationCheck(seed: seed).answer(formula).formula.isEmpty)
            read += 1
        }
        #expect((1..<120).contains(read), "both should come up: \(read) of 120 are formulas")
    }

    @Test(
        "Random expression trees survive a round trip through text with the same values",
        arguments: 1...8 as ClosedRange<UInt64>)
    func trees(seed: UInt64) throws {
        var random = RandomStream(seed: seed, purpose: .claims, index: 1)
        var draws = DerivationDraws(FormulaSetting(), seed: seed, stream: 5)
        let network = try #require(draws.networks().first)
        func number(_ depth: Int) -> String {
            let leaf = ["b1", "n", "N", "2", "0.5", "w2[r]", "W3[r,r]", "w1[r]"]
            guard depth > 0 else { return leaf[random.index(below: leaf.count)] }
            let (a, b) = (number(depth - 1), number(depth - 1))
            switch random.index(below: 9) {
            case 0: return "(\(a)) + (\(b))"
            case 1: return "(\(a)) - \(b)"
            case 2: return "(\(a)) * (\(b))"
            case 3: return "(\(a))/(n + 2)"
            case 4: return "-(\(a)) - (-(\(b)))"
            case 5:
                return "(sum_i (z_i * (\(a)))) * (\(b))".replacing(
                    "sum_i", with: "sum_\(["i", "k", "l", "s"][depth % 4])"
                )
                .replacing("z_i", with: "z_\(["i", "k", "l", "s"][depth % 4])")
            case 6: return "[\(a) > 0] * (\(b))"
            case 7: return "(\(a))^T .* (\(b))"
            default: return "2 * -(\(a))/3 * (\(b))"
            }
        }
        var read = 0
        for _ in 0..<60 {
            let text = "dw2[r] = " + number(3)
            guard let formula = try? GradientFormula(text) else { continue }
            let again = try GradientFormula(formula.text)
            var budget = FormulaBudget()
            let value = try CheckedFormula(formula).value(on: network, budget: &budget)
            #expect(try CheckedFormula(again).value(on: network, budget: &budget) == value, "seed \(seed): \(text)")
            #expect(again.text == formula.text, "seed \(seed): \(text)")
            read += 1
        }
        #expect(read >= 30, "too few of the trees are formulas: \(read) of 60")
    }
}
