/// The compiler that built this program.
enum Toolchain {
    /// The version of the Swift compiler, as far as a program can determine it.
    static var swift: String {
        #if compiler(>=6.5)
        "Swift 6.5 or later"
        #elseif compiler(>=6.4)
        "Swift 6.4"
        #elseif compiler(>=6.3)
        "Swift 6.3"
        #elseif compiler(>=6.2)
        "Swift 6.2"
        #else
        "Swift 6.1"
        #endif
    }

    /// Whether the compiler optimised; figures of a debug build are meaningless.
    static var isOptimized: Bool {
        #if DEBUG
        false
        #else
        true
        #endif
    }
}
