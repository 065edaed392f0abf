import Testing

@testable import Exchange

@Suite struct SafetensorsStrictnessTests {
    private func entry(_ name: String, _ shape: String, _ begin: Int, _ end: Int, dtype: String = "F32") -> String {
        "\"\(name)\":{\"dtype\":\"\(dtype)\",\"shape\":\(shape),\"data_offsets\":[\(begin),\(end)]}"
    }

    private func refusal(_ entries: String..., data: Int) -> String {
        Samples.refusal(safetensors: Samples.safetensors("{\(entries.joined(separator: ","))}", data: data))
    }

    @Test("The files that these tests alter are accepted unaltered")
    func baseline() {
        #expect(refusal(entry("a", "[2]", 0, 8), entry("b", "[1]", 8, 12), data: 12) == "accepted")
        let message = refusal(entry("a", "[0]", 0, 0), entry("b", "[1]", 0, 4), entry("c", "[0]", 4, 4), data: 4)
        #expect(message == "accepted")
    }

    @Test("Overlapping tensors are refused")
    func overlap() {
        #expect(refusal(entry("a", "[2]", 0, 8), entry("b", "[2]", 4, 12), data: 12).contains("overlaps"))
        #expect(refusal(entry("a", "[2]", 0, 8), entry("b", "[2]", 0, 8), data: 8).contains("overlaps"))
        #expect(refusal(entry("a", "[3]", 0, 12), entry("b", "[1]", 4, 8), data: 12).contains("overlaps"))
        #expect(refusal(entry("a", "[2]", 0, 8), entry("b", "[0]", 4, 4), data: 8).contains("overlaps"))
    }

    @Test("Bytes that belong to no tensor are refused")
    func holes() {
        #expect(refusal(entry("a", "[1]", 0, 4), entry("b", "[1]", 8, 12), data: 12).contains("belong to no tensor"))
        #expect(refusal(entry("a", "[1]", 4, 8), data: 8).contains("belong to no tensor"))
        #expect(refusal(entry("a", "[1]", 0, 4), data: 5).contains("the last 1 bytes belong to no tensor"))
        #expect(refusal(data: 1).contains("belong to no tensor"))
    }

    @Test("Offsets outside the data are refused")
    func outsideOffsets() {
        #expect(refusal(entry("a", "[1]", 0, 4), data: 3).contains("in 3 bytes"))
        #expect(refusal(entry("a", "[1]", 8, 4), data: 8).contains("data_offsets is [8, 4]"))
        #expect(refusal(entry("a", "[1]", -4, 0), data: 4).contains("contains -4"))
        #expect(refusal(entry("a", "[1]", 0, .max), data: 4).contains("in 4 bytes"))
        #expect(refusal(entry("a", "[1]", .max, .max), data: 4) != "accepted")
    }

    @Test("A size that disagrees with the shape is refused")
    func sizes() {
        #expect(refusal(entry("a", "[2]", 0, 4), data: 4).contains("expected 8 bytes"))
        #expect(refusal(entry("a", "[1]", 0, 4, dtype: "F64"), data: 4).contains("expected 8 bytes"))
        #expect(refusal(entry("a", "[]", 0, 0), data: 0).contains("expected 4 bytes"))
        #expect(refusal(entry("a", "[1]", 0, 5), data: 5).contains("expected 4 bytes"))
        #expect(refusal(entry("a", "[1]", 0, 8), data: 8).contains("expected 4 bytes"))
    }

    @Test(
        "Shapes whose size overflows are refused",
        arguments: [
            "[4294967296,4294967296]", "[9223372036854775807,2]", "[4611686018427387904]", "[2305843009213693952]",
            "[4294967296,4294967296,0]", "[0,4294967296,4294967296]", "[9223372036854775807,9223372036854775807]",
        ])
    func overflowingShapes(shape: String) {
        #expect(refusal(entry("a", shape, 0, 0), data: 0).contains("the size of the shape overflows"))
    }

