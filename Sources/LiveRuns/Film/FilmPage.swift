internal import Foundation
internal import RunStore

/// The page and a film in one file of HTML, which needs no server.
///
/// Styles and modules stand inside; a small script, which the page's policy names by its hash, makes modules out of
/// them. Nothing is loaded from anywhere.
enum FilmPage {
    /// The page with a film.
    ///
    /// - Throws: ``EngineProblem`` where the page lacks a file; what encoding throws.
    static func html(_ film: Film) throws -> String {
        var html = try text("index.html")
        var styles = ""
        for line in html.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.contains("rel=\"stylesheet\""), let name = line.firstMatch(of: #/href="/page/([^"]+)"/#)?.1 {
                styles += try text(String(name))
            }
        }
        let outside = #/<link rel="(?:stylesheet|icon)"[^>]*>\n?|<script type="module"[^>]*></script>\n?/#
        html = html.replacing(outside, with: "")
        // The lessons are computed in the page: they need no server either.
        let modules = PageFile.names.filter { ($0.hasSuffix(".js") && $0 != loaderName) || $0.hasSuffix(".json") }
        let sources = Dictionary(uniqueKeysWithValues: try modules.map { ($0, try text($0)) })
        let encoder = LiveJSON.encoder()
        let code = Deflate.text(try encoder.encode(sources))
        let data = Deflate.text(try encoder.encode(film))
        let loader = try text(loaderName)
        let policy =
            "default-src 'none'; script-src '\(hash(loader))' blob:; style-src '\(hash(styles))'; "
            + "img-src data: blob:; base-uri 'none'; form-action 'none'"
        let head = """
            <meta http-equiv="Content-Security-Policy" content="\(policy)">
            <style>\(styles)</style>

            """
        let tail = """
            <script type="application/octet-stream" id="modules">\(code)</script>
            <script type="application/octet-stream" id="run">\(data)</script>
            <script>\(loader)</script>

            """
        guard let start = html.range(of: "</head>"), let end = html.range(of: "</body>") else {
            throw EngineProblem(500, "index.html", "the page has no head or no body")
        }
        html.insert(contentsOf: tail, at: end.lowerBound)
        html.insert(contentsOf: head, at: start.lowerBound)
        return html
    }

    private static let loaderName = "film/loader.js"

    private static func text(_ name: String) throws(EngineProblem) -> String {
        String(decoding: try PageFile.bytes(name), as: UTF8.self)
    }

    /// The hash of a script or style, as a policy names it.
    private static func hash(_ text: String) -> String {
        let digest = SHA256Digest()
        digest.update(text)
        return "sha256-" + Data(digest.bytes()).base64EncodedString()
    }
}
