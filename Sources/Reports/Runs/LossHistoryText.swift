internal import Exchange
public import RunStore

/// The loss of every epoch as CSV.
public enum LossHistoryText {
    /// How many lines are handed over at a time.
    private static let block = 4096

    /// The names of the columns.
    public static let header = "epoch,loss,learningRate"

    /// Hands over the table piece by piece, each a number of whole lines: epoch, loss, learning rate, the latter empty
    /// where it is not known.
    public static func csv(_ history: LossHistory, _ receive: (String) -> Void) {
        var text = header + "\n"
        var changes = history.rateChanges[...]
        var rate = ""
        for (epoch, loss) in history.losses.enumerated() {
            while let change = changes.first, change.epoch <= epoch {
                rate = change.rate.map(CSVTable.format) ?? ""
                changes.removeFirst()
            }
            text += "\(epoch),\(CSVTable.format(loss)),\(rate)\n"
            if epoch % block == block - 1 {
                receive(text)
                text = ""
            }
        }
        if !text.isEmpty { receive(text) }
    }
}
