internal import Diagnostics
import Foundation
internal import Networks

/// A child process that answers requests line by line.
///
/// Its standard error is read along with its answers, so that it never has to wait for a reader; the last line of it
/// explains a failure. Writing to a child that has ended must not end this process, so SIGPIPE is ignored from the
/// first child on.
final class WorkerProcess {
    private let process = Process()
    private let (input, output, errors) = (Pipe(), Pipe(), Pipe())
    private var pending: [UInt8] = []
    private var complaint: [UInt8] = []
    private var isOutputOpen = true
    private var isErrorsOpen = true

    private static let longestLine = 65_536
    private static let longestComplaint = 8192

    /// Starts a program.
    init(executable: String, arguments: [String]) throws(ContestantFailure) {
        signal(SIGPIPE, SIG_IGN)
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = arguments
        (process.standardInput, process.standardOutput, process.standardError) = (input, output, errors)
        // Ends of pipes that a later child inherited would prevent this one from seeing the end of its input.
        for handle in [input, output, errors].flatMap({ [$0.fileHandleForReading, $0.fileHandleForWriting] }) {
            _ = fcntl(handle.fileDescriptor, F_SETFD, FD_CLOEXEC)
        }
        do {
            try process.run()
        } catch {
            throw .failed("\(executable) cannot be started: \(ErrorText.reason(error))")
        }
    }

    deinit { end(isHurried: true) }

    /// Writes a short line to the child's input.
    func say(_ line: String) throws(ContestantFailure) {
        var bytes = Array(line.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes {
                write(input.fileHandleForWriting.fileDescriptor, $0.baseAddress, $0.count)
            }
            if count >= 0 {
                bytes = bytes.dropFirst(count)
            } else if errno != EINTR {
                throw ended()
            }
        }
    }

    /// A line that was printed before any request, without its line break; nil where there is none.
    var unaskedLine: [UInt8]? {
        readWhatIsThere(waiting: 0)
        return pending.isEmpty ? nil : Array(pending.prefix { $0 != 10 })
    }

    /// The next line of the child's output, without its line break.
    func line(within seconds: Double, stop: StopRequest?) throws(ContestantFailure) -> [UInt8] {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while true {
            if stop?.isRequested == true { throw .interrupted }
            if let end = pending.firstIndex(of: 10) {
                defer { pending.removeSubrange(...end) }
                return Array(pending[..<end])
            }
            // Returned whole, it is not an answer, and the message shows how it begins.
            if pending.count > Self.longestLine { return pending }
            guard isOutputOpen else { throw ended() }
            guard .now < deadline else {
                throw .failed("no answer within \(Duration.seconds(seconds).formatted(.units()))" + lastComplaint)
            }
            readWhatIsThere(waiting: 100)
        }
    }

    /// Closes the child's input, and kills the child if it does not end by itself; at once where `isHurried`.
    func end(isHurried: Bool) {
        try? input.fileHandleForWriting.close()
        let deadline = ContinuousClock.now + .seconds(isHurried ? 0 : 2)
        while process.isRunning, .now < deadline {
            readWhatIsThere(waiting: 5)
            pending.removeAll(keepingCapacity: true)
        }
        guard process.isRunning else { return }
        let child = process.processIdentifier
        // Its own children too, where it leads a process group.
        kill(getpgid(child) == child ? -child : child, SIGKILL)
        // Not waitUntilExit: a grandchild that left the group may hold open what Process waits for.
        let patience = ContinuousClock.now + .seconds(1)
        while process.isRunning, .now < patience { usleep(1000) }
    }

    private func readWhatIsThere(waiting milliseconds: Int32) {
        let descriptors = [output, errors].map(\.fileHandleForReading.fileDescriptor)
        // poll ignores negative descriptors.
        var waited = zip(descriptors, [isOutputOpen, isErrorsOpen]).map {
            pollfd(fd: $1 ? $0 : -1, events: Int16(POLLIN), revents: 0)
        }
        guard poll(&waited, nfds_t(waited.count), milliseconds) > 0 else { return }
        if waited[0].revents != 0 { isOutputOpen = Self.read(descriptors[0], into: &pending) }
        if waited[1].revents != 0 {
            isErrorsOpen = Self.read(descriptors[1], into: &complaint)
            complaint.removeFirst(max(0, complaint.count - Self.longestComplaint))
        }
    }

    /// Reads what is available; false at the end.
    private static func read(_ descriptor: Int32, into bytes: inout [UInt8]) -> Bool {
        var chunk = [UInt8](repeating: 0, count: 16_384)
        let count = chunk.withUnsafeMutableBytes { Foundation.read(descriptor, $0.baseAddress, $0.count) }
        if count < 0 { return errno == EINTR || errno == EAGAIN }
        bytes += chunk[..<count]
        return count > 0
    }

    /// Why the child no longer answers.
    private func ended() -> ContestantFailure {
        let deadline = ContinuousClock.now + .seconds(2)
        while process.isRunning || isErrorsOpen, .now < deadline { readWhatIsThere(waiting: 5) }
        guard !process.isRunning else { return .failed("it closed its output" + lastComplaint) }
        let status = process.terminationStatus
        let how = process.terminationReason == .uncaughtSignal ? "ended by signal \(status)" : "exit status \(status)"
        return .failed(how + lastComplaint)
    }

    /// The last line of standard error, preceded by a colon.
    private var lastComplaint: String {
        let lines = String(decoding: complaint, as: UTF8.self).split(whereSeparator: \.isNewline)
            .map { WorkerAnswer.printable(String($0)) }
        return lines.last { !$0.isEmpty }.map { ": " + $0 } ?? ""
    }
}
