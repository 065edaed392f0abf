import Foundation
import Networks

/// Turns the first Ctrl-C into a request to stop after the current epoch; the second one ends the program at once.
enum Interruption {
    private static let request = StopRequest()

    /// The request, with the signals caught from now on.
    static func stopRequest() -> StopRequest {
        _ = request
        for number in [SIGINT, SIGTERM] {
            signal(number) { number in
                Interruption.request.stop()
                signal(number, SIG_DFL)
            }
        }
        return request
    }
}
