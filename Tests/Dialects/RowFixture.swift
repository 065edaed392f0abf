import Experiments
import Foundation
import Networks
import Testing

/// A fixture of rows: what one library computed by each of its functions of a subject.
struct RowFixture<Row: Decodable & Sendable>: Decodable, Sendable {
    let library: String
    let version: String
    let backend: String
    let dtype: String
    let rows: [Row]

    /// What stands after `like`.
    var like: String { backend == "cpu" ? library : "\(library)-\(backend)" }

    /// Every fixture of a subject, by the names of the files, each with the text.
    static func all(_ subject: String) throws -> [RowFixture] {
        let folder = DialectCase.folder.deletingLastPathComponent().appendingPathComponent(subject)
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map { name in
            try JSONDecoder().decode(RowFixture.self, from: Data(contentsOf: folder.appendingPathComponent(name)))
        }
    }
}

/// A number of a fixture, which may be infinite or NaN.
struct FixtureNumber: Decodable, Sendable {
    let value: Double

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let word = try? container.decode(String.self) {
            value = word == "nan" ? .nan : word == "inf" ? .infinity : -.infinity
        } else {
            value = try container.decode(Double.self)
        }
    }
}

/// A spec whose parts a fixture names.
enum FixtureSpec {
    static func read(
        network: String = "[{ dense: 1 }, { dense: 33 }]", initialization: String = "{ uniform: [-0.05, 0.05] }",
        loss: String = "{ squaredError: mean }", optimizer: String = "{ sgd: { learningRate: 0.125 } }",
        schedule: String = "constant"
    ) throws -> Spec {
        let yaml = """
            name: dialect
            signals: { family: step, length: 33, amplitude: 5 }
            network: \(network)
            initialization: \(initialization)
            loss: \(loss)
            optimizer: \(optimizer)
            schedule: \(schedule)
            epochs: 50
            precision: float64
            """
        return try Spec(yaml: yaml, source: "fixture")
    }

    /// The same spec, read from what it is written as.
    static func again(_ spec: Spec) throws -> Spec {
        #expect(!spec.yaml.contains("like") && !spec.yaml.contains("call"), "\(spec.yaml)")
        return try Spec(yaml: spec.yaml, source: "resolved")
    }
}
