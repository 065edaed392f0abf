public import Networks

extension Ladder {
    /// The runs of each rung, one for each seed, checked.
    ///
    /// - Parameters:
    ///   - length: another length for the signals; nil to keep it.
    ///   - epochs: the most epochs of a run; nil to keep the numbers of the rungs.
    ///   - path: how epochs are computed; nil to keep the paths of the rungs.
    ///   - overrides: `key=value` pairs with dotted keys, for every rung.
    /// - Returns: for each rung its runs, in the order of the seeds.
    /// - Throws: ``SpecError``, and what ``ExperimentRun/check()`` throws, for the first rung that does not fit.
    public func runs(
        length: Int? = nil, epochs: Int? = nil, path: ComputationPath? = nil, overrides: [String] = []
    ) throws -> [[ExperimentRun]] {
        if let override = overrides.first(where: { $0.hasPrefix("name=") }) {
            throw SpecError(source: "", key: "name", problem: "the rungs of a ladder keep their names")
                .naming(overrides: [override])
        }
        return try rungs.map { rung in
            let source = "rung \(rung.spec.name)"
            var spec = try rung.spec.changed(length: length, overrides: overrides, source: source)
            if let epochs { spec.epochs = min(spec.epochs, epochs) }
            if let path { spec.training.path = path }
            do {
                let run = try ExperimentRun(spec, source: source)
                try run.check()
                return seeds.map(run.seeded)
            } catch let error as SpecError {
                throw error.naming(overrides: overrides, length: length)
            }
        }
    }
}
