/// One run of a sweep: its number, its values and its seed.
public struct SweepMember: Sendable, Hashable {
    /// The number of the run in its sweep, from 0.
    public let id: Int
    /// The number of its point; the runs of a point differ in their seeds alone.
    public let point: Int
    /// The place of its value on each axis of the grid.
    public let places: [Int]
    /// The number of its random draw; nil where there are none.
    public let draw: Int?
    /// Its seed.
    public let seed: UInt64
}

extension Sweep {
    /// The run of a number from 0 to ``count`` − 1.
    public func member(_ id: Int) -> SweepMember {
        let point = id / seeds.count
        let place = self.place(point)
        return SweepMember(
            id: id, point: point, places: place.places, draw: place.draw, seed: seeds[id % seeds.count])
    }

    /// The values of a point, as YAML, in the order of ``keys``.
    public func values(ofPoint point: Int) -> [String] { nodes(ofPoint: point).map(\.oneLine) }

    /// "network.1.dense = 8, optimizer.adam.learningRate = 0.001": what a point has of its own.
    public func words(ofPoint point: Int) -> String {
        zip(keys, values(ofPoint: point)).map { "\($0) = \($1)" }.joined(separator: ", ")
    }

    func nodes(ofPoint point: Int) -> [Node] {
        let place = self.place(point)
        return zip(axes, place.places).map { $0.nodes[$1] } + (place.draw.flatMap { draws?.values($0) } ?? [])
    }

    private func place(_ point: Int) -> (places: [Int], draw: Int?) {
        var (rest, draw) = (point, nil as Int?)
        if let draws { (rest, draw) = (point / draws.count, point % draws.count) }
        var places = [Int](repeating: 0, count: axes.count)
        for k in axes.indices.reversed() {
            places[k] = rest % axes[k].nodes.count
            rest /= axes[k].nodes.count
        }
        return (places, draw)
    }
}
