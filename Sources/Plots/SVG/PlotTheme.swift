/// The colours of the figures, as CSS custom properties that a page can redefine.
///
/// Every colour in a figure is a plain attribute with the light value, and beside it, in `style`, the custom property
/// that overrules it where there is one. So a figure is complete without a style sheet, and in programs that know no
/// custom properties. The series colours follow Okabe and Ito, adjusted to a contrast of at
/// least 3 to 1 on white and on near-black; each slot keeps its hue in both.
public enum PlotTheme {
    /// The custom properties with their light and dark values, in the order in which they are defined.
    static let properties: [(name: String, light: String, dark: String)] = pageColors + HeatPalette.themed

    private static let pageColors: [(name: String, light: String, dark: String)] = [
        ("ink", "#1b1b1b", "#ececec"),
        ("muted", "#5c6066", "#a4a9b0"),
        ("context", "#8a8f96", "#858b93"),
        ("grid", "#e4e6e9", "#2d3138"),
        ("surface", "#ffffff", "#14161a"),
        ("missing", "#c9ccd1", "#4a4f57"),
        ("series-1", "#0067a5", "#4da3e3"),
        ("series-2", "#c84e00", "#f4813f"),
        ("series-3", "#00805c", "#2fc19c"),
        ("series-4", "#b3568f", "#e39ac6"),
        ("series-5", "#b97700", "#e6a817"),
        ("series-6", "#2590c9", "#a6dbff"),
    ]

    /// A style sheet with the colours for light and dark pages and for print, which is always light.
    ///
    /// Include it once in a page. It also sets tabular figures in the text of figures.
    public static let css = """
        :root {
        \(declarations(\.light, indent: "  "))
        }
        @media (prefers-color-scheme: dark) {
          :root {
        \(declarations(\.dark, indent: "    "))
          }
        }
        @media print {
          :root {
        \(declarations(\.light, indent: "    "))
          }
          .plot { break-inside: avoid; }
        }
        .plot { display: block; width: 100%; height: auto; }
        .plot text { font-variant-numeric: tabular-nums; }
        """

    static let fontFamily =
        "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', Arial, sans-serif"

    static let ink = paint("ink")
    static let muted = paint("muted")
    static let context = paint("context")
    static let grid = paint("grid")
    static let surface = paint("surface")
    static let missing = paint("missing")

    static func series(_ slot: Int) -> String {
        paint("series-\(slot)")
    }

    private static func paint(_ name: String) -> String {
        let light = properties.first { $0.name == name }?.light ?? "#000000"
        return "var(--plot-\(name), \(light))"
    }

    /// The light colour of a paint; nil for anything that is not a custom property.
    static func lightColor(of paint: String) -> String? {
        guard paint.hasPrefix("var(--plot-"), paint.hasSuffix(")"), let comma = paint.firstIndex(of: ",") else {
            return nil
        }
        return paint[paint.index(after: comma)..<paint.index(before: paint.endIndex)].drop { $0 == " " }.description
    }

    private static func declarations(
        _ value: KeyPath<(name: String, light: String, dark: String), String>, indent: String
    ) -> String {
        properties.map { "\(indent)--plot-\($0.name): \($0[keyPath: value]);" }.joined(separator: "\n")
    }
}
