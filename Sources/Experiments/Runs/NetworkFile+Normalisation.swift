public import Exchange
public import Networks

extension NetworkFile {
    private static let method = "normalisation"
    private static let offsets = "normalisation.offsets"
    private static let scales = "normalisation.scales"

    /// The metadata of a normalisation: its method, and the numbers of each entry with commas between.
    static func metadata(of normalisation: Normalisation) -> [String: String] {
        func text(_ numbers: [Double]) -> String { numbers.map(\.description).joined(separator: ",") }
        return [
            method: normalisation.method.rawValue, offsets: text(normalisation.offsets),
            scales: text(normalisation.scales),
        ]
    }

    /// How the inputs of the network in a file are normalised; nil where they are not.
    ///
    /// - Parameters:
    ///   - file: the tensors and the metadata.
    ///   - path: the file's name, for messages.
    /// - Returns: the map.
    /// - Throws: `ExchangeError` for metadata that say so and cannot be read.
    public static func normalisation(
        of file: SafetensorsFile, path: String
    ) throws(ExchangeError) -> Normalisation? {
        guard let name = file.metadata[Self.method] else { return nil }
        func numbers(_ key: String) -> [Double]? {
            let parts = (file.metadata[key] ?? "").split(separator: ",", omittingEmptySubsequences: false)
            let values = parts.compactMap { Double($0) }
            return values.count == parts.count && values.allSatisfy(\.isFinite) ? values : nil
        }
        guard let method = Normalisation.Method(rawValue: name), let offsets = numbers(Self.offsets),
            let scales = numbers(Self.scales), offsets.count == scales.count, scales.allSatisfy({ $0 > 0 })
        else {
            throw ExchangeError(
                path: path, location: "metadata", problem: "the normalisation cannot be read",
                expected: "a method, and as many offsets as positive scales")
        }
        return Normalisation(method, offsets: offsets, scales: scales)
    }
}
