internal import Diagnostics

// Events that stand for others, and for what was not seen.

extension EventWords {
    /// What several older events are put together into.
    func earlier(_ story: Story.Earlier, _ record: EventRecord) -> LiveEvent {
        LiveEvent(
            epoch: record.epoch, kind: .earlier, numbers: ["last": Double(story.last)],
            title: NumberText.plural(record.count, "earlier event"),
            text: "blinks and crossings until \(NumberText.count(story.last))")
    }

    /// What nobody looked at.
    func missed(_ story: Story.Missed) -> LiveEvent {
        let (first, last) = (NumberText.count(story.first), NumberText.count(story.last))
        let place =
            story.stretches > 1
            ? "in \(NumberText.count(story.stretches)) stretches, from \(first) to \(last)"
            : story.epochs == 1 ? "epoch \(first)" : "\(first) to \(last)"
        return LiveEvent(
            epoch: story.first, kind: .epochsMissed,
            numbers: [
                "epochs": Double(story.epochs), "stretches": Double(story.stretches), "first": Double(story.first),
                "last": Double(story.last),
            ],
            title: "\(NumberText.plural(story.epochs, "epoch")) \(story.epochs == 1 ? "was" : "were") not looked at",
            text: "\(place): training ran ahead; "
                + "open the run again once it has ended to see every epoch")
    }
}
