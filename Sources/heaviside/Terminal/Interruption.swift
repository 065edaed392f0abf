import Foundation
import Networks
import Synchronization

/// Turns the first Ctrl-C, or the closing of the terminal, into a request to stop after the current epoch; the second
/// one ends the program at once.
enum Interruption {
    private static let request = StopRequest()
    /// What is done before the program ends.
    enum Work {
        /// A checkpoint, and figures, which take a while for a large network.
        case ofRuns
        /// Rows of runs that have ended are there already; those on their way are done again.
        case ofSweeps
    }

    private static let announcement: StaticString =
        "\nStopping: the checkpoint is written first, then the figures; the same signal again ends the program at once.\n"
    private static let sweepAnnouncement: StaticString =
        "\nStopping: runs that have ended are kept, those on their way begin again when the sweep goes on.\n"

    /// The request, with the signals caught from now on.
    ///
    /// - Parameters:
    ///   - quietly: whether nothing is said when a signal comes.
    ///   - work: what is said to be done.
    /// - Returns: the request, one for the whole program.
    static func stopRequest(quietly: Bool, saying work: Work = .ofRuns) -> StopRequest {
        // What a signal handler needs is made before one can come.
        _ = (request, announcement, sweepAnnouncement)
        isQuiet.store(quietly, ordering: .relaxed)
        isOfSweeps.store(work == .ofSweeps, ordering: .relaxed)
        for number in [SIGINT, SIGTERM, SIGHUP] {
            // Under nohup a program keeps running when its terminal is closed.
            var present = sigaction()
            if number == SIGHUP, sigaction(number, nil, &present) == 0, ignores(present) { continue }
            signal(number) { number in
                Interruption.request.stop()
                if !Interruption.isQuiet.load(ordering: .relaxed) { Interruption.announce() }
                signal(number, SIG_DFL)
            }
        }
        return request
    }

    private static let isQuiet = Atomic<Bool>(false)
    private static let isOfSweeps = Atomic<Bool>(false)

    /// Writes by one system call, which a signal handler may do.
    private static func announce() {
        let words = isOfSweeps.load(ordering: .relaxed) ? sweepAnnouncement : announcement
        words.withUTF8Buffer { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    private static func ignores(_ action: sigaction) -> Bool {
        #if canImport(Glibc)
        unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
        #else
        unsafeBitCast(action.__sigaction_u.__sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
        #endif
    }
}
