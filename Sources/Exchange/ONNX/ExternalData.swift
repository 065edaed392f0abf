import Diagnostics
import Foundation

/// The values of a tensor in a file beside the model, as PyTorch writes them by default.
///
/// Only a regular file in the model's own folder is read, named without a folder: no link leads out of it.
struct ExternalData {
    /// The entries that are read.
    static let keys: Set = ["location", "offset", "length"]

    private let tensor: ONNXTensor
    private let modelPath: String
    private let name: String
    private let offset: Int
    private let length: Int?

    /// Reads the entries location, offset and length.
    init(_ entries: [String: String], of tensor: ONNXTensor, modelPath: String) throws(ExchangeError) {
        (self.tensor, self.modelPath) = (tensor, modelPath)
        func failure(_ problem: String) -> ExchangeError {
            ExchangeError(
                path: modelPath, location: "\(tensor.place), external data", problem: problem,
                expected: "the name of a file beside the model, offset and length; or one file, as "
                    + "torch.onnx.export(…, external_data=False) writes")
        }
        func number(_ key: String) throws(ExchangeError) -> Int? {
            guard let text = entries[key] else { return nil }
            guard let value = Int(text), value >= 0 else { throw failure("\(key) is \(ExchangeError.quote(text))") }
            return value
        }
        let location = entries["location"] ?? ""
        guard !location.isEmpty, location != ".", location != "..",
            !location.utf8.contains(where: { $0 == 0 || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") })
        else { throw failure("the location is \(ExchangeError.quote(location))") }
        name = location
        offset = try number("offset") ?? 0
        length = try number("length")
    }

    /// The bytes; as many as the tensor needs.
    func bytes(_ count: Int) throws(ExchangeError) -> [UInt8] {
        let folder = PathParts.folder(modelPath)
        let path = folder.isEmpty ? name : "\(folder)/\(name)"
        var status = stat()
        if lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK {
            throw ExchangeError(
                path: path, location: nil, problem: "it is a symbolic link", expected: "the external data themselves")
        }
        let file = try InputFile(path, limit: AtomicFile.readLimit)
        let (end, overflow) = offset.addingReportingOverflow(count)
        guard length ?? count == count, !overflow, end <= file.size else {
            throw ExchangeError(
                path: path, location: "data of \(tensor.place) of \(modelPath)",
                problem: "\(length.map { "the length is \(NumberText.count($0))" } ?? "no length is given") from byte "
                    + "\(offset) on in a file of \(NumberText.plural(file.size, "byte"))",
                expected: "\(NumberText.plural(count, "byte")) for shape \(Tensor.text(of: tensor.shape)) of "
                    + tensor.type.name)
        }
        return try file.bytes(in: offset..<end)
    }
}
