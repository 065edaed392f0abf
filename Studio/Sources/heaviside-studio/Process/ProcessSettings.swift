#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// What the process needs of the system before it starts.
enum ProcessSettings {
    /// The most connections at once; more wait until one is closed.
    static let greatestConnections = 1024

    /// A closed pipe becomes an error rather than a signal; standard streams exist; files are not short.
    static func prepare() {
        signal(SIGPIPE, SIG_IGN)
        // A pipe must not get the number of a standard stream that the caller has closed.
        var descriptor = open("/dev/null", O_RDWR)
        while (0..<3).contains(descriptor) { descriptor = open("/dev/null", O_RDWR) }
        if descriptor >= 0 { close(descriptor) }
        var limit = rlimit()
        guard getrlimit(limitOfFiles, &limit) == 0 else { return }
        limit.rlim_cur = min(limit.rlim_max, 4096)
        _ = setrlimit(limitOfFiles, &limit)
    }

    /// The name of this machine; empty where it has none.
    static var machineName: String {
        var bytes = [CChar](repeating: 0, count: 256)
        guard gethostname(&bytes, bytes.count - 1) == 0 else { return "" }
        return String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    #if canImport(Glibc)
    private static var limitOfFiles: __rlimit_resource_t { .init(RLIMIT_NOFILE.rawValue) }
    #else
    private static var limitOfFiles: CInt { RLIMIT_NOFILE }
    #endif
}
