import TestFixtures
import Testing

@testable import Exchange

@Suite struct DataFileTests {
    @Test("Every array that NumPy, pandas and safetensors wrote has the values that they say")
    func values() throws {
        var count = 0
        for (file, arrays) in try DataFixture.expected() {
            let data = try DataFile(DataFixture.path(file))
            for (name, expected) in arrays {
                let array = try data.array(named: name)
                #expect(array.kind.rawValue == expected.kind, "\(file) \(name)")
                #expect(array.shape == expected.shape, "\(file) \(name)")
                #expect(array.values.map { DataFixture.bits($0) } == expected.bits, "\(file) \(name)")
                let summary = try data.summary(of: name)
                #expect(summary.kind == array.kind && summary.shape == array.shape && summary.refusal == nil)
                let finite = array.values.filter { $0.isFinite }
                #expect(summary.minimum == finite.min() && summary.maximum == finite.max(), "\(file) \(name)")
                #expect(summary.nanCount == array.values.filter { $0.isNaN }.count)
                #expect(summary.infinityCount == array.values.filter { $0.isInfinite }.count)
                count += 1
            }
        }
        #expect(count == 124)
    }

    @Test("The names are those of NumPy, in the order of the file")
    func names() throws {
        func names(_ file: String) throws -> [String] { try DataFile(DataFixture.path(file)).names }
        #expect(
            try names("views.npz")
                == ["transposed", "permuted", "strided", "column", "rank8", "é/b", "", "a.npy", "masked"])
        #expect(try names("frame.npy") == [""])
        #expect(try names("piped.npz") == ["x"])
        #expect(try names("frame.csv") == ["theta", "x", "label", "on", "name"])
        #expect(try names("frame-index.csv").first == "")
        let formats = try ["types.npz", "frame.npy", "frame.csv", "tensors.safetensors"].map {
            try DataFile(DataFixture.path($0)).format
        }
        #expect(formats == [.numPyArchive, .numPyArray, .table, .safetensors])
    }

    @Test("A name may be left out where there is one array, and may end in .npy")
    func leftOut() throws {
        #expect(try DataFile(DataFixture.path("piped.npz")).array().shape == [2, 3, 4])
        #expect(try DataFile(DataFixture.path("frame.npy")).array().shape == [3, 2])
        #expect(try DataFile(DataFixture.path("zip64.npz")).array(named: "y.npy").shape == [3, 4])
        let error = Samples.failure { _ = try DataFile(DataFixture.path("zip64.npz")).array() }
        #expect(error?.problem == "the file holds 2 arrays")
        #expect(error?.expected == "the name of one of them: \"x\", \"y\"")
    }

    @Test("A name is looked for as it is, and then without .npy")
    func suffix() throws {
        var sample = ZipSample.arrays("a.npy", "a.npy.npy", "b.npy")
        sample.members[1].data = Samples.npy("{'descr': '|u1', 'fortran_order': False, 'shape': (3,), }\n", data: 3)
        let file = try DataFixture.open(sample.bytes)
        #expect(file.names == ["a", "a.npy", "b"])
        #expect(
            try ["a", "a.npy", "a.npy.npy", "b.npy"].map { try file.array(named: $0).shape } == [[2], [3], [3], [2]])
        #expect(Samples.failure { _ = try file.array(named: "b.npy.npy") } != nil)
    }

    @Test("A byte of a truth value that is neither 0 nor 1 is refused with its index")
    func truthBytes() {
        let header = "{'descr': '|b1', 'fortran_order': True, 'shape': (2, 2), }\n"
        let message = DataFixture.refusal(Samples.npy(header) + [0, 1, 2, 1], as: "a.npy")
        #expect(
            message.contains("a.npy: value [0, 1]: the byte 2 is neither 0, false, nor 1, true; expected bytes of 0"))
    }

    @Test("A missing name is answered with the nearest")
    func missing() throws {
        func refusal(_ file: String, _ name: String) -> String {
            Samples.failure { _ = try DataFile(DataFixture.path(file)).array(named: name) }?.description ?? "accepted"
        }
        #expect(
            refusal("views.npz", "transpose").contains(
                "there is no array \"transpose\"; expected \"transposed\", or another one of \"transposed\", "))
        #expect(refusal("frame.csv", "thet").contains("there is no column \"thet\"; expected \"theta\", or another"))
        #expect(refusal("frame.npy", "x").contains("expected no name, since a .npy file holds one array"))
        #expect(refusal("types.npz", "x").contains("… (42 in all)"))
    }

    @Test("The last axis of an array in Fortran order varies fastest once it is read")
    func largeFortran() throws {
        let file = try DataFile(DataFixture.path("big.npz"))
        let (c, f) = (try file.array(named: "c"), try file.array(named: "f"))
        #expect(c == f)
        #expect(c.shape == [100, 1000])
        #expect(c.values.enumerated().allSatisfy { $1 == Double($0 % 1000) })
    }

    @Test("Columns of a table are read one by one, as a matrix, and by a range")
    func columns() throws {
        let file = try DataFile(DataFixture.path("frame.csv"))
        #expect(try file.matrix(columns: ["label", "theta"]).values == [3, 0.1, 1, 0.25, 2, 1e-300])
        #expect(try file.matrix(columns: ["label", "on"]).kind == .decimal)
        #expect(try file.matrix(columns: ["on"]) == NumericArray(shape: [3, 1], values: [1, 0, 1], kind: .bool))
        #expect(try file.names(from: "x", through: "on") == ["x", "label", "on"])
        #expect(Samples.failure { _ = try file.names(from: "on", through: "x") }?.problem == "\"on\" comes after \"x\"")
        #expect(
            Samples.failure { _ = try file.names(from: "x", through: "lable") }?.expected?.hasPrefix("\"label\"")
                == true)
        let text = Samples.failure { _ = try file.array() }
        #expect(text?.location == "line 2, column 5 \"name\"" && text?.problem == "\"a\" is not a number")
        let index = Samples.failure { _ = try DataFile(DataFixture.path("frame-index.csv")).array() }
        #expect(index?.problem == "the column has no name, as the row numbers that pandas writes")
        #expect(try DataFile(DataFixture.path("savetxt.csv")).array().shape == [2, 2])
        let other = Samples.failure { _ = try DataFile(DataFixture.path("frame.npy")).matrix(columns: ["a"]) }
        #expect(other?.problem == "columns are asked for in a .npy file")
        #expect(Samples.failure { _ = try file.matrix(columns: []) }?.problem == "no column is asked for")
    }

    @Test("A summary says where an array is NaN or infinite, in the indices of its shape")
    func places() throws {
        let file = try DataFile(DataFixture.path("types.npz"))
        for memory in ["C", "F"] {
            let summary = try file.summary(of: "float32.little.\(memory)")
            #expect(summary.firstNaN == [1, 2] && summary.firstInfinity == [1, 1])
            #expect(summary.nanCount == 1 && summary.infinityCount == 1 && summary.count == 6)
            #expect(try file.array(named: "float32.little.\(memory)").firstNonFinite == [1, 1])
        }
        #expect(try file.array(named: "int8.byte.C").firstNonFinite == nil)
    }

    @Test("What is no data is refused by name, with what to do in NumPy")
    func refused() throws {
        let file = try DataFile(DataFixture.path("refused.npz"))
        let sentences = [
            "complex64": ["complex numbers (\"<c8\")", "save a.real and a.imag as two arrays"],
            "complex128": ["complex numbers (\"<c16\")", "two arrays"],
            "records": ["records with named fields: \"[('x', '<f8'), ('y', '<i4')]\"", "save each field"],
            "unicode": ["the elements are text (\"<U2\")", "numpy.unique"],
            "bytes": ["the elements are text (\"|S1\")", "numpy.unique"],
            "objects": ["Python objects (\"|O\"), stored as a pickle, which is never run", "a.astype(\"float64\")"],
            "longdouble": ["long doubles (\"<f16\")", "save a.astype(\"float64\")"],
            "dates": ["dates (\"<M8[D]\")", "numpy.timedelta64(1, \"s\")"],
            "durations": ["durations (\"<m8[D]\")", "a / numpy.timedelta64(1, \"s\")"],
            "bfloat16": ["raw bytes (\"<V2\"), as NumPy writes bfloat16", "a.astype(\"float32\")"],
            "void": ["raw bytes (\"|V3\")", "a.astype(\"float32\")"],
            "rank9": ["shape: the array has 9 dimensions", "at most 8"],
            "scalar": ["shape (): the array is a single number", "numpy.atleast_1d"],
            "empty": ["shape [0, 3]: the array is empty", "no dimension of 0"],
        ]
        for (name, parts) in sentences {
            let message = Samples.failure { _ = try file.array(named: name) }?.description ?? "accepted"
            #expect(message.contains("refused.npz: member \"\(name).npy\", "), "\(message)")
            for part in parts { #expect(message.contains(part), "\(message)") }
        }
        #expect(file.names.count == sentences.count + 1)
        #expect(try file.array(named: "fine").values == [0, 1, 2])
        let mixed = Samples.failure { _ = try DataFile(DataFixture.path("mixed-frame.npy")).array() }
        #expect(mixed?.problem.contains("stored as a pickle") == true)
    }

    @Test("A summary lists scalars and empty arrays, and says why they are no data")
    func summaries() throws {
        let file = try DataFile(DataFixture.path("refused.npz"))
        let scalar = try file.summary(of: "scalar")
        #expect(scalar.shape == [] && scalar.minimum == 5 && scalar.count == 1)
        #expect(scalar.refusal?.problem.contains("single number") == true)
        let empty = try file.summary(of: "empty")
        #expect(empty.shape == [0, 3] && empty.minimum == nil && empty.count == 0)
        #expect(empty.refusal?.problem == "the array is empty")
        #expect(Samples.failure { _ = try file.summary(of: "dates") } != nil)
        #expect(try DataFile(DataFixture.path("tensors.safetensors")).summary(of: "scalar").refusal != nil)
    }

    @Test("An integer that no Double equals is refused by its index")
    func integers() throws {
        let file = try DataFile(DataFixture.path("beyond.npz"))
        let error = Samples.failure { _ = try file.array(named: "signed") }
        #expect(error?.location == "member \"signed.npy\", value [1, 1]")
        #expect(error?.problem == "the integer -9007199254740993 is no float64")
        #expect(error?.expected?.contains("integers up to 2^53") == true)
        let last = Samples.failure { _ = try file.array(named: "unsigned") }
        #expect(last?.problem == "the integer 18446744073709551615 is no float64")
        let summary = try file.summary(of: "signed")
        #expect(summary.refusal?.location == "member \"signed.npy\", value [1, 1]" && summary.maximum == 0x1p63)
    }

    @Test("Places beyond the first block of a file are right")
    func laterBlocks() throws {
        let count = 100 * 300
        func file(_ kind: String, _ last: (Int) -> UInt64) -> [UInt8] {
            let header = "{'descr': '<\(kind)', 'fortran_order': True, 'shape': (100, 300), }\n"
            return Samples.npy(header) + (0..<count).flatMap { Samples.length(last($0), bytes: 8) }
        }
        // Element 20,034 in the order of the file is [34, 200].
        let integers = file("i8") { $0 == 20_034 ? 1 << 53 + 1 : 7 }
        #expect(DataFixture.refusal(integers, as: "a.npy").contains("value [34, 200]: the integer 9007199254740993"))
        let floats = file("f8") { ($0 == 20_034 ? Double.nan : $0 == 29_999 ? -Double.infinity : -1).bitPattern }
        let summary = try DataFixture.open(floats, as: "a.npy").summary(of: "")
        #expect(summary.firstNaN == [34, 200] && summary.firstInfinity == [99, 299])
        #expect(summary.minimum == -1 && summary.maximum == -1)
    }

    @Test("Tensors of types that are not read are refused by name")
    func tensors() throws {
        let file = try DataFile(DataFixture.path("tensors.safetensors"))
        for (name, dtype) in [("C64", "C64"), ("F8", "F8_E4M3")] {
            let error = Samples.failure { _ = try file.array(named: name) }
            #expect(error?.location == "tensor \"\(name)\", dtype" && error?.problem == "its type is \(dtype)")
        }
        #expect(Samples.failure { _ = try file.array(named: "scalar") }?.location == "tensor \"scalar\", shape ()")
    }

    @Test("A file of another format is named")
    func formats() {
        func refusal(_ bytes: [UInt8], _ name: String = "x.dat") -> String { DataFixture.refusal(bytes, as: name) }
        #expect(
            refusal(Array("PAR1".utf8)).contains("it is a Parquet file; expected a .npy, .npz, .csv or .safetensors"))
        #expect(refusal([0x80, 0x04, 0x95, 0x10]).contains("what torch.load(\"x.dat\") gives"))
        #expect(refusal([0xFF, 0xFE, 0x61, 0]).contains("text in UTF-16"))
        #expect(refusal(Array("PK\u{3}\u{4}".utf8) + [UInt8](repeating: 0, count: 30)).contains("it is a ZIP archive"))
        #expect(refusal([1, 2, 0, 3]).contains("neither text nor of a format that is known"))
        #expect(refusal([]).contains("the file is empty"))
        #expect(refusal(Array("{\"a\": 1}".utf8)).contains("it is a JSON text"))
        #expect(refusal(Array("a,b\n".utf8)).contains("the table has a header and no row"))
        #expect(refusal(Array("a,b\n1,2".utf8)) == "accepted")
    }

    @Test("A file over the limit is refused before it is read")
    func largeFile() throws {
        let folder = try TemporaryFolder()
        for (name, size, words) in [
            ("large.npy", 3 << 30, "the file has 3,221,225,472 bytes; expected at most 2,147,483,648 bytes"),
            ("large.csv", 600 << 20, "the table has 629,145,600 bytes"),
        ] {
            try AtomicFile.write(Array(String(repeating: "a,b\n", count: 200).utf8), to: folder.path(name))
            #expect(SparseFile.extend(folder.path(name), to: size))
            let message = Samples.failure { _ = try DataFile(folder.path(name)) }?.description ?? "accepted"
            #expect(message.contains(words), "\(message)")
        }
    }

    @Test("An array of more than 512 MiB is refused by its shape, before its values are read")
    func largeArray() throws {
        let folder = try TemporaryFolder()
        let header = "{'descr': '|u1', 'fortran_order': False, 'shape': (67108865,), }\n"
        try AtomicFile.write(Samples.npy(header), to: folder.path("a.npy"))
        #expect(SparseFile.extend(folder.path("a.npy"), to: 10 + header.utf8.count + 67_108_865))
        let error = Samples.failure { _ = try DataFile(folder.path("a.npy")).array() }
        #expect(error?.problem == "the array has 67,108,865 values")
        #expect(error?.expected == "at most 67,108,864 (512 MiB of float64)")
    }

    @Test("Two arrays in one .npy file are refused with what would be right")
    func twoArrays() throws {
        let bytes = try DataFixture.bytes("frame.npy")
        let message = DataFixture.refusal(bytes + bytes, as: "a.npy")
        #expect(message.contains("the file goes on for 176 bytes after the array, as where numpy.save was"))
        #expect(message.contains("numpy.savez"))
        #expect(DataFixture.refusal(bytes + [0], as: "a.npy").contains("the file goes on for 1 byte after the array"))
    }
}
