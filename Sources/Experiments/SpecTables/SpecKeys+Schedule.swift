internal import Diagnostics
internal import Networks

extension SpecKeys {
    /// The keys of schedules that are formulas of the epoch, and of changes as a library counts them.
    static let curves: [SpecKey] = steps + Schedule.curveNames.flatMap(curve)

    private static let steps: [SpecKey] =
        [
            SpecKey(
                "schedule.steps", [.mapping()], .alternative,
                example: "{ changes: [{ fromEpoch: 1000, learningRate: 1.0e-5 }] }", in: "{}",
                "The same list of changes, as a library counts.")
        ]
        + like(
            LibraryCalls.schedules, "steps", path: "schedule.steps", .phrase("no library"),
            more: ", changes: [{ fromEpoch: 1000, learningRate: 1.0e-5 }]") + [
            SpecKey(
                "schedule.steps.changes", [.list(least: 0)], .required,
                example: "[{ fromEpoch: 1000, learningRate: 1.0e-5 }]",
                "The changes; a library that changes after a boundary begins one epoch later."),
            SpecKey(
                "schedule.steps.changes.*", [.mapping()], .alternative,
                example: "{ fromEpoch: 1000, learningRate: 1.0e-5 }", "A rate from an epoch on; the epochs increase."),
            SpecKey(
                "schedule.steps.changes.*.fromEpoch", [.whole(0...Int.max - 1)], .required, example: "1000",
                unit: "epochs", "The boundary, from 0."),
            SpecKey(
                "schedule.steps.changes.*.learningRate", [.number(NumberRange(from: 0))], .required,
                example: "1.0e-5", "The learning rate from then on."),
        ]

    /// What a curve's mapping must have, and the sentence about it.
    private static let examples: [String: (needed: String, summary: String)] = [
        "exponential": ("factor: 0.5", "η · factor^(k / every) in epoch k."),
        "inverseTime": ("decay: 0.5", "η / (1 + decay · k / every) in epoch k."),
        "polynomial": ("epochs: 50", "From η to finalRate by a power of the time that is left."),
        "cosine": ("epochs: 50", "From η to finalRate by half a cosine."),
        "cosineRestarts": ("epochs: 50", "Half a cosine again and again, from η down to finalRate."),
        "linear": ("epochs: 50", "From a share of η to η: a warm-up."),
        "oneCycle": ("epochs: 50", "By cosines from η / startDivisor up to η and down again."),
    ]

    private static func curve(_ name: String) -> [SpecKey] {
        let path = "schedule.\(name)"
        let (needed, summary) = examples[name] ?? ("", "")
        let mapping = "{ \(needed) }"
        func row(
            _ key: String, _ form: SpecForm, _ standard: SpecKey.Standard, _ example: String, unit: String? = nil,
            _ summary: String
        ) -> SpecKey {
            SpecKey("\(path).\(key)", [form], standard, example: example, unit: unit, in: mapping, summary)
        }
        let share = NumberRange(from: 0, through: 1)
        let count = SpecForm.whole((name == "oneCycle" ? 2 : 1)...Int.max)
        let divisor = NumberRange(from: 1, through: 1e6)
        let needsEpochs: SpecKey.Standard =
            ["polynomial", "linear"].contains(name)
            ? .phrase("required, but where `like` names a library that has one") : .required
        let epochs = row(
            "epochs", count, needsEpochs, "20", unit: "epochs", "How long it takes; a period, for restarts.")
        let every = row("every", .whole(1...Int.max), .value("1"), "10", unit: "epochs", "The epochs of one step.")
        let staircase = row("staircase", .flag, .value("false"), "true", "Whether only whole steps count.")
        let final = row(
            "finalRate", .number(NumberRange(from: 0)), .phrase("0, or what the library has"), "1.0e-5",
            "The rate at the end.")
        let own: [SpecKey]
        switch name {
        case "exponential":
            own = [
                row("factor", .number(NumberRange(above: 0, through: 1)), .required, "0.25", "The factor of a step."),
                every, staircase,
                row("minimumRate", .number(NumberRange(from: 0)), .value("0"), "1.0e-6", "The least rate."),
            ]
        case "inverseTime":
            own = [
                row("decay", .number(NumberRange(from: 0)), .required, "0.25", "The growth of the divisor in a step."),
                every, staircase,
            ]
        case "polynomial":
            own = [
                epochs, final, row("power", .number(NumberRange(above: 0)), .value("1"), "2.0", "1 for a line."),
            ]
        case "cosine":
            own = [
                epochs, final,
                row(
                    "afterEnd", .word(["final", "mirrored"]), .phrase("final, or what the library has"), "mirrored",
                    "Whether the rate stays after the end, or the cosine goes up again."),
            ]
        case "cosineRestarts":
            own = [
                epochs,
                row(
                    "periodFactor", .number(divisor), .phrase("1, or what the library has"), "2.0",
                    "How much longer each period is than the one before."),
                row(
                    "rateFactor", .number(NumberRange(above: 0, through: 1)), .value("1"), "0.5",
                    "The beginning of each period as a multiple of that of the one before: see rateFactorOf."),
                row(
                    "rateFactorOf", .word(["height", "rate"]), .phrase("height, or what the library has"), "rate",
                    "Whether rateFactor multiplies the height above finalRate, or the rate itself."), final,
            ]
        case "linear":
            own = [
                epochs,
                row(
                    "startShare", .number(share), .phrase("0, or what the library has"), "0.25",
                    "The share of η in epoch 0."),
            ]
        default:
            own = [
                epochs,
                row(
                    "riseShare", .number(NumberRange(above: 0, below: 1)), .value("0.3"), "0.5",
                    "The share of the epochs in which the rate rises."),
                row("startDivisor", .number(divisor), .value("25"), "10.0", "η divided by it is the first rate."),
                row(
                    "finalDivisor", .number(divisor), .value("10000"), "100.0",
                    "The first rate divided by it is the last."),
                row(
                    "endsEarly", .flag, .phrase("false, or what the library has"), "true",
                    "Whether both ends come an epoch early, as PyTorch counts."),
            ]
        }
        let warmUp = [
            row("warmUp", .mapping(), .phrase("none"), "{ epochs: 5 }", "A linear rise of the rate before it begins."),
            SpecKey(
                "\(path).warmUp.epochs", [.whole(1...Int.max)], .required, example: "5", unit: "epochs",
                in: "{ epochs: 5 }", "The epochs that it takes."),
            SpecKey(
                "\(path).warmUp.startShare", [.number(share)], .value("0"), example: "0.25",
                in: "{ epochs: 5 }", "The share of η in epoch 0."),
        ]
        return [SpecKey(path, [.mapping()], .alternative, example: mapping, in: "{}", summary)]
            + like(LibraryCalls.schedules, name, path: path, .phrase("no library"), more: ", \(needed)") + own
            + (["linear", "oneCycle"].contains(name) ? [] : warmUp)
    }
}
