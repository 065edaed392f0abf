/// Why the elements of a NumPy array are not read as numbers, and what to do about it in NumPy.
struct UnreadNumPyType {
    let problem: String
    let expected: String

    /// What `descr` says where it is a string.
    init(_ descr: String) {
        let quoted = ExchangeError.quote(descr)
        let code = descr.first.map { "<>|=".contains($0) ? descr.dropFirst() : descr[...] } ?? ""
        let size = String(code.dropFirst())
        switch code.first {
        case "c":
            problem = "the elements are complex numbers (\(quoted))"
            expected = "real numbers: save a.real and a.imag as two arrays"
        case "f" where ["10", "12", "16"].contains(size):
            problem = "the elements are long doubles (\(quoted)), whose form depends on the processor"
            expected = "float64 or float32: save a.astype(\"float64\")"
        case "O":
            problem = "the elements are Python objects (\(quoted)), stored as a pickle, which is never run here"
            expected = "numbers: save a.astype(\"float64\") of an array whose rows have equal lengths"
        case "U", "S", "a", "T":
            problem = "the elements are text (\(quoted))"
            expected = "numbers: save a.astype(\"float64\"), or numpy.unique(a, return_inverse=True)[1] for classes"
        case "M":
            problem = "the elements are dates (\(quoted))"
            expected = "numbers: save (a - a[0]) / numpy.timedelta64(1, \"s\")"
        case "m":
            problem = "the elements are durations (\(quoted))"
            expected = "numbers: save a / numpy.timedelta64(1, \"s\")"
        case "V":
            problem = "the elements are raw bytes (\(quoted)), as NumPy writes bfloat16 and other foreign types"
            expected = "numbers: save a.astype(\"float32\")"
        default:
            problem = "the element type \(quoted) is unknown"
            expected = "b1, i1 to i8, u1 to u8, or f2 to f8, after < or > for the byte order, or | for single bytes"
        }
    }

    /// Elements whose `descr` is not a string; `text` is what follows in the header.
    init(fields text: String) {
        let quoted = ExchangeError.quote(text.firstIndex(of: "]").map { String(text[...$0]) } ?? text)
        if text.hasPrefix("[") {
            problem = "the elements are records with named fields: \(quoted)"
            expected = "numbers: save each field as an array of its own, as a[\"x\"]"
        } else {
            problem = "descr is not a string, so the elements are not plain numbers: \(quoted)"
            expected = "an element type such as '<f8'"
        }
    }
}
