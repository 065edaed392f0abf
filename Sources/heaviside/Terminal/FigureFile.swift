import Descriptions
import Exchange
import Foundation
import Plots
import Reports
import RunStore

/// A file that a figure is written to; the end of its name says in which form.
struct FigureFile {
    /// The forms of a figure.
    enum Form: String, CaseIterable {
        case svg, pdf, png, csv
    }

    let path: String
    let form: Form

    /// A file of that name; nil where the end of the name is not that of a form.
    init?(_ path: String) {
        guard let form = Form(rawValue: URL(fileURLWithPath: path).pathExtension.lowercased()) else { return nil }
        (self.path, self.form) = (path, form)
    }

    /// What is written, as far as it is known before the figure is drawn.
    var kind: OutputKind {
        switch form {
        case .svg: .svg
        case .pdf: .pdf
        case .png: .png
        case .csv: .table(header: nil)
        }
    }

    /// The file of a figure, with its title and caption unless it is to be bare, or of the numbers that it draws.
    func contents(_ figure: ReportFigure, isBare: Bool) throws -> (kind: OutputKind, bytes: [UInt8]) {
        func svg(switchesToDark: Bool) -> SVGElement {
            figure.drawing.standaloneSVG(
                id: figure.id, title: isBare ? "" : figure.title, caption: isBare ? "" : figure.caption,
                switchesToDark: switchesToDark)
        }
        switch form {
        case .svg: return (kind, Array((svg(switchesToDark: true).serialized() + "\n").utf8))
        case .pdf: return (kind, try FigureConversion.pdf.bytes(of: svg(switchesToDark: false)))
        case .png: return (kind, try FigureConversion.png.bytes(of: svg(switchesToDark: false)))
        case .csv:
            let table = figure.drawing.table
            let header = try CSVTable(header: table.columns, rows: []).encoded()
            return (
                .table(header: String(decoding: header.dropLast(), as: UTF8.self)),
                try CSVTable(header: table.columns, rows: table.rows).encoded()
            )
        }
    }

    /// What is wrong with a name that has another ending than those of the forms.
    static func endingProblem(_ path: String) -> String {
        "-o \(path): expected a name that ends in .svg, .pdf, .png or .csv"
    }
}
