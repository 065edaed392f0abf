internal import Diagnostics
internal import Exchange
internal import Networks

// Classes that a column of a table names by words.

extension FileSignals {
    /// The most classes that messages list.
    private static let mostListed = 20

    /// The only column of the targets; nil for several.
    private var targetColumn: String? { targets.flatMap(Self.onlyName) }

    private static func onlyName(_ columns: FileColumns) -> String? {
        switch columns {
        case .array(let only): only
        case .columns(let names) where names.count == 1: names[0]
        case .columns, .range: nil
        }
    }

    /// The words of the targets' column; nil for numbers.
    ///
    /// - Throws: `SignalError` with the row of a number among the words, or of a missing one, and for too many words.
    func words(_ columns: FileColumns, of file: DataFile) throws(SignalError) -> WordColumn? {
        guard let name = Self.onlyName(columns) else { return nil }
        return try Self.located("targets") { () throws(ExchangeError) in try file.words(ofColumn: name) }
    }

    /// The class of each row of a column of words.
    ///
    /// - Parameters:
    ///   - column: the words.
    ///   - count: the number of outputs.
    /// - Returns: the class of each row, by its output.
    /// - Throws: `SignalError` for another number of words, with all of them, and for a word that is not among
    ///   ``classNames``, with its row.
    func classes(of column: WordColumn, count: Int) throws(SignalError) -> [Int] {
        let (total, overflow) = column.rows.count.multipliedReportingOverflow(by: count)
        guard !overflow, total <= SampleSet.maximumValueCount else {
            throw wrong(
                "has \(NumberText.plural(column.rows.count, "row")): expected a product of rows and classes of at most "
                    + NumberText.count(SampleSet.maximumValueCount))
        }
        guard let classNames else {
            try checkCount(of: column, is: count)
            return column.rows
        }
        var places: [Int] = []
        for (index, name) in column.names.enumerated() {
            guard let place = classNames.firstIndex(of: name) else {
                let row = column.rows.firstIndex(of: index) ?? 0
                throw SignalError(
                    place: "targets",
                    problem: "row \(row) of column \"\(targetColumn?.shortened() ?? "")\" in \(path) is "
                        + "\"\(name.shortened())\", which is not one of signals.classes; "
                        + NearestName.hint(name, among: Array(classNames.prefix(Self.mostListed))))
            }
            places.append(place)
        }
        return column.rows.map { places[$0] }
    }

    private func checkCount(of column: WordColumn, is count: Int) throws(SignalError) {
        guard column.names.count != count else { return }
        throw wrong(
            "has \(NumberText.plural(column.names.count, "class")), \(column.listed(Self.mostListed)): expected "
                + "\(NumberText.count(count)), one for each output")
    }

    /// The same data with the names of their classes, where a column of words has them.
    ///
    /// - Throws: `SignalError` for a file that cannot be read, and for a column of another number of words.
    func namingClasses() throws(SignalError) -> FileSignals {
        guard let classes, classNames == nil, let targets, Self.onlyName(targets) != nil else { return self }
        let file = try Self.located("file") { () throws(ExchangeError) in try DataFile(path) }
        guard let column = try words(targets, of: file) else { return self }
        try checkCount(of: column, is: classes)
        var named = self
        named.classNames = column.names
        return named
    }

    /// What is wrong with words where no classes are asked for.
    func wordsAreNoNumbers(_ column: WordColumn) -> SignalError {
        wrong(
            "names \(NumberText.plural(column.names.count, "class")) by words, "
                + "\(column.listed(Self.mostListed)): expected numbers, or loss: crossEntropy and an output for each "
                + "class")
    }

    private func wrong(_ problem: String) -> SignalError {
        SignalError(
            place: "targets", problem: "column \"\(targetColumn?.shortened() ?? "")\" of \(path) \(problem)")
    }
}
