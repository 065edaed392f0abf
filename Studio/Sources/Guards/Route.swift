/// What a request asks for.
package enum Route: Equatable, Sendable {
    /// A file of the page.
    case page(file: String)
    /// The stream of messages.
    case stream
    /// A question for the engine.
    case ask(name: String)

    /// What may be asked with GET.
    package static let questions: Set<String> = [
        "runs", "experiments", "run", "frame", "history", "events", "atlas", "obstacles", "certificate", "figure",
        "offline", "lessons", "lesson",
    ]
    /// What may be asked with POST.
    package static let actions: Set<String> = ["check", "act", "evaluate"]

    /// The route of a path.
    ///
    /// - Throws: ``Refusal``: 404 where there is nothing, 405 where there is something for another method.
    package init(path: String, isPost: Bool) throws(Refusal) {
        if path == "/" {
            self = .page(file: "index.html")
        } else if path == "/api/stream" {
            self = .stream
        } else if path.hasPrefix("/api/") {
            let name = String(path.dropFirst(5))
            guard Self.questions.contains(name) || Self.actions.contains(name) else { throw Self.nothing }
            guard (isPost ? Self.actions : Self.questions).contains(name) else {
                throw Refusal(
                    405, "“\(name)” is not asked with \(isPost ? "POST" : "GET").", at: "the method",
                    right: isPost ? "Use GET." : "Use POST.")
            }
            self = .ask(name: name)
            return
        } else if path.hasPrefix("/page/"), Self.isFileName(path.dropFirst(6)) {
            self = .page(file: String(path.dropFirst(6)))
        } else {
            throw Self.nothing
        }
        guard !isPost else {
            throw Refusal(405, "This address takes no POST.", at: "the method", right: "Use GET.")
        }
    }

    private static let nothing = Refusal(
        404, "There is nothing at this address.", at: "the path", right: "The page is at “/”.")

    /// Whether the text is lower-case letters, digits and hyphens with "/" between folders, and extensions at the end.
    private static func isFileName(_ text: Substring) -> Bool {
        let segments = text.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...4).contains(segments.count), text.utf8.count <= 100 else { return false }
        return segments.indices.allSatisfy { index in
            let parts = segments[index].split(separator: ".", omittingEmptySubsequences: false)
            let fits = index == segments.count - 1 ? (1...3).contains(parts.count) : parts.count == 1
            return fits
                && parts.allSatisfy { part in
                    !part.isEmpty
                        && part.utf8.allSatisfy { $0.isASCIILowercase || $0.isASCIIDigit || $0 == UInt8(ascii: "-") }
                }
        }
    }
}
