internal import Foundation
internal import Synchronization

/// Runs independent tasks on several threads, each with a stack of eight megabytes.
public struct ParallelWork: Sendable {
    private let threads: Int

    /// Creates a pool that runs at most `threads` tasks at a time, and at least one.
    public init(threads: Int) { self.threads = max(1, threads) }

    /// Applies `body` to each element; tasks begin in the order of the elements, and the results have that order.
    ///
    /// - Throws: the first error in the order of the elements, after every task has ended.
    public func map<Element: Sendable, Value: Sendable>(
        _ elements: [Element], _ body: @escaping @Sendable (Element) throws -> Value
    ) throws -> [Value] {
        guard elements.count > 1 else { return try elements.map(body) }
        let queue = WorkQueue<Value>(elements.count)
        let group = DispatchGroup()
        for _ in 0..<min(threads, elements.count) {
            group.enter()
            let thread = Thread {
                while let k = queue.next() { queue.finish(k, Result { try body(elements[k]) }) }
                group.leave()
            }
            thread.stackSize = 8 << 20
            thread.start()
        }
        group.wait()
        return try queue.values()
    }
}

/// Numbered tasks and their results.
private final class WorkQueue<Value: Sendable>: Sendable {
    private struct State {
        var next = 0
        var results: [Result<Value, any Error>?]
    }

    private let state: Mutex<State>

    init(_ count: Int) { state = Mutex(State(results: Array(repeating: nil, count: count))) }

    func next() -> Int? {
        state.withLock { state in
            guard state.next < state.results.count else { return nil }
            state.next += 1
            return state.next - 1
        }
    }

    func finish(_ k: Int, _ result: Result<Value, any Error>) { state.withLock { $0.results[k] = result } }

    func values() throws -> [Value] { try state.withLock { try $0.results.compactMap { try $0?.get() } } }
}
