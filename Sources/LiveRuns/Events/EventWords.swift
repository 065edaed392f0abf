internal import Diagnostics

/// The words of events.
struct EventWords {
    let setting: EventSetting
    /// The epoch now.
    let epoch: Int

    init(_ setting: EventSetting, epoch: Int) { (self.setting, self.epoch) = (setting, epoch) }

    /// The event that a record stands for.
    func event(_ record: EventRecord) -> LiveEvent {
        var event =
            switch record.story {
            case .unit(let story): unit(story, record)
            case .turn(let story): turn(story, record)
            case .pass(let story): pass(story)
            case .hold(let story): hold(story, record)
            case .fold(let story): fold(story, record)
            case .output(let story): output(story, record)
            case .dead(let story): dead(story, record)
            case .outside(let event): event
            case .earlier(let story): earlier(story, record)
            case .missed(let story): missed(story)
            }
        event.id = record.id
        event.epoch = record.epoch
        event.count = record.count
        event.isOpen = record.isOpen
        if let after = record.seenAfter {
            event.after = after
            let (from, to) = (NumberText.count(after), NumberText.count(record.epoch))
            event.text = "between epochs \(from) and \(to): \(event.text)"
        }
        if record.isPartial { event.text += "; there may have been more, unseen" }
        return event
    }

    // MARK: - Units

    private func unit(_ story: Story.Unit, _ record: EventRecord) -> LiveEvent {
        var numbers: [String: Double] = [:]
        if story.blinks > 0 {
            numbers = ["blinks": Double(story.blinks), "since": Double(story.since)]
            if let steps = story.steps {
                (numbers["shortestStep"], numbers["longestStep"]) = (steps.lowerBound, steps.upperBound)
            }
        }
        if story.lastOf > 0 { numbers["units"] = Double(story.lastOf) }
        func made(_ kind: LiveEvent.Kind, _ title: String, _ text: String, _ move: Move?) -> LiveEvent {
            if let move { numbers.merge(values(move)) { $1 } }
            return LiveEvent(
                epoch: record.epoch, kind: kind,
                subject: LiveEvent.Subject(unit: story.unit, theta: move.map { setting.names[$0.sample] }),
                numbers: numbers, title: "Unit \(NumberText.count(story.unit)) " + title, text: text)
        }
        if !story.isAwake, story.isSettled {
            numbers["extreme"] = story.fall?.extreme
            return made(.unitSleeps, "sleeps", asleep(story), story.fall?.move)
        }
        guard story.blinks > 0 else {
            let title = "wakes" + (story.lastOf > 0 ? ", last of \(word(story.lastOf))" : "")
            return made(.unitWakes, title, story.wake.map(awake) ?? "", story.wake)
        }
        let blinks = NumberText.plural(story.blinks, "blink")
        let since = NumberText.count(story.since)
        guard story.isAwake, story.isSettled else {
            let times = story.blinks == 1 ? "once" : "\(NumberText.count(story.blinks)) times"
            return made(.unitBlinks, "blinks", "\(times) since \(since): \(thrown(story))", story.wake)
        }
        let title = "wakes" + (story.lastOf > 0 ? ", last of \(word(story.lastOf))" : "")
        return made(.unitWakes, title, "after \(blinks) since \(since): \(thrown(story))", story.wake)
    }

    /// "code 2 fell to −0.472, past its kink; the unit itself stood still".
    private func awake(_ move: Move) -> String {
        guard move.kink.isFinite, move.kinkMove.isFinite else { return "its kink came back from far away" }
        if move.isByCode {
            let code = "code \(setting.name(move.sample)) \(went(move.codeMove)) to \(number(move.code))"
            return move.kinkMove == 0
                ? code + ", past its kink; the unit itself stood still"
                : code + ", past its kink, which \(moved(move.kinkMove))"
        }
        return "its kink \(went(move.kinkMove)) to \(number(move.kink)), past code \(setting.name(move.sample)), which "
            + moved(move.codeMove)
    }

    /// "one step threw its kink to −3.62; it wakes if a code falls below that; the least is −3.23".
    private func asleep(_ story: Story.Unit) -> String {
        guard let fall = story.fall, fall.move.kink.isFinite else {
            return "its kink is gone" + (story.revival.map { "; what may wake it: \($0)" } ?? "")
        }
        let (move, kink) = (fall.move, number(fall.move.kink))
        var text =
            if move.isByCode {
                "code \(setting.name(move.sample)) \(went(move.codeMove)) to \(number(move.code)), "
                    + "past its kink at \(kink)"
            } else if abs(move.kinkMove) > fall.meanGap / 4 {
                "one step threw its kink to \(kink)"
            } else {
                "its kink \(went(move.kinkMove)) to \(kink), past code \(setting.name(move.sample))"
            }
        if let revival = story.revival {
            text += "; what may wake it: \(revival)"
        } else {
            // The kink is the last number only where it is what moved.
            let place = move.isByCode || abs(move.kinkMove) > fall.meanGap / 4 ? "that" : kink
            text +=
                fall.rises
                ? "; it wakes if a code rises above \(place); the greatest is \(number(fall.extreme))"
                : "; it wakes if a code falls below \(place); the least is \(number(fall.extreme))"
        }
        return text
    }

