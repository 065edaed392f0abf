import ArgumentParser
import Foundation
import LiveRuns
import Networks
import Reports

struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Answer requests of another program, one line of JSON each, and train runs that it watches.",
        discussion: """
            heaviside studio starts this for its page. Requests come on standard input, answers and messages go to standard \
            output; Documentation/Serve.md has their form. At the end of standard input, and on SIGTERM, every run writes \
            its checkpoint, and the program ends.
            """,
        shouldDisplay: false)

    @Flag(help: "Talk on standard input and standard output.")
    var stdio = false

    @Option(help: ArgumentHelp("Begin the run of this spec, in YAML.", valueName: "spec"))
    var start: String?

    @Option(help: ArgumentHelp("A folder of lessons, besides those of the page.", valueName: "folder"))
    var lessons: String?

    @OptionGroup var location: RunRootOption

    func validate() throws {
        guard stdio else { throw ValidationError("expected --stdio, the only way to talk so far") }
    }

    func run() throws {
        let stop = Interruption.stopRequest(quietly: true)
        signal(SIGPIPE, SIG_IGN)
        let writer = MessageWriter(STDOUT_FILENO)
        let engine = Engine(location.root, writer: writer, lessons: lessons) { run, name in
            try RunReport(run).figure(named: name)
        }
        if let start { try Failure.badInput { try engine.start(spec: start) } }
        Self.forEachLine(stop: stop) { line in
            do throws(EngineProblem) {
                engine.handle(try EngineRequest(line: line))
            } catch {
                engine.refuse(error, id: EngineRequest.id(of: line))
            }
            // Who does not read the answers has to wait with further requests.
            while writer.isFull, !stop.isRequested { Thread.sleep(forTimeInterval: 0.02) }
        }
        engine.close()
    }

    /// Reads lines of standard input until its end, or until a stop is requested.
    private static func forEachLine(stop: StopRequest, _ body: (Data) -> Void) {
        var rest = Data()
        // Of a line that is too long the beginning is refused, once, and the rest is skipped.
        var isTooLong = false
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while !stop.isRequested {
            var descriptor = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            guard poll(&descriptor, 1, 200) > 0 else { continue }
            let count = read(STDIN_FILENO, &chunk, chunk.count)
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            guard count > 0 else { return }
            var new = chunk[..<count]
            while let end = new.firstIndex(of: UInt8(ascii: "\n")) {
                rest.append(contentsOf: new[..<end])
                if !rest.isEmpty, !isTooLong { body(rest) }
                (rest, isTooLong) = (Data(), false)
                new = new[(end + 1)...]
            }
            if !isTooLong { rest.append(contentsOf: new) }
            if rest.count > EngineRequest.longest {
                body(rest)
                (rest, isTooLong) = (Data(), true)
            }
        }
    }
}
