internal import Foundation

/// Results that several checks use, each computed once, by whichever check needs it first.
///
/// Checks that need the same list at the same time share the work: each takes the next result that no other has begun,
/// and waits only when all have been begun.
public final class SharedRuns: Sendable {
    private let lists = SharedLists()

    /// Creates an empty store.
    public init() {}

    /// The results for `keys`, in their order.
    ///
    /// - Throws: the first error of `compute` among the keys.
    package func values<Key: Hashable & Sendable, Value: Sendable>(
        _ keys: [Key], _ compute: (Key) throws -> Value
    ) throws -> [Value] {
        for key in keys where lists.begin(key) {
            lists.finish(key, Result { try compute(key) })
        }
        return try keys.map { key in
            // The type of a key determines the type of its value: see the callers.
            guard let value = try lists.wait(key) as? Value else { fatalError("a key with two types of value") }
            return value
        }
    }
}

/// Unchecked, since both collections are read and written only while the condition's lock is held.
private final class SharedLists: @unchecked Sendable {
    private var begun: Set<AnyHashable> = []
    private var finished: [AnyHashable: Result<any Sendable, any Error>] = [:]
    private let condition = NSCondition()

    /// Whether the caller must compute the value of `key`.
    func begin(_ key: AnyHashable) -> Bool {
        condition.withLock { begun.insert(key).inserted }
    }

    func finish(_ key: AnyHashable, _ result: Result<some Sendable, any Error>) {
        condition.withLock {
            finished[key] = result.map { $0 }
            condition.broadcast()
        }
    }

    func wait(_ key: AnyHashable) throws -> any Sendable {
        condition.lock()
        defer { condition.unlock() }
        while true {
            if let result = finished[key] { return try result.get() }
            condition.wait()
        }
    }
}
