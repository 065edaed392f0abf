import Dispatch
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The program that trains and analyses, as a child of this one.
///
/// It is in a process group of its own: Ctrl-C in a terminal reaches only the studio, which then ends it in order.
final class EngineProcess: Sendable {
    /// Where the engine's questions are written.
    let input: CInt
    /// Where its answers are read.
    let output: CInt

    private let process: pid_t
    private let hasEnded = Mutex(false)

    /// Starts `path serve --stdio arguments…`; standard error is shared.
    ///
    /// - Throws: ``EngineProblem`` where the program cannot be started.
    init(path: String, arguments: [String]) throws {
        var questions: [CInt] = [0, 0]
        var answers: [CInt] = [0, 0]
        guard pipe(&questions) == 0, pipe(&answers) == 0 else { throw EngineProblem("got no pipe from the system") }
        for descriptor in questions + answers { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, questions[0], 0)
        posix_spawn_file_actions_adddup2(&actions, answers[1], 1)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var ordinary = sigset_t()
        sigemptyset(&ordinary)
        posix_spawnattr_setsigmask(&attributes, &ordinary)
        for signal in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] { sigaddset(&ordinary, signal) }
        posix_spawnattr_setsigdefault(&attributes, &ordinary)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))

        let words = [path, "serve", "--stdio"] + arguments
        var pointers = words.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        var child: pid_t = 0
        let failure = posix_spawn(&child, path, &actions, &attributes, &pointers, environ)
        close(questions[0])
        close(answers[1])
        guard failure == 0 else {
            close(questions[1])
            close(answers[0])
            throw EngineProblem("could not be started from “\(path)”: \(String(cString: strerror(failure)))")
        }
        process = child
        input = questions[1]
        output = answers[0]
    }

    /// Waits for the end, on a thread of its own. To be called once.
    func end() async -> EngineEnd {
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "engine").async { [self] in
                // The process stays in the table until it is waited for, so no signal can meet a stranger.
                var information = siginfo_t()
                while waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT) == -1, errno == EINTR {}
                var status: CInt = 0
                hasEnded.withLock { hasEnded in
                    while waitpid(process, &status, 0) == -1, errno == EINTR {}
                    hasEnded = true
                }
                let signal = status & 0x7f
                continuation.resume(returning: signal == 0 ? .exited((status >> 8) & 0xff) : .killed(signal: signal))
            }
        }
    }

    /// Sends a signal, unless the engine has ended.
    func send(_ signal: CInt) {
        hasEnded.withLock { hasEnded in
            if !hasEnded { _ = kill(process, signal) }
        }
    }
}
