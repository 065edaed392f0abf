/// The runs that were begun here, and places for those that are just beginning.
struct LiveSessions {
    /// The newest session of each run.
    var all: [String: LiveSession] = [:]
    /// What is beginning: the ids of runs that go on, and a name for each new one.
    var beginning: Set<String> = []
    /// Whether nothing may begin any more.
    var isClosed = false

    /// The sessions that train.
    var live: [LiveSession] { all.values.filter { !$0.run.hasEnded } }

    /// Takes a place for a run that begins, until it is in ``all``.
    ///
    /// - Throws: ``EngineProblem`` where there is none, and where the run trains or begins already.
    mutating func reserve(_ name: String, most: Int) throws(EngineProblem) {
        guard !isClosed else { throw EngineProblem(409, "act", "the engine is ending", expected: "to start it again") }
        guard !beginning.contains(name), all[name]?.run.hasEnded ?? true else {
            throw EngineProblem(409, "run", "\(name) is training already")
        }
        guard live.count + beginning.count < most else {
            throw EngineProblem(409, "act", "\(most) runs are training", expected: "to stop one of them first")
        }
        beginning.insert(name)
    }
}
