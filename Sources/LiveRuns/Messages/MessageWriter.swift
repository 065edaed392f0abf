internal import Foundation

/// Writes answers and messages to a pipe on a thread of its own, so that nobody waits for the reader.
///
/// Each is a line of JSON that ends with the number of bytes that follow it: `{"id":7,"length":12,…}`.
public final class MessageWriter: @unchecked Sendable {
    private struct AnswerHead: Encodable {
        let id: Int
        let length: Int
        let status: Int
        let type: String
    }

    private struct MessageHead: Encodable {
        let event: String
        let latest: String?
        let length: Int
    }

    private let descriptor: Int32
    // Everything below is touched under this lock alone.
    private let condition = NSCondition()
    private var queue = OutgoingQueue<Data>()
    private var waitingBytes = 0
    private var isClosed = false
    private var hasEnded = false

    /// The bytes that may wait before messages are held back.
    private static let patientBytes = 4 << 20
    /// The bytes that may wait before no request is read any more.
    private static let mostBytes = 64 << 20
    /// The seconds that are given to a reader at the end.
    private static let patience = 5.0

    /// Writes to a file descriptor.
    public init(_ descriptor: Int32) {
        self.descriptor = descriptor
        let thread = Thread { [self] in write() }
        thread.name = "messages"
        thread.start()
    }

    /// Answers a request.
    public func answer(_ id: Int, _ answer: EngineAnswer) {
        let head = AnswerHead(id: id, length: answer.bytes.count, status: answer.status, type: answer.type)
        add(head, answer.bytes, latest: nil)
    }

    /// Tells every client something.
    ///
    /// - Parameters:
    ///   - event: the kind of message.
    ///   - latest: where it is not nil, a message of the same name that still waits is replaced.
    ///   - value: the content.
    func send(_ event: String, latest: String? = nil, _ value: some Encodable) {
        guard let bytes = try? LiveJSON.encoder().encode(value) else { return }
        add(MessageHead(event: event, latest: latest, length: bytes.count), bytes, latest: latest)
    }

    /// Whether the reader is so far behind that what can be told later should be.
    var isBehind: Bool { condition.withLock { waitingBytes > Self.patientBytes || queue.count > 1000 } }

    /// Whether so much waits that nothing more should be asked.
    public var isFull: Bool { condition.withLock { waitingBytes > Self.mostBytes } }

    /// Writes what waits, as far as it is read within some seconds, and ends.
    public func close() {
        let end = Date(timeIntervalSinceNow: Self.patience)
        condition.withLock {
            isClosed = true
            condition.broadcast()
            while !hasEnded, condition.wait(until: end) {}
        }
    }

    private func add(_ head: some Encodable, _ bytes: Data, latest: String?) {
        guard var item = try? LiveJSON.encoder().encode(head) else { return }
        item.append(UInt8(ascii: "\n"))
        item.append(bytes)
        condition.withLock {
            // Nobody reads any more.
            guard !hasEnded else { return }
            waitingBytes += item.count - (queue.add(item, latest: latest)?.count ?? 0)
            condition.signal()
        }
    }

    private func next() -> Data? {
        condition.withLock {
            while queue.isEmpty, !isClosed { condition.wait() }
            let item = queue.next()
            waitingBytes -= item?.count ?? 0
            return item
        }
    }

    private func write() {
        while let item = next() {
            guard write(item) else { break }
        }
        condition.withLock {
            isClosed = true
            hasEnded = true
            queue = OutgoingQueue()
            waitingBytes = 0
            condition.broadcast()
        }
    }

    private func write(_ item: Data) -> Bool {
        item.withUnsafeBytes { bytes in
            var done = 0
            while done < bytes.count {
                let count = Foundation.write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
                if count < 0 {
                    if errno == EINTR || errno == EAGAIN { continue }
                    return false
                }
                done += count
            }
            return true
        }
    }
}
