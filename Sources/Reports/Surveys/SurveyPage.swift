internal import Descriptions
internal import Diagnostics
internal import Plots

/// The sections of a survey's page.
struct SurveyPage {
    /// A heading with what stands under it.
    struct Section {
        var heading: String
        var paragraphs: [String] = []
        /// Terms, each with what is said of it.
        var terms: [(term: String, text: String)] = []
        /// The heads of the columns, then the rows; empty for no table.
        var table: [[String]] = []
        /// For each row of the table, from the first below the heads, the link in its first cell; empty for none.
        var links: [String?] = []
        /// The table's rows that are set apart, from 1.
        var strong: Set<Int> = []
        /// The table's cells that are set apart: row and column, each with the heads counted as 0.
        var strongCells: Set<[Int]> = []
        var figures: [ReportFigure] = []
        /// A cell of more characters may take several lines.
        private static let longestCell = 48

        private func cells(_ row: [String], _ index: Int) -> [[String: Any]] {
            row.enumerated().map { column, text in
                let link = column == 0 && index < links.count ? links[index] : nil
                let name = cellClass(text, row: index + 1, column: column)
                return [
                    "text": NumberText.typeset(text), "link": link ?? "", "hasLink": link != nil,
                    "class": name, "hasClass": !name.isEmpty,
                ]
            }
        }

        /// The classes of a cell: whether it is the best of its row, is long, or holds words, which stand at the left.
        private func cellClass(_ text: String, row: Int, column: Int) -> String {
            [
                strongCells.contains([row, column]) ? "best" : nil,
                text.count > Self.longestCell ? "long" : nil,
                column > 0 && !text.isEmpty && !TextTable.isNumber(text) ? "text" : nil,
            ].compactMap(\.self).joined(separator: " ")
        }

        /// Whether the cells of a column hold no number, so that its head stands at the left, too.
        private func isText(_ column: Int) -> Bool {
            let cells = table.dropFirst().filter { $0.indices.contains(column) }.map { $0[column] }
            return column > 0 && !cells.isEmpty && !cells.contains { !$0.isEmpty && TextTable.isNumber($0) }
        }

        /// What the template takes; figures are numbered through the page.
        func context(_ page: SurveyPage) -> [String: Any] {
            let before = page.sections.prefix { $0.heading != heading }.reduce(0) { $0 + $1.figures.count }
            return [
                "heading": heading, "paragraphs": paragraphs.map { ["text": NumberText.typeset($0)] },
                "hasTerms": !terms.isEmpty,
                "terms": terms.map { ["term": NumberText.typeset($0.term), "text": NumberText.typeset($0.text)] },
                "hasTable": !table.isEmpty,
                "heads": (table.first ?? []).enumerated().map { column, text in
                    ["text": NumberText.typeset(text), "isText": isText(column)]
                },
                "rows": table.dropFirst().enumerated().map { index, row in
                    ["strong": strong.contains(index + 1) ? "strong" : "", "cells": cells(row, index)] as [String: Any]
                },
                "figures": figures.enumerated().map { index, figure in
                    [
                        "id": figure.id, "number": String(before + index + 1), "title": figure.title,
                        "caption": MathText.html(figure.caption), "svg": figure.drawing.svg(id: figure.id).serialized(),
                    ]
                },
            ]
        }
    }

    var sections: [Section] = []

    mutating func append(_ other: SurveyPage) { sections += other.sections }
}
