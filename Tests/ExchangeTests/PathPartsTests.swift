import Exchange
import Testing

/// The parts of paths, those of one character too.
@Suite struct PathPartsTests {
    @Test(
        "Folder, name and ending of a path",
        arguments: [
            ("a", "", "a", ""), ("runs/a", "runs", "a", ""), ("/a", "/", "a", ""), ("//a", "/", "a", ""),
            ("a/", "", "a", ""), ("a//b//", "a", "b", ""), ("/", "", "", ""), ("", "", "", ""), (".", "", ".", ""),
            ("x/m.safetensors", "x", "m.safetensors", "safetensors"), (".a", "", ".a", ""), ("a.", "", "a.", ""),
            ("a.tar.gz", "", "a.tar.gz", "gz"), ("a.b/c", "a.b", "c", ""), ("é", "", "é", ""),
        ])
    func parts(path: String, folder: String, name: String, ending: String) {
        #expect(PathParts.folder(path) == folder)
        #expect(PathParts.name(path) == name)
        #expect(PathParts.ending(path) == ending)
    }
}
