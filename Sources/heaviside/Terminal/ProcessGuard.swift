import Foundation

/// What must hold before the program opens its first file.
enum ProcessGuard {
    /// Makes sure that files never take the place of the standard streams, and that a file that may not grow is an
    /// error of that file instead of the end of the program.
    static func install() {
        // A closed descriptor would be given to the next file that is opened, and messages would be written into it.
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) == -1 {
            // The lowest free descriptor is this one: those below it are open.
            _ = open("/dev/null", descriptor == STDIN_FILENO ? O_RDONLY : O_WRONLY)
        }
        signal(SIGXFSZ, SIG_IGN)
    }
}
