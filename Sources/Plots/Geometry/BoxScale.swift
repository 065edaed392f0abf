/// The ticks and numbers along an edge of the box of a drawing in space.
struct BoxScale {
    /// An edge on the page.
    struct Edge {
        let from: Pixel
        let to: Pixel
        /// The direction that leads away from the box, of length 1.
        let nx: Double
        let ny: Double
        let length: Double

        var middle: Pixel { place(0.5) }

        /// The place at a share of the way.
        func place(_ share: Double) -> Pixel {
            Pixel(x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y))
        }
    }

    /// A number with its tick.
    struct Name {
        let text: String
        /// Where the tick begins.
        let tick: Pixel
        /// The middle of the number.
        let place: Pixel
        let box: PlotRect
    }

    let edge: Edge
    let names: [Name]

    init(_ edge: Edge, names: [(share: Double, label: String)]) {
        self.edge = edge
        self.names = names.map { share, text in
            let (tick, half) = (edge.place(share), TextMetrics.width(text) / 2)
            let place = Pixel(
                x: tick.x + (9 + half * abs(edge.nx)) * edge.nx, y: tick.y + (9 + 4 * abs(edge.ny)) * edge.ny)
            return Name(
                text: text, tick: tick, place: place,
                box: PlotRect(left: place.x - half - 1, top: place.y - 7, width: 2 * half + 2, height: 14))
        }
    }
}
