internal import Diagnostics
public import Exchange

extension NetworkFile {
    /// The most tensors that a message lists.
    private static let mostListed = 8

    /// Reads the tensors of a model, whatever the program that wrote it: see ``ModelFile``.
    ///
    /// - Throws: `ExchangeError` for a file that cannot be read; where it is of a format that is not read, with that
    ///   format and with the way to convert it.
    public static func contents(ofFile path: String) throws(ExchangeError) -> SafetensorsFile {
        try ModelFile(path).file
    }

    /// What a file of another format should be, and how it becomes that.
    static func conversion(_ format: ForeignFormat, path: String) -> String {
        let wanted = wantedFiles
        let name = path.split(separator: "/").last.map(String.init) ?? path
        guard let reader = format.pythonReader(name.shortened(to: 60)) else { return wanted }
        let saving = "in Python, save_file of safetensors.\(reader.module) writes one from \(reader.expression)"
        switch format {
        case .torchArchive, .pickle:
            return "a safetensors file; \(saving), a state_dict: save_file(\(reader.expression), \"model.safetensors\")"
        default:
            return "\(wanted); \(saving): save_file({\"layers.0.weight\": …}, \"model.safetensors\", "
                + "{\"layout\": \"\(layout(of: format).rawValue)\", \"layers.0.activation\": \"relu\", …})"
        }
    }

    /// The layout that the arrays of a format have: that of the library which writes it, or of Heaviside.
    private static func layout(of format: ForeignFormat) -> WeightLayout {
        switch format {
        case .kerasArchive, .hdf5: .inputsFirst
        case .numPyArchive, .numPyArray, .torchArchive, .zipArchive, .pickle, .onnx, .gguf, .gzip, .gitLFSPointer,
            .json, .safetensors:
            .outputsFirst
        }
    }

    /// The files that a model can be.
    static let wantedFiles = "a safetensors file or an .npz with the tensors \(wantedNames), or an ONNX model"

    /// The names that the tensors of a network have.
    static let wantedNames =
        "0.weight [outputs, inputs], 0.bias [outputs], 2.weight, … of dense layers, under names such as those of "
        + "PyTorch's state_dict or layers.0.weight, of type F32, F64, F16 or BF16"

    /// The tensors of a file with their types and shapes, the first of them where there are many.
    static func contents(of file: SafetensorsFile) -> String {
        let all =
            file.tensors.map { ($0.name, $0.tensor.dtype, $0.tensor.shape) }
            + file.unread.map { ($0.name, $0.dtype, $0.shape) }
        guard !all.isEmpty else { return "no tensors" }
        return listed(
            all.map { name, dtype, shape in
                let sizes = shape.count > 4 ? shape.prefix(4).map(String.init) + ["…"] : shape.map(String.init)
                return "\(name.shortened(to: 48)) \(dtype) [\(sizes.joined(separator: ", "))]"
            })
    }

    /// The first words of a list, and how many there are.
    static func listed(_ words: [String]) -> String {
        let shown = words.prefix(mostListed).joined(separator: ", ")
        return words.count > mostListed ? "\(shown), … (\(NumberText.count(words.count)) in all)" : shown
    }

    /// Refuses a tensor that is there, but of a type whose values are not read.
    static func checkType(of name: String, in file: SafetensorsFile, path: String) throws(ExchangeError) {
        guard let found = file.unread.first(where: { $0.name == name }) else { return }
        throw ExchangeError(
            path: path, location: "tensor \(name)", problem: "its type is \(found.dtype)",
            expected: "F32 or F64: convert it before it is saved, as by .float() in PyTorch or .astype(\"float32\") in "
                + "NumPy")
    }
}
