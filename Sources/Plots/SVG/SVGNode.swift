/// One child of an SVG element: another element, or a run of text.
public enum SVGNode: Sendable, Hashable {
    /// A nested element.
    case element(SVGElement)
    /// Unescaped text; it is escaped when it is serialised.
    case text(String)
}
