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

    /// Ends the program without what libraries do at an exit: OpenBLAS waits there for a thread that, where its buffers
    /// find no memory, asks for them for ever.
    static func end(_ status: Int32) -> Never {
        fflush(nil)
        _exit(status)
    }

    /// The memory that OpenBLAS 0.3.21 takes for its buffers at its first product. Where it gets none, it asks for
    /// ever.
    private static let bufferSize = 160 << 20

    /// Ends the program with status 1 where a limit of its address space leaves no room for the buffers of OpenBLAS.
    static func checkMemory() {
        var limit = rlimit()
        #if canImport(Glibc)
        let status = getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
        #else
        let status = getrlimit(RLIMIT_AS, &limit)
        #endif
        guard status == 0, limit.rlim_cur < UInt64(Int64.max) else { return }
        let memory = mmap(nil, bufferSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard memory != MAP_FAILED else {
            Console.message(
                "error: memory: the limit of \(limit.rlim_cur / 1024) KiB (ulimit -v) leaves less than "
                    + "\(bufferSize >> 20) MiB, which the matrix library needs: expected a higher limit, or none")
            end(1)
        }
        munmap(memory, bufferSize)
    }
}
