import Diagnostics

/// The arrays of numbers in a data file: `.npy`, `.npz`, `.csv` or `.safetensors`.
///
/// The format is known by the content, not by the name. Opening a file reads what says where the arrays are, and no
/// more of them; a table is read completely. The file stays open as long as the value lives.
///
/// *Names*
/// - The array of a `.npy` file has none: its name is empty.
/// - A member `x.npy` of a `.npz` file is `x`, as in NumPy. Members that are no `.npy` files are not listed.
/// - Each column of a table is an array of one dimension.
///
/// *Limits*
/// - A file of more than ``sizeLimit`` bytes is refused before it is read.
/// - An array, or a table, of more than ``NumericArray/byteLimit`` bytes of values is refused before its values are
///   read, whatever the size of the file.
public struct DataFile: Sendable {
    /// The largest file that is read, in bytes: 2 GiB.
    public static let sizeLimit = AtomicFile.readLimit

    /// The formats that are read.
    public enum Format: String, Sendable, Hashable, CaseIterable {
        /// One array, as `numpy.save` writes it.
        case numPyArray = "npy"
        /// Arrays by name, as `numpy.savez` and `numpy.savez_compressed` write them.
        case numPyArchive = "npz"
        /// A table with a row of names.
        case table = "csv"
        /// Tensors by name.
        case safetensors
    }

    /// The file, as the caller named it.
    public let path: String

    /// The format of the content.
    public let format: Format

    /// The names of the arrays in the order of the file.
    public let names: [String]

    let content: Content

    /// The places of each name in ``names``; several only for columns of a table.
    let places: [String: [Int]]

    /// What was read when the file was opened.
    enum Content: Sendable {
        case array(InputFile)
        /// The archive, and the place of each array among its members.
        case archive(ZipArchive, [Int])
        case table(NumericTable)
        /// The file, its tensors, and the byte at which their data begin.
        case tensors(InputFile, [SafetensorsEntry], dataStart: Int)
    }

    /// Opens a file.
    ///
    /// - Throws: ``ExchangeError`` when the file cannot be opened or is larger than ``sizeLimit``; when it is of
    ///   another format, with its name and what to do where it is known; when the directory of an archive, the header
    ///   of a safetensors file or a row of a table is damaged; and when there is no array in it.
    /// - Complexity: O(names), and linear in the bytes for a table.
    public init(_ path: String) throws(ExchangeError) {
        let file = try InputFile(path, limit: Self.sizeLimit)
        let beginning = try file.bytes(in: 0..<min(file.size, 512))
        self.path = path
        switch try Self.format(beginning, path: path) {
        case .numPyArray:
            content = .array(file)
            names = [""]
            format = .numPyArray
        case .numPyArchive:
            let archive = try ZipArchive(file)
            let members = archive.entries.indices.filter { archive.entries[$0].name.hasSuffix(Self.arraySuffix) }
            names = members.map { String(archive.entries[$0].name.dropLast(Self.arraySuffix.count)) }
            content = .archive(archive, members)
            format = .numPyArchive
            let first = archive.entries.first.map { "; its first member is \(ExchangeError.quote($0.name))" } ?? ""
            try Self.checkCount(names, "the archive has no member NAME.npy\(first)", path: path)
        case .table:
            guard file.size <= NumericArray.byteLimit else {
                throw ExchangeError(
                    path: path, location: nil, problem: "the table has \(NumberText.count(file.size)) bytes",
                    expected: "at most \(NumberText.count(NumericArray.byteLimit)); an .npz file may be larger")
            }
            let table = try NumericTable(decoding: file.bytes(in: 0..<file.size), path: path)
            guard table.rowCount > 0 else {
                throw ExchangeError(
                    path: path, location: "line 2", problem: "the table has a header and no row",
                    expected: "at least one row")
            }
            names = table.names
            content = .table(table)
            format = .table
        case .safetensors:
            let start = 8 + (try SafetensorsHeader.length(beginning, fileSize: file.size, path: path))
            let header = try SafetensorsHeader(
                file.bytes(in: 0..<start), in: 8..<start, fileSize: file.size, path: path)
            names = header.entries.map { $0.name }
            content = .tensors(file, header.entries, dataStart: start)
            format = .safetensors
            try Self.checkCount(names, "the file has no tensor", path: path)
        }
        places = Dictionary(grouping: names.indices) { [names] index in names[index] }
    }

    private static let arraySuffix = ".npy"

    private static func checkCount(_ names: [String], _ problem: String, path: String) throws(ExchangeError) {
        guard names.isEmpty else { return }
        throw ExchangeError(
            path: path, location: nil, problem: problem,
            expected: "at least one array, as numpy.savez(\"data.npz\", x=…) writes")
    }
}