    @Test(
        "Shapes that are not natural numbers are refused",
        arguments: [
            "[-1]", "[1.0]", "[1e0]", "[\"1\"]", "[[1]]", "1", "\"1\"", "{}", "[18446744073709551616]", "[true]",
            "null",
            "[01]", "[-0]", "[1,]",
        ])
    func otherShapes(shape: String) {
        #expect(refusal(entry("a", shape, 0, 4), data: 4) != "accepted")
    }

    @Test("The message names a negative dimension")
    func negativeDimension() {
        #expect(refusal(entry("a", "[2,-1]", 0, 4), data: 4).contains("tensor \"a\": shape contains -1"))
    }

    @Test("Offsets in another form are refused", arguments: ["[0]", "[0,4,4]", "[]", "4", "{}", "[\"0\",4]"])
    func otherOffsets(offsets: String) {
        let header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":\(offsets)}}"
        #expect(Samples.refusal(safetensors: Samples.safetensors(header, data: 4)).contains("tensor \"a\""))
    }

    @Test(
        "Tensors of other element types are listed and not read; their sizes are checked",
        arguments: [
            ("BOOL", 8), ("U8", 8), ("I8", 8), ("F8_E4M3", 8), ("F16", 16), ("BF16", 16), ("I32", 32), ("I64", 64),
            ("U64", 64), ("C64", 64), ("F4", 4), ("F6_E2M3", 6),
        ])
    func unreadTypes(dtype: String, bits: Int) throws {
        let size = bits * 4 / 8
        let header = [entry("a", "[4]", 0, size, dtype: dtype), entry("b", "[1]", size, size + 4)]
        let bytes = Samples.safetensors("{\(header.joined(separator: ","))}", data: size + 4)
        let file = try SafetensorsFile(decoding: bytes, path: "file")
        #expect(file.tensors.map(\.name) == ["b"])
        #expect(file.unread.map(\.name) == ["a"] && file.unread.map(\.dtype) == [dtype])
        #expect(file.unread.map(\.shape) == [[4]])
        let wrong = refusal(entry("a", "[4]", 0, size + 1, dtype: dtype), data: size + 1)
        #expect(wrong.contains("expected \(size) bytes"))
        let half = refusal(entry("a", "[1]", 0, 1, dtype: dtype), data: 1)
        #expect(half.contains("tensor \"a\"") == (bits != 8), "\(half)")
    }

    @Test("The message names an unknown element type", arguments: ["f32", "F32 ", "", "F128", "float"])
    func unknownTypes(dtype: String) {
        #expect(refusal(entry("a", "[1]", 0, 4, dtype: dtype), data: 4).contains("the dtype \"\(dtype)\" is unknown"))
    }

