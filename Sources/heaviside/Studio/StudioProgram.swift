import Foundation

/// The program that serves the live page, which is built and installed apart from this one.
enum StudioProgram {
    static let name = "heaviside-studio"

    /// The path of this program.
    static var heaviside: String { Bundle.main.executablePath ?? CommandLine.arguments[0] }

    /// The path of the server: beside this program, or in the package of a checkout; nil where it is not there.
    static var path: String? {
        let folder = URL(fileURLWithPath: heaviside).resolvingSymlinksInPath().deletingLastPathComponent()
        let beside = folder.appendingPathComponent(name).path
        // A checkout has .build/release/heaviside, or .build/testing/release/heaviside.
        var above = folder
        var candidates = [beside]
        for _ in 0..<4 {
            above.deleteLastPathComponent()
            candidates.append(above.appendingPathComponent("Studio/.build/release/\(name)").path)
        }
        return candidates.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Why there is no server, and how to get one.
    static let missing =
        "\(name) is not there: expected it beside \(heaviside); in a checkout, 'make studio' builds it"

    /// Becomes the server.
    ///
    /// - Parameters:
    ///   - page: the path and query of the page that opens.
    ///   - arguments: further arguments of the server.
    ///   - engineArguments: the arguments of `heaviside serve --stdio`.
    ///   - opensBrowser: whether a browser opens the page.
    /// - Throws: the exit status 1, where the server cannot be started; what is wrong has been said.
    static func serve(
        _ page: String, _ arguments: [String] = [], engineArguments: [String], opensBrowser: Bool = false
    ) throws {
        try Failure.work {
            guard let path else { throw StudioProblem(problem: missing) }
            let all =
                [path, "--engine", heaviside, "--open-path", page] + arguments
                + engineArguments.flatMap { ["--engine-argument", $0] }
            var pointers: [UnsafeMutablePointer<CChar>?] = all.map { strdup($0) }
            pointers.append(nil)
            if opensBrowser { Browser.openPrintedAddress() }
            execv(path, pointers)
            throw StudioProblem(problem: "\(path): \(String(cString: strerror(errno)))")
        }
    }
}
