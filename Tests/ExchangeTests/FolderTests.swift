import TestFixtures
import Testing

@testable import Exchange

@Suite struct FolderTests {
    @Test(
        "A folder is made with those above it, and one that exists is left alone",
        arguments: ["a", "a/b/c", "a/b/", "a//b"])
    func makes(name: String) throws {
        let temporary = try TemporaryFolder()
        let path = temporary.path(name)
        try Folder.make(path)
        try AtomicFile.write([1], to: path + "/file")
        try Folder.make(path)
        #expect(try AtomicFile.read(path + "/file") == [1])
    }

    @Test("A file in the way is named, with what would be right")
    func file() throws {
        let temporary = try TemporaryFolder()
        try AtomicFile.write([1], to: temporary.path("file"))
        for name in ["file", "file/below", "file/below/further"] {
            do {
                try Folder.make(temporary.path(name))
                Issue.record("made \(name)")
            } catch {
                #expect(error.path == temporary.path(name) && error.expected?.contains("a folder") == true)
                #expect(name == "file" ? error.problem == "it is a file" : error.problem.contains("Not a directory"))
            }
        }
    }

    #if os(Linux)
    @Test("Where the system allows no folder, its reason is given", arguments: ["/proc/x", "/proc/x/y", "/sys/x"])
    func system(path: String) {
        do {
            try Folder.make(path)
            Issue.record("made \(path)")
        } catch {
            #expect(error.description.hasPrefix("\(path): cannot make the folder: "), "\(error)")
            #expect(error.description.contains("errno"))
        }
    }
    #endif

    @Test("An empty path, and one with a zero byte, are refused", arguments: ["", "a\0b"])
    func spelling(path: String) {
        #expect(throws: ExchangeError.self) { try Folder.make(path) }
    }
}