    @Test(
        "A header in another form is refused",
        arguments: [
            #"{"a":{"dtype":"F32","shape":[1]}}"#,
            #"{"a":{"dtype":"F32","data_offsets":[0,4]}}"#,
            #"{"a":{"shape":[1],"data_offsets":[0,4]}}"#,
            #"{"a":{}}"#, #"{"a":[]}"#, #"{"a":"F32"}"#, #"{"a":4}"#,
            #"{"a":{"dtype":32,"shape":[1],"data_offsets":[0,4]}}"#,
            #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"dtype":"F32"}}"#,
            #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
            #"{"__metadata__":{},"__metadata__":{},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
            #"{"__metadata__":{"k":"1","k":"2"},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
            #"{"__metadata__":{"k":1},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
            #"{"__metadata__":{"k":{}},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
            #"{"__metadata__":[],"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
            #"{"__metadata__":"k","a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
            #"{"a":null}"#, #"{"a":{"dtype":"F32","shape":null,"data_offsets":[0,4]}}"#,
            #"{"a":{"dtype":null,"shape":[1],"data_offsets":[0,4]}}"#,
            #"{"__metadata__":null,"__metadata__":null,"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
            #"{"__metadata__":{"k":null},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
            #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"z":1}"#,
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}} \u{0}",
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}\u{B}",
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}\u{A0}",
        ])
    func otherHeaders(header: String) {
        #expect(Samples.refusal(safetensors: Samples.safetensors(header, data: 4)) != "accepted")
    }

    /// Each was given to safetensors 0.8.0 for Python: it reads the first list, and refuses the second.
    @Test("A field that the format does not know is skipped where its value is JSON")
    func unknownFields() throws {
        func header(_ field: String) -> String {
            #"{"a":{"dtype":"F32",\#(field),"shape":[1],"data_offsets":[0,4]}}"#
        }
        func nested(_ depth: Int) -> String {
            #""x":"# + String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        for field in [
            #""x":1"#, #""x":1.5"#, #""x":-1e-3"#, #""x":1E+5"#, #""x":-0"#, #""x":123456789012345678901234567890"#,
            #""x":true"#, #""x":false"#, #""x":null"#, #""x":"y\u00e9""#, #""x":{"a":[1,{}]}"#, "\"\":0", nested(100),
            nested(125),
        ] {
            let file = try SafetensorsFile(decoding: Samples.safetensors(header(field), data: 4), path: "x")
            #expect(file.tensor(named: "a")?.shape == [1], "\(field)")
        }
        for field in [
            #""x":nul"#, #""x":NaN"#, #""x":01"#, #""x":1."#, #""x":.5"#, #""x":1e"#, #""x":1e400"#, #""x":"\ud800""#,
            #""x":tru"#, #""x":"#, nested(126), nested(200_000),
        ] {
            #expect(
                Samples.refusal(safetensors: Samples.safetensors(header(field), data: 4)) != "accepted", "\(field)")
        }
    }

    @Test("White space around the header is padding, null metadata are none, and data need no alignment")
    func otherWriters() throws {
        let entries = #""a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}"#
        for header in [
            "{\(entries)}\n", "{\(entries)}\t\r\n ", " \n{\(entries)}", "{\"__metadata__\":null,\(entries)}",
        ] {
            let file = try SafetensorsFile(decoding: Samples.safetensors(header, data: 4), path: "x")
            #expect(file.tensors.map(\.name) == ["a"] && file.metadata.isEmpty, "\(header)")
        }
        // The header that mlx 0.32.4 writes for a small network.
        let mlx = #"""
            {"__metadata__":null,"layers.0.bias":{"data_offsets":[288,320],"dtype":"F32","shape":[8]},\#
            "layers.0.weight":{"data_offsets":[320,352],"dtype":"F32","shape":[8,1]},\#
            "layers.2.bias":{"data_offsets":[0,32],"dtype":"F32","shape":[8]},\#
            "layers.2.weight":{"data_offsets":[32,288],"dtype":"F32","shape":[8,8]}}
            """#
        let file = try SafetensorsFile(decoding: Samples.safetensors(mlx, data: 352), path: "x")
        #expect(file.tensors.map(\.tensor.shape) == [[8], [8, 1], [8], [8, 8]])
    }

    @Test("A header length over the limit or the file's size is refused")
    func headerLengths() {
        for length in [100_000_001, UInt64(Int.max), UInt64(Int.max) + 1, .max] {
            let bytes = Samples.length(length, bytes: 8) + Array("{}".utf8)
            #expect(
                Samples.refusal(safetensors: bytes).contains(
                    "a safetensors file, whose header has at most 100000000 bytes"))
        }
        for length: UInt64 in [3, 100_000_000] {
            let bytes = Samples.length(length, bytes: 8) + Array("{}".utf8)
            #expect(Samples.refusal(safetensors: bytes).contains("but 2 follow"))
        }
        #expect(Samples.refusal(safetensors: Samples.length(0, bytes: 8)).contains("does not begin with \"{\""))
        #expect(Samples.refusal(safetensors: []).contains("the file has 0 bytes"))
    }

    @Test("Deep nesting is refused")
    func deepNesting() {
        let deep = "{\"a\":" + String(repeating: "[", count: 100_000)
        #expect(Samples.refusal(safetensors: Samples.safetensors(deep)).contains("nested too deeply"))
    }

    @Test("A message about a hostile name is one short line")
    func hostileNames() {
        let name = String(repeating: "\\n", count: 5000)
        let message = refusal(entry(name, "[1]", 0, 8), data: 8)
        #expect(!message.contains("\n"))
        #expect(message.count < 1000)
    }
}
