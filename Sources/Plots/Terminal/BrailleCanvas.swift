/// Dots on a grid of braille characters, 2 wide and 4 high in each.
struct BrailleCanvas {
    let columns: Int
    let rows: Int
    private var cells: [UInt8]

    init(columns: Int, rows: Int) {
        self.columns = max(columns, 1)
        self.rows = max(rows, 1)
        cells = Array(repeating: 0, count: self.columns * self.rows)
    }

    /// Sets a dot, counted from the top left; dots outside are ignored.
    mutating func set(x: Int, y: Int) {
        guard x >= 0, y >= 0, x < columns * 2, y < rows * 4 else { return }
        let bits: [UInt8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]
        cells[y / 4 * columns + x / 2] |= bits[y % 4 * 2 + x % 2]
    }

    /// Draws a line; `pattern` says which dots to set, by a dot count that continues across calls.
    mutating func line(
        from start: (x: Int, y: Int), to end: (x: Int, y: Int), pattern: [Bool], count: inout Int
    ) {
        let steps = max(abs(end.x - start.x), abs(end.y - start.y))
        for step in 0...steps {
            let share = steps == 0 ? 0 : Double(step) / Double(steps)
            let x = (Double(start.x) + share * Double(end.x - start.x)).rounded()
            let y = (Double(start.y) + share * Double(end.y - start.y)).rounded()
            if pattern.isEmpty || pattern[count % pattern.count] { set(x: Int(x), y: Int(y)) }
            // The last dot of a line is the first of the next one.
            if step < steps { count += 1 }
        }
    }

    /// The dots of one character as the offset of its braille pattern.
    func bits(row: Int, column: Int) -> UInt8 {
        cells[row * columns + column]
    }

    /// The braille character for the given dots; a space where there are none.
    static func character(_ bits: UInt8) -> Character {
        guard bits > 0, let scalar = Unicode.Scalar(0x2800 + UInt32(bits)) else { return " " }
        return Character(scalar)
    }
}
