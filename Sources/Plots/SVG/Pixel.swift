/// A position inside a figure: right and down from the top left corner.
struct Pixel: Hashable {
    var x: Double
    var y: Double
}
