// swift-format-ignore-file
// Block 1 of Sources/Diagnostics/Diagnostics.docc/Diagnostics.md: edit it there, then run Scripts/snippets.
import Diagnostics

extension Snippets {
    static func diagnostics1() throws {
        struct UnknownUnit: InputError {
            let name: String
            var place: String { "--unit" }
            var problem: String { "'\(name)' is unknown; " + NearestName.hint(name, among: ["epochs", "seconds"]) }
        }

        print(UnknownUnit(name: "second"))      // --unit: 'second' is unknown; …
        print(NumberText.number(6.16e-5))       // 6.16e−5
    }
}
