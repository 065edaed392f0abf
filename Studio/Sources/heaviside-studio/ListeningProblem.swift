import NIOCore

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Why nobody can listen on a host and a port, in words that name the option to change.
enum ListeningProblem {
    static func sentence(_ error: any Error, host: String, port: Int) -> String {
        if error is SocketAddressError.UnknownHost || error is SocketAddressError {
            return
                "--host \(host): there is no machine of this name; expected an address of this machine, such as 127.0.0.1"
        }
        guard let error = error as? IOError else {
            return
                "--host \(host), --port \(port): the studio cannot listen there; expected a free port of this machine"
        }
        switch error.errnoCode {
        case EADDRINUSE:
            return
                "--port \(port): another program listens on this port; expected a free one, or 0 for any that is free"
        case EACCES:
            return
                "--port \(port): only the system's administrator may listen on it; expected a port from 1024, or 0 for "
                + "any that is free"
        case EADDRNOTAVAIL, EAFNOSUPPORT:
            return "--host \(host): it is not an address of this machine; expected one, such as 127.0.0.1"
        default:
            return "--host \(host), --port \(port): \(String(cString: strerror(error.errnoCode))) (errno "
                + "\(error.errnoCode)); expected a free port of this machine"
        }
    }
}
