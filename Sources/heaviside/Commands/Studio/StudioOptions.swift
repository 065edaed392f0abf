import ArgumentParser
import Diagnostics

/// Where the live page is served.
struct StudioOptions: ParsableArguments {
    @Option(
        parsing: .unconditional, help: "The port of the page; 0 for any that is free (default: 8129).",
        transform: WholeNumber.reader(0...65_535))
    var port = 8129

    @Option(help: "The host to listen on; any other than this machine's own lets other machines in.")
    var host = "127.0.0.1"

    /// The arguments of the server.
    var arguments: [String] { ["--host", host, "--port", String(port)] }
}
