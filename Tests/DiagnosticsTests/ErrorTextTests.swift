import Diagnostics
import Foundation
import Testing

/// Errors of the system's libraries reach nobody's eyes as they are.
@Suite struct ErrorTextTests {
    private struct Own: InputError {
        let place = "a.yaml"
        let problem = "expected 0"
    }

    private struct Plain: Error, CustomStringConvertible {
        let description = "standard input: it is closed"
    }

    private static let raw = ["Error", "NS", "Cocoa", "POSIX", "Foundation", "Optional", "code="]

    @Test("An error of our own keeps its words")
    func own() {
        #expect(ErrorText.sentence(Own()) == "a.yaml: expected 0")
        #expect(ErrorText.sentence(Plain()) == "standard input: it is closed")
    }

    @Test("What a system call refused is told by its reason", arguments: [ENOENT, EACCES, ENOSPC, EROFS, ENOTDIR])
    func system(code: Int32) {
        let reason = String(cString: strerror(code))
        let posix = POSIXError(POSIXError.Code(rawValue: code) ?? .EIO)
        #expect(ErrorText.reason(posix) == reason)
        #expect(ErrorText.sentence(posix) == reason)
        let wrapped = CocoaError(.fileWriteUnknown, userInfo: [NSUnderlyingErrorKey: posix])
        #expect(ErrorText.sentence(wrapped) == reason)
        let twice = NSError(domain: NSCocoaErrorDomain, code: 512, userInfo: [NSUnderlyingErrorKey: wrapped as NSError])
        #expect(ErrorText.sentence(twice) == reason)
    }

    @Test("What Foundation throws is told without its names")
    func foundation() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("none-\(UUID().uuidString)/x").path
        var errors: [any Error] = [CocoaError(.coderInvalidValue), CocoaError(.fileNoSuchFile)]
        do {
            try FileManager.default.removeItem(atPath: folder)
        } catch { errors.append(error) }
        do {
            _ = try Data(contentsOf: URL(fileURLWithPath: folder))
        } catch { errors.append(error) }
        do {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: folder)
            try process.run()
        } catch { errors.append(error) }
        do {
            _ = try JSONDecoder().decode([Int].self, from: Data("{".utf8))
        } catch { errors.append(error) }
        #expect(errors.count == 6)
        for error in errors {
            let text = ErrorText.sentence(error)
            #expect(!text.isEmpty && !Self.raw.contains { text.contains($0) }, "\(text)")
        }
        #expect(ErrorText.sentence(errors[1]) == String(cString: strerror(ENOENT)))
        #expect(ErrorText.sentence(errors[2]) == String(cString: strerror(ENOENT)))
        #expect(ErrorText.sentence(errors[3]) == String(cString: strerror(ENOENT)))
    }
}
