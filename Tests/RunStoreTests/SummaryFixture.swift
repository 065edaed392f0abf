/// A complete `summary.json` with made-up figures.
enum SummaryFixture {
    /// The text, with the figures that matter to a test; `more` is one or several further entries.
    static func text(
        loss: String? = nil, status: String = "finished", epochs: Int = 100, seed: String = "1", more: String = ""
    ) -> String {
        """
        {"run": "a-1", "folder": "runs/a-1", "path": "sweep", "precision": "float32", "seconds": 1.5, "samples": 5,
        "samplesWithinOnePercent": 0, "deadHiddenUnits": 0, "deadOutputs": 0, "weightsSHA256": "\
        \(String(repeating: "0", count: 64))", "status": "\(status)", "epochs": \(epochs), "seed": \(seed)\
        \(loss.map { ", \"loss\": \($0)" } ?? "")\(more.isEmpty ? "" : ", \(more)")}
        """
    }
}
