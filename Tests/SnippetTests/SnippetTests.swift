import Testing

/// The Swift blocks of README.md and of the articles, each a function; that they compile is what is tested of most.
enum Snippets {}

@Suite struct SnippetTests {
    @Test("The README's example learns")
    func readme() throws { try Snippets.readme1() }
}
