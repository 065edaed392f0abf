import Diagnostics

/// The words of a table's column, one a row, as they are read.
///
/// A word is kept once, and a row as its number, so that a column takes no more memory than one of numbers.
struct WordList {
    /// The most different words: more classes than that are hardly classes.
    static let limit = 1000

    /// The most bytes of a word.
    static let lengthLimit = 256

    /// The different words, in the order of their first row.
    private(set) var names: [String] = []

    /// The word of each row, by its place in ``names``; -1 for a missing value.
    private(set) var rows: [Int32] = []

    /// The first row that is empty, `NA` or `NaN`, and what stands there; nil where each row has a word.
    private(set) var firstMissing: (row: Int, text: String)?

    /// The first row that is a number, and what stands there.
    private(set) var firstNumber: (row: Int, text: String)?

    /// The first row that is a word.
    private(set) var firstWord: (row: Int, text: String)?

    /// The row of the first word that is longer than ``lengthLimit``.
    private(set) var firstLong: Int?

    /// The row of the first word beyond ``limit`` different ones, from which on none is kept.
    private(set) var end: Int?

    private var places: [String: Int32] = [:]

    /// Begins the list at a word that follows numbers, or missing values.
    init(after values: [Double]) {
        if let row = values.firstIndex(where: { !$0.isNaN }) {
            firstNumber = (row, NumberText.exact(values[row]))
        }
        if let row = values.firstIndex(where: \.isNaN) { firstMissing = (row, "") }
        rows = values.map { _ in -1 }
    }

    /// Whether each row has a word, and they are few and short enough.
    var isComplete: Bool { firstMissing == nil && firstNumber == nil && firstLong == nil && end == nil }

    /// Appends the text of the next row.
    mutating func append(_ text: String, isNumber: Bool) {
        guard end == nil else { return }
        let row = rows.count
        if ["", "na", "nan"].contains(text.utf8.count > 3 ? "-" : text.lowercased()) {
            firstMissing = firstMissing ?? (row, text)
            rows.append(-1)
        } else if isNumber {
            firstNumber = firstNumber ?? (row, text)
            rows.append(-1)
        } else if text.utf8.count > Self.lengthLimit {
            firstLong = firstLong ?? row
            rows.append(-1)
        } else if let place = places[text] {
            rows.append(place)
        } else if names.count == Self.limit {
            end = row
            (rows, places) = ([], [:])
        } else {
            let place = Int32(names.count)
            if place == 0 { firstWord = (row, text) }
            places[text] = place
            names.append(text)
            rows.append(place)
        }
    }
}
