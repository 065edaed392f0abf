import Foundation
import Testing

@testable import Plots

/// The relative luminance of a colour such as `#0067a5`, as WCAG defines it.
func luminance(_ color: String) -> Double {
    let value = Int(color.dropFirst(), radix: 16) ?? 0
    let channels = [16, 8, 0].map { shift -> Double in
        let channel = Double((value >> shift) & 0xFF) / 255
        return channel <= 0.04045 ? channel / 12.92 : pow((channel + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
}

@Suite("Theme")
struct PlotThemeTests {
    private func contrast(_ one: String, _ other: String) -> Double {
        let (a, b) = (luminance(one), luminance(other))
        return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }

    @Test("Every colour can be seen on light and dark pages")
    func contrasts() throws {
        let surface = try #require(PlotTheme.properties.first { $0.name == "surface" })
        for property in PlotTheme.properties {
            let needed: Double
            switch property.name {
            case "ink", "muted": needed = 4.5
            case "context": needed = 3
            case let name where name.hasPrefix("series-"): needed = 3
            default: continue
            }
            #expect(contrast(property.light, surface.light) >= needed, "\(property.name) light")
            #expect(contrast(property.light, "#ffffff") >= needed, "\(property.name) on white")
            #expect(contrast(property.dark, surface.dark) >= needed, "\(property.name) dark")
        }
        #expect(PlotTheme.properties.count { $0.name.hasPrefix("series-") } == 6)
    }

    @Test("The style sheet defines light, dark and print, in this order")
    func styleSheet() throws {
        let css = PlotTheme.css
        let dark = try #require(css.range(of: "@media (prefers-color-scheme: dark)"))
        let print = try #require(css.range(of: "@media print"))
        #expect(dark.lowerBound < print.lowerBound)
        let sections = [css[..<dark.lowerBound], css[dark.lowerBound..<print.lowerBound], css[print.lowerBound...]]
        for property in PlotTheme.properties {
            #expect(sections[0].contains("--plot-\(property.name): \(property.light);"))
            #expect(sections[1].contains("--plot-\(property.name): \(property.dark);"))
            #expect(sections[2].contains("--plot-\(property.name): \(property.light);"))
        }
        #expect(css.count { $0 == "{" } == css.count { $0 == "}" })
    }

    @Test("Figures use only colours that the style sheet defines, with the light ones to fall back on")
    func references() {
        let marks = (1...6).map { Mark.line([PlotPoint(0, 0), PlotPoint(1, 1)], Series("s", .slot($0))) }
        let extra: [Mark] = [
            .line([PlotPoint(0, 0)], Series("m", .muted)), .rule(.vertical(0.5), label: "r"), .note("n"),
        ]
        let text = Chart("t", x: Axis("x"), y: Axis("y"), marks: marks + extra).svg(id: "c").serialized()
        var found: Set<String> = []
        for match in text.matches(of: /var\(--plot-([a-z0-9-]+), (#[0-9a-f]{6})\)/) {
            let property = PlotTheme.properties.first { $0.name == match.1 }
            #expect(property?.light == String(match.2))
            found.insert(String(match.1))
        }
        #expect(found.count >= 11)
        #expect(
            text.components(separatedBy: "var(").count - 1
                == text.matches(of: /var\(--plot-[a-z0-9-]+, #[0-9a-f]{6}\)/).count)
    }
}
