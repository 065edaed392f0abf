internal import Diagnostics

/// The specs by which a run is trained, one after the other: the one that it began with, and what was changed when.
public struct SpecCourse: Sendable, Hashable {
    /// A spec, with the first epoch that is trained by it.
    public struct Stage: Sendable, Hashable {
        /// The epoch, from 0.
        public let epoch: Int
        /// The spec.
        public let spec: Spec
    }

    /// The most changes of one run: each of them makes a spec, which takes a fifth of a millisecond.
    public static let mostContinuations = 1000

    /// The spec that the run began with.
    public let start: Spec
    /// What was changed, in the order of the epochs.
    public let continuations: [Continuation]
    /// The specs in the order of their epochs, the first one from epoch 0.
    public let stages: [Stage]
    /// The spec in force after the last change.
    public let end: Spec

    /// Makes the changes to the spec that a run began with.
    ///
    /// - Parameters:
    ///   - start: the spec at epoch 0.
    ///   - continuations: the changes, in the order of their epochs.
    ///   - source: what to call the changes in messages.
    /// - Throws: ``SpecError`` for more than ``mostContinuations``, for epochs that decrease, and for a change after
    ///   which the spec is not valid.
    /// - Complexity: O(changes · keys).
    public init(_ start: Spec, _ continuations: [Continuation] = [], source: String) throws(SpecError) {
        guard continuations.count <= Self.mostContinuations else {
            throw SpecError(
                source: source, key: "continuations",
                problem: "\(continuations.count) changes: expected at most \(Self.mostContinuations) in one run")
        }
        var stages = [Stage(epoch: 0, spec: start)]
        var spec = start
        var rest = continuations[...]
        while let first = rest.first {
            guard first.epoch > stages[stages.count - 1].epoch else {
                throw SpecError(
                    source: source, key: "continuations.\(rest.startIndex).epoch",
                    problem: "\(first.epoch): expected an epoch above 0, and not below that of the change before")
            }
            let together = rest.prefix { $0.epoch == first.epoch }
            spec = try spec.changed(by: Array(together), source: source)
            stages.append(Stage(epoch: first.epoch, spec: spec))
            rest = rest.dropFirst(together.count)
        }
        (self.start, self.continuations, self.stages, end) = (start, continuations, stages, spec)
    }

    /// A run that is trained by one spec.
    public init(_ spec: Spec) { (start, continuations, stages, end) = (spec, [], [Stage(epoch: 0, spec: spec)], spec) }

    /// The single values in which some of the courses differ, as `Spec.leafVariations(among:)` has them, with what each
    /// course had when: "0.001 until epoch 500, then 0.0001".
    ///
    /// - Complexity: O(stages of all courses · keys²).
    public static func variations(among courses: [SpecCourse]) -> [Spec.Variation] {
        let all = Spec.leafVariations(among: courses.flatMap { $0.stages.map(\.spec) })
        return all.compactMap { variation in
            var rest = variation.values[...]
            // What is absent here has rows of its own where a word is replaced by a mapping.
            let isMapping = all.contains { $0.key.hasPrefix(variation.key + ".") }
            let texts = courses.map { course -> String? in
                let own = zip(course.stages, rest).map { (epoch: $0.epoch, value: $1) }
                rest = rest.dropFirst(course.stages.count)
                return words(own, absent: isMapping ? "{…}" : absent)
            }
            return Set(texts).count > 1 ? Spec.Variation(key: variation.key, values: texts) : nil
        }
    }

    static let absent = "absent"

    /// What a key had when, in words; nil for a key that was always missing.
    static func words(_ values: [(epoch: Int, value: String?)], absent: String = absent) -> String? {
        var kept: [(epoch: Int, value: String?)] = []
        for next in values where kept.isEmpty || kept.last?.value != next.value { kept.append(next) }
        guard kept.count > 1 else { return kept.first?.value }
        return kept.indices.map { index in
            let value = kept[index].value ?? absent
            return index + 1 < kept.count ? "\(value) until epoch \(NumberText.count(kept[index + 1].epoch))" : value
        }.joined(separator: ", then ")
    }
}

extension Spec {
    /// The spec with other values at some keys, and without those that are taken away.
    ///
    /// - Throws: ``SpecError`` where the spec is not valid after the changes.
    public func changed(by changes: [Continuation], source: String) throws(SpecError) -> Spec {
        var root = node
        for change in changes where change.to == nil { root.remove(change.key.split(separator: ".").map(String.init)) }
        let overrides = changes.compactMap { change in change.to.map { "\(change.key)=\($0)" } }
        do {
            return try Spec(root, source: source, length: nil, overrides: overrides)
        } catch {
            throw SpecError(source: source, key: error.key, problem: error.problem)
        }
    }
}

extension Node {
    /// Removes what is at a key of mappings, where something is.
    fileprivate mutating func remove(_ key: [String]) {
        guard let first = key.first, var entries, let index = entries.firstIndex(where: { $0.key == first }) else {
            return
        }
        if key.count == 1 { entries.remove(at: index) } else { entries[index].value.remove(Array(key.dropFirst())) }
        content = .mapping(entries)
    }
}