    /// "each first step, ten rates long, threw its kink ahead".
    private func thrown(_ story: Story.Unit) -> String {
        let isOne = story.blinks == 1
        let others = story.blinks - story.throwsOfKink
        guard others == 0 else {
            if story.throwsOfKink == 0 { return isOne ? "the code moved on" : "each time the codes moved on" }
            return "its kink was thrown ahead \(times(story.throwsOfKink)), the codes moved on \(times(others))"
        }
        guard story.longest <= 1, let steps = story.steps else {
            return isOne ? "its steps threw its kink ahead" : "each time its steps threw its kink ahead"
        }
        let (least, most) = (number(steps.lowerBound, digits: 2), number(steps.upperBound, digits: 2))
        let length = least == most ? Int(most).map(word) ?? most : "\(least) to \(most)"
        return "\(isOne ? "its" : "each") first step, \(length) \(length == "one" ? "rate" : "rates") long, "
            + "threw its kink ahead"
    }

    private func turn(_ story: Story.Turn, _ record: EventRecord) -> LiveEvent {
        let (leaves, returns) = story.leavesBelow ? ("below", "above") : ("above", "below")
        var text = "its weight passes 0, so its kink leaves \(leaves) and returns \(returns)"
        if record.count > 1 { text += "; \(times(record.count)) until \(NumberText.count(story.last))" }
        return LiveEvent(
            epoch: record.epoch, kind: .unitTurns, subject: LiveEvent.Subject(unit: story.unit),
            numbers: ["last": Double(story.last)], title: "Unit \(NumberText.count(story.unit)) turns round", text: text
        )
    }

    private func dead(_ story: Story.Dead, _ record: EventRecord) -> LiveEvent {
        let count = story.units.count
        let reason = count == 1 ? story.reason.replacing("switches them", with: "switches it") : story.reason
        let title = "\(NumberText.plural(count, "unit")) \(count == 1 ? "is" : "are") dead for ever under this rule"
        return LiveEvent(
            epoch: 0, kind: .unitsDie, subject: LiveEvent.Subject(unit: count == 1 ? story.units[0] : nil),
            numbers: ["units": Double(count)], title: title,
            text: story.isLate ? "by epoch \(NumberText.count(record.epoch)): \(reason)" : reason)
    }

    // MARK: - Kinks and codes

    private func pass(_ story: Story.Pass) -> LiveEvent {
        let name = "Unit \(NumberText.count(story.unit))'s kink passes "
        let names = story.moves.map { setting.names[$0.sample] }.sorted()
        // The code that moved most speaks for all.
        let most = story.moves.reduce(story.moves[0]) { abs($1.codeMove) > abs($0.codeMove) ? $1 : $0 }
        let isOne = story.moves.count == 1
        let text = bothMoved(most, code: isOne ? "the code" : "code \(setting.name(most.sample))")
        let titled =
            switch names.count {
            case 1: "code \(NumberText.exact(names[0]))"
            case 2: "codes \(NumberText.exact(names[0])), \(NumberText.exact(names[1]))"
            default: "\(NumberText.count(names.count)) codes"
            }
        let range =
            names.count > 2
            ? "from code \(NumberText.exact(names[0])) to code \(NumberText.exact(names.last ?? 0)); " : ""
        return LiveEvent(
            epoch: 0, kind: .kinkPasses, subject: LiveEvent.Subject(unit: story.unit, theta: isOne ? names[0] : nil),
            numbers: values(most).merging(["codes": Double(names.count)]) { $1 }, title: name + titled,
            text: range + text)
    }

    /// "the kink rose 0.016, the code 0.0003": who moved more comes first.
    private func bothMoved(_ move: Move, code: String) -> String {
        let both = [("the kink", move.kinkMove), (code, move.codeMove)]
        let (first, second) = move.isByCode ? (both[1], both[0]) : (both[0], both[1])
        let isSameWay = first.1 * second.1 > 0
        let then = isSameWay ? number(abs(second.1), digits: 2) : moved(second.1)
        return "\(first.0) \(moved(first.1)), \(second.0) \(then)"
    }

