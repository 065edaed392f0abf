// swift-format-ignore-file
// Block 1 of Sources/Exchange/Exchange.docc/DataFiles.md: edit it there, then run Scripts/snippets.
import Exchange

extension Snippets {
    static func dataFiles1() throws {
        let file = try DataFile("data.npz")
        for name in file.names {
            let summary = try file.summary(of: name)            // the values are read, and not kept
            print(name, summary.kind, summary.shape, summary.firstNaN ?? [])
        }
        let inputs = try file.array(named: "x")                 // row-major, whatever the order in the file
        _ = (file, inputs)
    }
}
