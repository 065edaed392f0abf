import Foundation
import Networks

/// Turns the first Ctrl-C, or the closing of the terminal, into a request to stop after the current epoch; the second
/// one ends the program at once.
enum Interruption {
    private static let request = StopRequest()

    /// The request, with the signals caught from now on.
    static func stopRequest() -> StopRequest {
        _ = request
        for number in [SIGINT, SIGTERM, SIGHUP] {
            // Under nohup a program keeps running when its terminal is closed.
            var present = sigaction()
            if number == SIGHUP, sigaction(number, nil, &present) == 0, ignores(present) { continue }
            signal(number) { number in
                Interruption.request.stop()
                signal(number, SIG_DFL)
            }
        }
        return request
    }

    private static func ignores(_ action: sigaction) -> Bool {
        #if canImport(Glibc)
        unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
        #else
        unsafeBitCast(action.__sigaction_u.__sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
        #endif
    }
}
