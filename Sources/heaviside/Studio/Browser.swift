import Foundation

/// Opens the first address that a program prints in the browser of the machine.
enum Browser {
    #if os(macOS)
    private static let opener = "open"
    #else
    private static let opener = "xdg-open"
    #endif

    /// Copies lines to standard output, and opens the first that is an address. It outlives Ctrl-C, so that
    /// the program that writes to it can still write its last lines.
    private static let script = """
        trap '' INT TERM HUP
        while IFS= read -r line || [ -n "$line" ]; do
            printf '%s\\n' "$line"
            case "$opened$line" in http://*)
                opened=yes
                { "$1" "$line" >/dev/null 2>&1 </dev/null || printf '%s\\n' "$2" >&2; } &
            esac
        done
        """

    /// The program that opens an address; nil where there is none.
    private static var path: String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.map { "\($0)/\(opener)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Lets a process read what this one prints from now on, and open the first address; says so where it cannot.
    static func openPrintedAddress() {
        let advice = "open the address in a browser yourself"
        guard let path else { return Console.message("\(opener) is not there, so that no browser opens: \(advice)") }
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { return Console.message("No browser opens: \(advice)") }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", script, "sh", path, "\(opener) could not open a browser: \(advice)"]
        process.standardInput = FileHandle(fileDescriptor: ends[0], closeOnDealloc: false)
        // It must not keep its own input open.
        _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
        do {
            try process.run()
            dup2(ends[1], STDOUT_FILENO)
        } catch {
            Console.message("No browser opens: \(advice)")
        }
        close(ends[0])
        close(ends[1])
    }
}
