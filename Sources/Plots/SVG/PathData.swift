/// Builds the `d` attribute of a path with absolute moves and lines and little white space.
struct PathData {
    private(set) var text = ""
    private var lastCommand: Character = " "

    var isEmpty: Bool { text.isEmpty }

    mutating func move(to point: Pixel) {
        emit("M", point.x, point.y)
    }

    mutating func line(to point: Pixel) {
        emit("L", point.x, point.y)
    }

    mutating func horizontal(to x: Double) {
        emit("H", x)
    }

    mutating func vertical(to y: Double) {
        emit("V", y)
    }

    /// A zero-length line, which round or square caps turn into a dot.
    mutating func dot(at point: Pixel) {
        guard point.x.isFinite, point.y.isFinite else { return }
        move(to: point)
        text += "h0"
        lastCommand = "h"
    }

    mutating func polyline(_ points: [Pixel]) {
        guard let first = points.first else { return }
        move(to: first)
        for point in points.dropFirst() { line(to: point) }
    }

    mutating func polygon(_ points: [Pixel]) {
        guard points.count > 2 else { return }
        polyline(points)
        close()
    }

    mutating func close() {
        text += "Z"
        lastCommand = "Z"
    }

    private mutating func emit(_ command: Character, _ numbers: Double...) {
        guard numbers.allSatisfy(\.isFinite) else { return }
        let repeats = command == lastCommand && command != "M"
        if !repeats { text.append(command) }
        for (index, number) in numbers.enumerated() {
            guard let digits = SVGNumber.format(number) else { continue }
            if (repeats || index > 0) && !digits.hasPrefix("-") { text += " " }
            text += digits
        }
        lastCommand = command
    }
}
