// swift-format-ignore-file
// Block 1 of Sources/Analysis/Analysis.docc/Conditioning.md: edit it there, then run Scripts/snippets.
import Analysis

extension Snippets {
    static func conditioning1() throws {
        let result = try ConditioningStudy().run()
        for row in result.lengths { print(row.length, row.signals, row.activations) }
        _ = (result)
    }
}
