internal import Diagnostics

extension DecoderAtlas: CustomStringConvertible {
    /// One line: "258 breakpoints, 130 of 130 samples decoded exactly from some code".
    public var description: String {
        "\(NumberText.plural(breakpoints.count, "breakpoint")), \(NumberText.count(decoded.count { !$0.isEmpty })) of "
            + "\(NumberText.plural(decoded.count, "sample")) decoded exactly from some code"
    }
}
