import ArgumentParser
import Foundation
import RunStore

struct StudioCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "studio",
        abstract: "Open the live page: watch a network train, steer it, and read every number exactly.",
        usage: """
            heaviside studio
            heaviside studio last --open
            heaviside run autoencoder-study --length 33 --live

            heaviside studio [<run>] [options]
            """,
        discussion: """
            Prints the address of the page as soon as it answers; Ctrl-C ends it, and every run that trains writes its \
            checkpoint first. The token in the address keeps other users of the machine out. In a checkout, 'make studio' \
            builds the server once.
            """)

    @Argument(help: ArgumentHelp("The run to show: its id, or last.", valueName: "run"))
    var shown: String?

    @Option(
        help: ArgumentHelp("A folder of your own lessons, each a file NAME.json.", valueName: "folder"),
        completion: .directory)
    var lessons: String?

    @Flag(help: "Open the page in a browser.")
    var open = false

    @OptionGroup var studio: StudioOptions
    @OptionGroup var location: RunRootOption

    func run() throws {
        var page = "/"
        if let shown {
            let folder = try Failure.badInput { try location.root.find(shown) }
            page = StudioCommand.page(of: folder.id)
        }
        let own = lessons.map { ["--lessons", $0] } ?? []
        try StudioProgram.serve(
            page, studio.arguments, engineArguments: ["--out", location.out] + own, opensBrowser: open)
    }

    /// The path and query of a run's page.
    static func page(of id: String) -> String {
        let plain = CharacterSet(charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~")
        return "/?run=" + (id.addingPercentEncoding(withAllowedCharacters: plain) ?? "")
    }
}
