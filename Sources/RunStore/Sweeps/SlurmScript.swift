import Dispatch
public import Experiments
import Foundation
internal import Networks
internal import Synchronization

/// A script for Slurm's `sbatch` that carries out a sweep as an array of tasks, a part each.
public struct SlurmScript: Sendable {
    /// The most tasks of an array.
    public static let mostTasks = 1000
    /// A part takes about so many seconds or more.
    private static let leastSeconds = 60.0
    /// A run is trained for so many seconds at most, to estimate the time of all.
    private static let mostTried = 2.0

    /// The script.
    public let text: String
    /// The number of tasks.
    public let tasks: Int

    /// The script for a folder.
    ///
    /// - Parameters:
    ///   - folder: the folder of the sweep.
    ///   - cpus: the cores of each task.
    ///   - options: more options of sbatch, a line each.
    /// - Throws: ``RunError`` for an option with a line break, and for a sweep of too many parts.
    public init(_ folder: SweepFolder, cpus: Int, options: [String]) throws {
        guard folder.parts <= Self.mostTasks else {
            throw RunError(
                place: folder.path,
                problem: "\(folder.parts) parts: expected at most \(Self.mostTasks) tasks for an array")
        }
        for option in options where option.contains("\n") || !option.hasPrefix("-") {
            throw RunError(place: "-- \(option)", problem: "expected an option of sbatch, such as --partition=short")
        }
        let path = URL(fileURLWithPath: folder.path).standardizedFileURL.path
        let program = ProcessInfo.processInfo.arguments.first.map(Self.program) ?? "heaviside"
        let lines =
            [
                "#!/bin/bash", "# The sweep \(folder.sweep.name): \(folder.sweep.countWords).",
                "# Each task carries out a part; one that is requeued goes on where it was.",
                "#SBATCH --job-name=\(folder.sweep.name)", "#SBATCH --array=1-\(folder.parts)",
                "#SBATCH --cpus-per-task=\(cpus)", "#SBATCH --requeue", "#SBATCH --open-mode=append",
                "#SBATCH --output=\(Self.quoted(path.replacing("%", with: "%%") + "/parts/%a.log"))",
            ] + options.map { "#SBATCH \($0)" }
        text =
            (lines + [
                "", "\(Self.quoted(program)) sweep run \(Self.quoted(path)) \\",
                "    --part \"$SLURM_ARRAY_TASK_ID/\(folder.parts)\" --threads \"${SLURM_CPUS_PER_TASK:-\(cpus)}\" --quiet",
                "status=$?", "# 3 says that a run diverged: it has its row, and the task is done.",
                "[ $status -eq 3 ] || exit $status", "",
            ]).joined(separator: "\n")
        tasks = folder.parts
    }

    /// The path of this program, which the tasks call.
    private static func program(_ argument: String) -> String {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? argument
        return own.hasPrefix("/") ? own : URL(fileURLWithPath: own).standardizedFileURL.path
    }

    private static func quoted(_ text: String) -> String { "'\(text.replacing("'", with: "'\\''"))'" }

    /// The number of parts for a sweep, by the time of a few of its runs: parts of a minute or more, at most 1,000.
    ///
    /// Three runs are trained, each for two seconds at most; one that is not done then counts by its epochs.
    ///
    /// - Throws: what the runs throw.
    public static func parts(for sweep: Sweep, searchFolders: [String], cpus: Int) throws -> Int {
        let ids = Set([0, sweep.count / 2, sweep.count - 1]).sorted()
        var seconds = 0.0
        for id in ids {
            let member = sweep.member(id)
            let run = try sweep.run(ofPoint: member.point, searchFolders: searchFolders).seeded(member.seed)
            let (start, limit) = (ContinuousClock.now, StopRequest())
            DispatchQueue.global().asyncAfter(deadline: .now() + mostTried) { limit.stop() }
            let result = try run.measured(stop: limit)
            let share = Double(max(1, result.epochs)) / Double(max(1, run.spec.epochs))
            seconds += (ContinuousClock.now - start) / .seconds(1) / (result.status == .interrupted ? share : 1)
        }
        let whole = seconds / Double(ids.count) * Double(sweep.count) / Double(cpus)
        return Int(max(1, min(Double(min(mostTasks, sweep.count)), whole / leastSeconds)))
    }

    /// Hands the script to `sbatch`.
    ///
    /// - Returns: the number of the job.
    /// - Throws: ``RunError`` where there is no sbatch, and with its words where it refuses.
    public func submit(_ path: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["sbatch", "--parsable", path]
        let (output, problems) = (Pipe(), Pipe())
        (process.standardOutput, process.standardError) = (output, problems)
        do {
            try process.run()
        } catch {
            throw RunError(place: "sbatch", problem: "it cannot be started: expected Slurm on this machine")
        }
        // Both at the same time: a process whose one pipe is full waits until somebody reads it.
        let (complaint, reading) = (Complaint(), DispatchGroup())
        DispatchQueue.global().async(group: reading) {
            let read = problems.fileHandleForReading.readDataToEndOfFile()
            complaint.bytes.withLock { $0 = read }
        }
        let answer = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        reading.wait()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let words =
                String(decoding: complaint.bytes.withLock { $0 }, as: UTF8.self)
                .split(separator: "\n").last.map(String.init) ?? "no answer"
            throw RunError(
                place: "sbatch",
                problem: process.terminationStatus == 127
                    ? "there is none on this machine: expected Slurm, or --dry-run for the script alone" : words)
        }
        return String(answer.split(whereSeparator: { $0.isNewline || $0 == ";" }).first ?? "")
    }
}

/// What a process says on its standard error.
private final class Complaint: Sendable {
    let bytes = Mutex(Data())
}
