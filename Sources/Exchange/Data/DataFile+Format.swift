import Diagnostics

extension DataFile {
    /// The format of a file by its first bytes.
    ///
    /// - Throws: ``ExchangeError`` with the name of the format where it is another one, and what to do.
    static func format(_ beginning: [UInt8], path: String) throws(ExchangeError) -> Format {
        func other(_ name: String, _ advice: String) -> ExchangeError {
            ExchangeError(path: path, location: nil, problem: "it is \(name)", expected: "\(wanted)\(advice)")
        }
        guard !beginning.isEmpty else {
            throw ExchangeError(path: path, location: nil, problem: "the file is empty", expected: wanted)
        }
        // A first member that is no array, such as a note, says nothing about the others.
        let isArchive = path.lowercased().hasSuffix(".npz")
        switch ForeignFormat(beginning) {
        case .numPyArray: return .numPyArray
        case .numPyArchive: return .numPyArchive
        case .safetensors: return .safetensors
        case .zipArchive where isArchive, .kerasArchive where isArchive: return .numPyArchive
        case .some(let format):
            let name = path.split(separator: "/").last.map(String.init) ?? path
            let reader = format.pythonReader(name.printable.shortened(to: 60))
            throw other(
                format.name,
                reader.map { "; in Python, numpy.savez(\"data.npz\", x=…) writes one of what \($0.expression) gives" }
                    ?? "")
        case nil: break
        }
        for format in foreign where beginning.starts(with: format.bytes) { throw other(format.name, format.advice) }
        guard !beginning.contains(0) else {
            throw ExchangeError(
                path: path, location: nil, problem: "the file is neither text nor of a format that is known",
                expected: wanted)
        }
        return .table
    }

    private static let wanted = "a .npy, .npz, .csv or .safetensors file"

    /// Formats of tables and signals that hold no network, by their first bytes.
    private static let foreign: [(bytes: [UInt8], name: String, advice: String)] = [
        (Array("PAR1".utf8), "a Parquet file", "; pandas.read_parquet(…).to_csv(\"data.csv\", index=False) writes one"),
        (
            Array("ARROW1".utf8), "a Feather file",
            "; pandas.read_feather(…).to_csv(\"data.csv\", index=False) writes one"
        ),
        (Array("MATLAB 5.0".utf8), "a MATLAB file (.mat)", "; numpy.savez of what scipy.io.loadmat gives writes one"),
        (
            Array("RIFF".utf8), "a RIFF file, such as .wav",
            "; numpy.save of what scipy.io.wavfile.read gives writes one"
        ),
        ([0xFF, 0xFE], "text in UTF-16", "; a .csv file is in UTF-8"),
        ([0xFE, 0xFF], "text in UTF-16", "; a .csv file is in UTF-8"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel file (.xls)", "; Excel saves a sheet as .csv (UTF-8)"),
    ]
}