    private func hold(_ story: Story.Hold, _ record: EventRecord) -> LiveEvent {
        let count = NumberText.plural(record.count, "crossing")
        let end = record.isOpen ? max(epoch, story.last) : story.last
        let epochs = NumberText.plural(end - record.epoch, "epoch")
        return LiveEvent(
            epoch: record.epoch, kind: .kinkMeets,
            subject: LiveEvent.Subject(unit: story.unit, theta: setting.names[story.sample]),
            numbers: ["crossings": Double(record.count), "epochs": Double(end - record.epoch)],
            title: "Unit \(NumberText.count(story.unit))'s kink meets code \(setting.name(story.sample))",
            text: record.isOpen
                ? "it is held there: \(count) in the \(epochs) since" : "it was held there: \(count) in \(epochs)")
    }

    private func fold(_ story: Story.Fold, _ record: EventRecord) -> LiveEvent {
        let (lower, upper) = (setting.name(story.lower), setting.name(story.upper))
        let verb = story.isRising ? "falls" : "rises"
        var text =
            story.isTie
            ? "code \(upper) \(verb) to code \(lower)"
            : "code \(upper) \(verb) \(story.isRising ? "below" : "above") code \(lower)"
        if let weight = story.weight {
            let name = "weight \(NumberText.count(weight))"
            text += story.isTie ? ": \(name) is 0" : ": \(name) has turned \(story.isRising ? "negative" : "positive")"
        }
        if story.places > 1 { text += "; so it does in \(NumberText.plural(story.places - 1, "other place"))" }
        if record.count > 1 { text += "; \(times(record.count)) until \(NumberText.count(story.last))" }
        return LiveEvent(
            epoch: record.epoch, kind: .codeFolds, subject: LiveEvent.Subject(theta: setting.names[story.upper]),
            numbers: ["places": Double(story.places)], title: "The code folds", text: text)
    }

    // MARK: - Outputs and others

    private func output(_ story: Story.Output, _ record: EventRecord) -> LiveEvent {
        let (outputs, isOne) = (story.outputs, story.outputs.count == 1)
        var text: String
        if !isOne {
            let sums = story.wakes ? "their sums are above 0 somewhere" : "their sums are at most 0 at every code"
            text = outputs.prefix(6).map(NumberText.count).joined(separator: ", ") + (outputs.count > 6 ? ", …" : "")
            text = "\(sums): \(text)"
        } else if story.wakes {
            text = "its sum is above 0 at " + places(story.samples)
        } else if let forEver = story.forEver {
            text = "its sum is at most 0 at every code, for ever: \(forEver)"
        } else {
            text = "its sum is at most 0 at every code" + (story.hope.isEmpty ? "" : ". Not for ever: \(story.hope)")
        }
        if record.count > 1 {
            text += "; \(NumberText.plural(record.count, "change")) since \(NumberText.count(story.since))"
        }
        let name = isOne ? "Output \(NumberText.count(outputs[0]))" : NumberText.plural(outputs.count, "output")
        let verb = story.wakes ? isOne ? "wakes" : "wake" : "\(isOne ? "has" : "have") no gradient any more"
        return LiveEvent(
            epoch: record.epoch, kind: story.wakes ? .outputWakes : .outputSleeps,
            subject: LiveEvent.Subject(output: isOne ? outputs[0] : nil),
            numbers: ["outputs": Double(outputs.count)], title: "\(name) \(verb)", text: text)
    }

    /// "θ = 32, 33", "12 codes".
    private func places(_ samples: [Int]) -> String {
        let names = samples.map { setting.names[$0] }.sorted()
        if names.count == setting.samples { return "every code" }
        guard names.count <= 4 else { return NumberText.plural(names.count, "code") }
        let list = names.map { NumberText.exact($0) }.joined(separator: ", ")
        return setting.areNamesPositions ? "θ = \(list)" : "\(names.count == 1 ? "sample" : "samples") \(list)"
    }

    // MARK: - Numbers

    private func values(_ move: Move) -> [String: Double] {
        ["kink": move.kink, "kinkMove": move.kinkMove, "code": move.code, "codeMove": move.codeMove]
    }

    private func number(_ value: Double, digits: Int = 3) -> String { NumberText.typeset(value, digits: digits) }

    private func went(_ change: Double) -> String { change > 0 ? "rose" : "fell" }

    /// "rose 0.016", "stood still".
    private func moved(_ change: Double) -> String {
        change == 0 ? "stood still" : "\(went(change)) \(number(abs(change), digits: 2))"
    }

    private func times(_ count: Int) -> String { count == 1 ? "once" : "\(NumberText.count(count)) times" }

    private func word(_ count: Int) -> String {
        let words = [
            "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        ]
        return words.indices.contains(count) ? words[count] : NumberText.count(count)
    }
}
