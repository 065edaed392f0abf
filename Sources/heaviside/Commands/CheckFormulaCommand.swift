import ArgumentParser
import Derivations
import Exchange
import Experiments

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
            Each line of the file is a formula for the derivative of the loss by one parameter, as a matrix or by entries:

              dW3 = sum_i (y_i - x_i) * (w2 * z_i + b2)^T
              dw2[r] = sum_i sum_j z_i * W3[j,r] * (y_i[j] - x_i[j])   # a comment

            It is tried on random rational networks of several sizes. The answer is 'equal', or the first entry that \
            differs with both values, and the transpose, swapped indices or factor that would repair it. Entries are \
            counted from 1.

            Signs: + - * for matrices and numbers, / by numbers, .* entry by entry, ^T, parentheses, sum_i (reaches to the \
            next + or -), masks such as [u3_i > 0], diag(...).

            Settings, each on a line above the formulas they hold for: 'model: linear' (the three-layer autoencoder \
            without activations, unless said otherwise), 'model: relu', 'model: homework'; 'loss: half-sum', 'sum' or \
            'mean' (half-sum, in Homework 1 sum); 'layout: weight-shaped' or 'numerator'; 'width: square' (W3 is n×n, as \
            in the papers) or 'free' (n×m).

            Three-layer names: x_i y_i u3_i (n×1), z_i (a number), u2_i a2_i w2 b2 (n×1, or m×1), W3, w1 (1×n), b1, \
            n, N (samples), m. Homework 1: x s1 z1 s2 y_hat y (columns), W1 b1 W2 b2, d_x d_s1 d_s2.

            Exit status 0 when all are equal, 2 when one differs, 64 when one cannot be read or its shapes do not fit.
            """)

    @Argument(help: "The file with the formulas; - for standard input.")
    var file: String

    @Option(
        name: [.customLong("n"), .customLong("length")], parsing: .unconditional,
        help: "The signal length n of the three-layer models, 2 to 12, in place of several.")
    var length: Int?

    @Option(parsing: .unconditional, help: "The seed of the networks.")
    var seed: UInt64 = 1

    @Flag(help: "Print no progress.")
    var quiet = false

    @Flag(help: "Print everything as one JSON object.")
    var json = false

    func validate() throws {
        let lengths = DerivationCheck.lengths
        if let length, !lengths.contains(length) {
            throw ValidationError("--n \(length): expected \(lengths.lowerBound) to \(lengths.upperBound)")
        }
    }

    func run() throws {
        let formulas = try Failure.badInput {
            file == "-"
                ? try FormulaFile(StandardInput.read(limit: FormulaFile.maximumSize), source: "standard input")
                : try FormulaFile(AtomicFile.read(file, limit: FormulaFile.maximumSize), source: file)
        }
        let check = DerivationCheck(seed: seed, length: length)
        let progress = ProgressLine()
        var answers: [DerivationAnswer] = []
        for entry in formulas.entries {
            if !quiet { progress.show("formula \(answers.count + 1) of \(formulas.entries.count), line \(entry.line)") }
            let answer = check.answer(entry, of: formulas.source)
            answers.append(answer)
            // A formula can take seconds: its answer is printed as soon as it is found.
            progress.clear()
            if !json { FormulaPrinter.print(answer) }
        }
        if json {
            try Console.json(FormulaPrinter.Results(answers))
        } else {
            FormulaPrinter.printSummary(answers)
        }
        let verdicts = Set(answers.map(\.verdict))
        if verdicts.contains(.malformed) { throw Failure.malformed }
        if verdicts != [.equal] { throw Failure.refuted }
    }
}
