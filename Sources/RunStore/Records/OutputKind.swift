internal import Exchange
import Foundation

/// What a command writes into a file that a person names, and where it may.
///
/// The rule is one for all commands: the folder exists and can be written to, and a file that is there already is
/// replaced only by its like, so that nothing of a person's own is lost.
public enum OutputKind: Sendable, Hashable {
    /// A page of HTML.
    case page
    /// A drawing.
    case svg, pdf, png
    /// A table with a line of names; nil where they are not known yet.
    case table(header: String?)
    /// A certificate.
    case certificate
    /// Results of the benchmarks.
    case benchmarks
    /// A network of Heaviside.
    case model
    /// A network, or a query about one, for another program.
    case exported(ExportFormat)
    /// Outputs of a network as arrays.
    case outputs

    /// The ending that names of such files have, without the dot.
    public var ending: String {
        switch self {
        case .page: "html"
        case .svg: "svg"
        case .pdf: "pdf"
        case .png: "png"
        case .table: "csv"
        case .certificate, .benchmarks: "json"
        case .model: "safetensors"
        case .exported(let format): format.ending
        case .outputs: "npz"
        }
    }

    private var name: String {
        switch self {
        case .page: "page of Heaviside"
        case .svg: "SVG drawing of Heaviside"
        case .pdf: "PDF"
        case .png: "PNG picture"
        case .table: "table with the same columns"
        case .certificate: "certificate"
        case .benchmarks: "file of benchmarks"
        case .model: "model of Heaviside"
        case .exported(let format): "\(format.rawValue) file of Heaviside"
        case .outputs: "archive of outputs"
        }
    }

    /// What keeps a file of this kind from being written at a path, and what would be right; nil where nothing does.
    ///
    /// - Complexity: O(1): of a file that is there the beginning is read.
    public func problem(at path: String) -> String? {
        let expected = "expected the name of a file in a folder that exists"
        guard !path.isEmpty, path.utf8.last != UInt8(ascii: "/"), !path.utf8.contains(0) else { return expected }
        var status = stat()
        let isThere = stat(path, &status) == 0
        if isThere, status.st_mode & S_IFMT != S_IFREG {
            let isFolder = status.st_mode & S_IFMT == S_IFDIR
            return "this is a \(isFolder ? "folder" : "pipe or a device"): \(expected)"
        }
        let parent =
            isThere
            ? URL(fileURLWithPath: path).resolvingSymlinksInPath().deletingLastPathComponent().path
            : PathParts.folder(path)
        let folder = parent.isEmpty ? "." : parent
        guard stat(folder, &status) == 0 else { return "there is no folder \(folder): \(expected)" }
        guard status.st_mode & S_IFMT == S_IFDIR else { return "\(folder) is no folder: \(expected)" }
        guard access(folder, W_OK) == 0 else { return "the folder \(folder) cannot be written to: \(expected)" }
        if isThere, let start = Self.start(of: path), !start.isEmpty, !isLike(start) {
            return "this file is there already, and is no \(name): expected another name, or delete it first"
        }
        return nil
    }

    /// Whether a file with anything in it is there, which would be replaced.
    public static func replaces(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_size > 0
    }

    /// Whether a file that begins so is one of this kind.
    private func isLike(_ start: [UInt8]) -> Bool {
        let text = String(decoding: start, as: UTF8.self)
        return switch self {
        case .page: text.lowercased().hasPrefix("<!doctype html>") && text.contains("Heaviside</title>")
        case .svg: text.hasPrefix("<svg ") && text.contains("class=\"plot ")
        case .pdf: text.hasPrefix("%PDF-")
        case .png: start.starts(with: [0x89, 0x50, 0x4E, 0x47])
        case .table(let header): header.map { Self.isTable(start, text, header: $0) } ?? true
        case .certificate: text.contains("\"heaviside-certificate-")
        case .benchmarks: text.hasPrefix("{") && text.contains("\"contestants\"")
        case .model: text.contains("\"layers.0.activation\"")
        case .exported(let format): Self.isLike(start, text, format)
        case .outputs: NumPyArchive.ownFirstName(start) == "outputs"
        }
    }

    /// Whether a file begins with a line of names; of one longer than what is read, with what is read of it.
    private static func isTable(_ start: [UInt8], _ text: String, header: String) -> Bool {
        // CSVTable ends lines with CRLF, others with LF.
        text == header
            || ["\n", "\r\n"].contains { ending in
                let line = Array("\(header)\(ending)".utf8)
                return start.starts(with: line) || (start.count == startSize && line.starts(with: start))
            }
    }

    private static func isLike(_ start: [UInt8], _ text: String, _ format: ExportFormat) -> Bool {
        switch format {
        case .safetensors: text.contains("\"layers.0.activation\"")
        case .torch: text.contains("\"0.activation\"")
        case .onnx: ONNXFile.isOwn(start)
        case .npz: NumPyArchive.ownFirstName(start)?.hasPrefix("layers.") == true
        case .csv: text.hasPrefix("tensor,index,value\n")
        case .vnnlib: text.contains("; Is there a sample of ")
        }
    }

    private static let startSize = 1 << 16

    /// The beginning of a file; nil for one that cannot be read.
    private static func start(of path: String) -> [UInt8]? {
        guard let file = FileHandle(forReadingAtPath: path) else { return nil }
        defer { try? file.close() }
        return (try? file.read(upToCount: startSize)).map { $0.map(Array.init) ?? [] }
    }
}
