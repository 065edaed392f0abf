import ArgumentParser
import Derivations
import Descriptions
import Diagnostics
import Exchange
import Reports

struct CheckFormulaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check formulas for gradients against exact differentiation.",
        usage: """
            heaviside claims check Documentation/Formulas/three-layer-19-22.txt
            echo 'dw2 = sum_i z_i * W3 * (y_i - x_i)' | heaviside claims check -

            heaviside claims check <file> [options]
            """,
        discussion: """
            Each line of the file is a formula for the derivative of the loss by one parameter, as a matrix or entry by entry:

              dW3 = sum_i (y_i - x_i) * (w2 * z_i + b2)^T
              dw2[r] = sum_i sum_j z_i * W3[j,r] * (y_i[j] - x_i[j])   # a comment

            Each is tested on random rational networks of several sizes. The answer is 'equal', or the first entry that \
            differs, with both values, and the transpose, swapped indices, ReLU mask or factor that repairs the formula. \
            Entries are counted from 1.

            Signs: + - * for matrices and numbers, / by numbers, .* entry by entry, ^T, parentheses, sum_i (reaches to the \
            next + or -), masks such as [u3_i > 0], diag(...).

            A setting stands on a line of its own and holds for the formulas below it: 'model: linear' (the three-layer autoencoder \
            without activations, unless said otherwise), 'model: relu', 'model: homework'; 'loss: half-sum', 'sum' or \
            'mean' (half-sum, in Homework 1 sum); 'layout: weight-shaped' or 'numerator'; 'width: square' (W3 is n×n, as \
            in the papers) or 'free' (n×m).

            Three-layer names: x_i y_i u3_i (n×1), z_i (a number), u2_i a2_i w2 b2 (n×1, or m×1), W3, w1 (1×n), b1, \
            n, N (samples), m. Homework 1: x s1 z1 s2 y_hat y (columns), W1 b1 W2 b2, d_x d_s1 d_s2.

            Exit status: 0 if all are equal, 2 if one differs, 64 if one cannot be read or its shapes do not match.
            """)

    @Argument(help: "The file of formulas; - for standard input.", completion: .file())
    var file: String

    @Option(
        name: [.customLong("n"), .customLong("length")], parsing: .unconditional,
        help: "The one signal length n for the three-layer models, 2 to 12 (default: several lengths).",
        transform: WholeNumber.reader(2...12))
    var length: Int?

    @Option(parsing: .unconditional, help: "The seed of the random networks.", transform: WholeNumber.read)
    var seed: UInt64 = 1

    @OptionGroup var output: OutputOptions

    func validate() throws {
        let lengths = DerivationCheck.lengths
        if let length, !lengths.contains(length) {
            throw ValidationError("--n \(length): expected \(lengths.lowerBound) to \(lengths.upperBound)")
        }
    }

    func run() throws {
        let formulas = try Failure.badInput {
            let (bytes, source) = try InputFile.read(file, limit: FormulaFile.maximumSize)
            return try FormulaFile(bytes, source: source)
        }
        let check = DerivationCheck(seed: seed, length: length)
        let progress = output.progressLine()
        var answers: [DerivationAnswer] = []
        for entry in formulas.entries {
            progress?.show(
                ProgressText.formula(answers.count + 1, of: formulas.entries.count, line: entry.line))
            let answer = check.answer(entry, of: formulas.source)
            answers.append(answer)
            // A formula can take seconds: print each answer as soon as it is there.
            progress?.clear()
            if !output.json {
                Console.results(FormulaText.lines(answer))
                FormulaText.complaint(answer).forEach(Console.message)
            }
        }
        if output.json {
            try Console.json(FormulaAnswers(answers))
        } else if let summary = FormulaText.summary(answers) {
            Console.result(summary)
        }
        let verdicts = Set(answers.map(\.verdict))
        if verdicts.contains(.malformed) { throw Failure.malformed }
        if verdicts != [.equal] { throw Failure.refuted }
    }
}
