/// Layers one after the other, of which several signals share those at the beginning.
///
/// A signal of a graph has all layers before it. Were each to have a list of its own, n nodes would take memory for n²
/// layers.
///
/// - Complexity: O(1) for all but ``all``.
struct GraphLayers {
    private final class Link: Sendable {
        let layer: StackLayer
        let previous: Link?

        init(_ layer: StackLayer, after previous: Link?) { (self.layer, self.previous) = (layer, previous) }
    }

    private var link: Link?
    private(set) var count = 0

    var isEmpty: Bool { link == nil }

    var last: StackLayer? { link?.layer }

    mutating func append(_ layer: StackLayer) {
        link = Link(layer, after: link)
        count += 1
    }

    /// Puts a layer in the place of the last one; without one, does nothing.
    mutating func replaceLast(by layer: StackLayer) {
        if let link { self.link = Link(layer, after: link.previous) }
    }

    /// The layers, the one nearest to the input first.
    var all: [StackLayer] {
        var (layers, next): ([StackLayer], Link?) = ([], link)
        while let link = next {
            layers.append(link.layer)
            next = link.previous
        }
        return layers.reversed()
    }
}
