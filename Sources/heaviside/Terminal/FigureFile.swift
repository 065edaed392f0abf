import Exchange
import Foundation
import Plots
import Reports

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

    /// Writes a figure, with its title and caption unless it is to be bare, or the numbers that it draws.
    func write(_ figure: ReportFigure, isBare: Bool) throws {
        func svg(switchesToDark: Bool) -> SVGElement {
            figure.drawing.standaloneSVG(
                id: figure.id, title: isBare ? "" : figure.title, caption: isBare ? "" : figure.caption,
                switchesToDark: switchesToDark)
        }
        let bytes: [UInt8]
        switch form {
        case .svg: bytes = Array((svg(switchesToDark: true).serialized() + "\n").utf8)
        case .pdf: bytes = try FigureConversion.pdf.bytes(of: svg(switchesToDark: false))
        case .png: bytes = try FigureConversion.png.bytes(of: svg(switchesToDark: false))
        case .csv:
            let table = figure.drawing.table
            bytes = try CSVTable(header: table.columns, rows: table.rows).encoded()
        }
        try AtomicFile.write(bytes, to: path)
    }

    /// What is wrong with a name that has another ending than those of the forms.
    static func endingProblem(_ path: String) -> String {
        "-o \(path): expected a name that ends in .svg, .pdf, .png or .csv"
    }

    /// Whether a file of that name can be made: its folder exists, and it is no folder itself.
    static func canBe(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue { return false }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        return !path.isEmpty && FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder)
            && isFolder.boolValue
    }
}
