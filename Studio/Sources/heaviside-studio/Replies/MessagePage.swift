import Guards
import NIOCore

/// Small pages of the server's own, for when there is no page of the engine's to show.
enum MessagePage {
    /// What a person sees who may not come in, or has come to nothing.
    static func refusal(_ refusal: Refusal) -> ByteBuffer {
        page(title: refusal.what, body: "<h1>\(escaped(refusal.what))</h1>\n<p>\(escaped(refusal.right))</p>")
    }

    /// A page that goes on to an address of the studio by itself.
    static func passage(to location: String) -> ByteBuffer {
        let target = escaped(location)
        return page(
            title: "Heaviside", head: "<meta http-equiv=\"refresh\" content=\"0;url=\(target)\">",
            body: "<p><a href=\"\(target)\">Go on to the studio</a></p>")
    }

    private static func page(title: String, head: String = "", body: String) -> ByteBuffer {
        ByteBuffer(
            string: """
                <!doctype html>
                <html lang="en">
                <head><meta charset="utf-8"><meta name="viewport" content="width=device-width">\(head)
                <title>\(escaped(title))</title></head>
                <body>
                <main>
                \(body)
                </main>
                </body>
                </html>

                """)
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.append(character)
            }
        }
    }
}
