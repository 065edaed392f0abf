/// An SVG element: a name, attributes in a fixed order, and children.
///
/// The tree is a plain value. Text is stored unescaped and is escaped once, by ``serialized()``, so that no string
/// given to it can break out of its place in the document.
public struct SVGElement: Sendable, Hashable {
    /// The element name, such as `path`.
    public let name: String
    /// The names of the attributes, in the order in which they are written.
    public private(set) var attributeNames: [String]
    /// The children, in document order.
    public var children: [SVGNode]

    private var values: [String: String]

    /// Creates an element with attributes and child elements.
    ///
    /// Attributes and names are cleaned:
    /// - Characters that may not appear in an XML name are dropped from element and attribute names; an element whose
    ///   name has none left becomes `g`, and an attribute without a name is left out.
    /// - The last of several equal attribute names wins.
    /// - A number that is not finite leaves its attribute out.
    ///
    /// - Complexity: O(attributes + children).
    public init(
        _ name: String, _ attributes: KeyValuePairs<String, SVGValue> = [:], children: [SVGElement] = []
    ) {
        let clean = SVGElement.xmlName(name)
        self.name = clean.isEmpty ? "g" : clean
        self.attributeNames = []
        self.values = [:]
        self.children = children.map(SVGNode.element)
        for (name, value) in attributes { self[name] = value.string }
    }

    /// Creates an element that holds one run of text.
    ///
    /// The rules for names and numbers are those of ``init(_:_:children:)``.
    public init(_ name: String, _ attributes: KeyValuePairs<String, SVGValue> = [:], text: String) {
        self.init(name, attributes)
        children = [.text(text)]
    }

    /// The unescaped value of an attribute; setting it to nil removes the attribute.
    ///
    /// A new attribute goes last, and a changed one keeps its place.
    ///
    /// - Complexity: O(attributes) for a change of order.
    public subscript(attribute: String) -> String? {
        get { values[SVGElement.xmlName(attribute)] }
        set {
            let name = SVGElement.xmlName(attribute)
            guard !name.isEmpty else { return }
            if let newValue {
                if values.updateValue(newValue, forKey: name) == nil { attributeNames.append(name) }
            } else if values.removeValue(forKey: name) != nil {
                attributeNames.removeAll { $0 == name }
            }
        }
    }

    /// Appends a child element.
    public mutating func append(_ child: SVGElement) {
        children.append(.element(child))
    }

    /// Appends child elements in order.
    public mutating func append(contentsOf elements: some Sequence<SVGElement>) {
        for element in elements { append(element) }
    }

    /// All elements of this tree with the given name, in document order, this one included.
    ///
    /// - Complexity: O(size of the tree).
    public func descendants(named name: String) -> [SVGElement] {
        var found = self.name == name ? [self] : []
        for case .element(let child) in children { found += child.descendants(named: name) }
        return found
    }

    private static func xmlName(_ name: String) -> String {
        var clean = String.UnicodeScalarView()
        for scalar in name.unicodeScalars {
            switch scalar {
            case "a"..."z", "A"..."Z", "_", ":": clean.append(scalar)
            case "0"..."9", "-", ".": if !clean.isEmpty { clean.append(scalar) }
            default: continue
            }
        }
        return String(clean)
    }
}
