// swift-format-ignore-file
// Block 1 of Sources/Exact/Exact.docc/Exact.md: edit it there, then run Scripts/snippets.
import Exact

extension Snippets {
    static func exact1() throws {
        let third = Rational(1) / 3
        let tenth = Rational(exactly: 0.1)     // 3602879701896397/36028797018963968
        _ = (third, tenth)
    }
}
