public import RunStore

/// What a person should know of how an answer came about.
public enum Notes {
    /// A model file that says nothing of its data.
    public static let assumedSignals =
        "The model does not say what data it is for; assuming all step functions of its length, with amplitude 1. "
        + "To change this: --set signals.amplitude=5, --set signals.orientation=leadingOnes, …"

    /// A run that has not ended; nil for one that has.
    public static func unfinished(_ folder: RunFolder) -> String? {
        if folder.hasEnded { return nil }
        return folder.isBeingWritten
            ? "This run is still being trained: what follows is its last checkpoint."
            : "This run was killed: what follows is its last checkpoint. To go on from there: heaviside resume "
                + folder.path
    }

    /// Claims that were asked for figures.
    public static let noFigures = "these claims have no figures"
}
