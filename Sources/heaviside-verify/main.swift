import CertificateChecker

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

let help = """
    heaviside-verify study.certificate.json model.safetensors
    heaviside-verify certificates/step-129.json runs/last/model.safetensors

    Checks a certificate against a model file, in exact arithmetic. Nothing in the certificate is trusted.

    usage: heaviside-verify CERTIFICATE MODEL

    exit status: 0  everything that the certificate says is true
                 1  standard output cannot be written
                 2  something that it says is not so
                 64 a file cannot be read or is not in its form, or wrong usage
    """

/// The reason on one line, cut where a name or a number of the file makes it too long to read; DEL, the one control
/// character that a name of the file may have, becomes a question mark.
func shortened(_ reason: String) -> String {
    let text = String(reason.prefix(1000).map { $0 == "\u{7F}" ? "?" : $0 })
    return reason.utf8.count > 1000 ? text + "…" : text
}

func refuse(_ reason: String) -> Never {
    let message = Array("heaviside-verify: \(shortened(reason))\n".utf8)
    _ = write(2, message, message.count)
    exit(64)
}

/// Writes lines to standard output; ends the program with status 1 where it cannot be written.
func say(_ lines: [String]) {
    var message = Array((lines.joined(separator: "\n") + "\n").utf8)[...]
    while !message.isEmpty {
        let count = message.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else {
            let reason = Array("heaviside-verify: standard output: \(String(cString: strerror(errno)))\n".utf8)
            _ = write(2, reason, reason.count)
            exit(1)
        }
        message = message.dropFirst(count)
    }
}

let certificateWords = "a certificate, which 'heaviside certify' writes, such as certificate.json in a run's folder"
let modelWords = "the model that the certificate is about, such as model.safetensors in a run's folder"

/// The bytes of a file, or one more than a file may have; for another thing, what is expected.
func contents(of path: String, expected: String) -> [UInt8] {
    // Opens without waiting for a process at the other end of a pipe.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK)
    guard descriptor >= 0 else { refuse("\(path): \(String(cString: strerror(errno))): expected \(expected)") }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
        let isFolder = status.st_mode & S_IFMT == S_IFDIR
        refuse("\(path): this is \(isFolder ? "a folder" : "not a file"): expected \(expected)")
    }
    defer { close(descriptor) }
    return [UInt8](unsafeUninitializedCapacity: CertificateCheck.mostBytes + 1) { buffer, count in
        while let start = buffer.baseAddress, count < buffer.count {
            let got = read(descriptor, start + count, buffer.count - count)
            guard got >= 0 else { refuse("\(path): \(String(cString: strerror(errno)))") }
            if got == 0 { return }
            count += got
        }
    }
}

/// Whether a file begins as a model does: with the length of its header, in eight bytes.
func isModel(_ bytes: [UInt8]) -> Bool { bytes.dropFirst(4).starts(with: [0, 0, 0, 0, UInt8(ascii: "{")]) }

/// Whether a file names the form of certificates.
func isCertificate(_ bytes: [UInt8]) -> Bool {
    let name = Array("heaviside-certificate-".utf8)
    return bytes.indices.contains { bytes[$0] == name[0] && bytes[$0...].starts(with: name) }
}

/// What a file is, by its first bytes.
func kind(_ bytes: [UInt8]) -> String {
    func begins(_ start: [UInt8]) -> Bool { bytes.starts(with: start) }
    if bytes.isEmpty { return "an empty file" }
    if isModel(bytes) { return "a model (safetensors)" }
    if isCertificate(bytes) { return "a certificate" }
    if begins([0x93] + Array("NUMPY".utf8)) { return "a NumPy array (.npy)" }
    if begins(Array("PK".utf8)) { return "a ZIP archive, such as .npz or PyTorch's .pt" }
    if begins([0x89] + Array("HDF".utf8)) { return "an HDF5 file" }
    if begins([0x80]) { return "a Python pickle" }
    if begins([0x1F, 0x8B]) { return "a gzip file" }
    guard let first = bytes.first(where: { $0 > 32 }) else { return "an empty text" }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { return "another JSON text" }
    return bytes.prefix(512).allSatisfy { (9...13).contains($0) || (32...126).contains($0) } ? "a text" : "another file"
}

// A file that may not grow is an error of standard output, and not the end of the program.
signal(SIGXFSZ, SIG_IGN)
let arguments = CommandLine.arguments.dropFirst()
if arguments.contains("--help") || arguments.contains("-h") {
    say([help])
    exit(0)
}
guard arguments.count == 2, let certificate = arguments.first, let model = arguments.last else {
    let found = arguments.count == 1 ? "1 argument" : "\(arguments.count) arguments"
    refuse("\(found): expected two, a certificate and its model; see heaviside-verify --help")
}
let first = contents(of: certificate, expected: certificateWords)
let second = contents(of: model, expected: modelWords)
if isModel(first), !isModel(second) {
    refuse("\(certificate) is a model: expected the certificate first, then its model")
}
switch CertificateCheck.verdict(certificate: first, model: second) {
case .valid(let lines):
    say(lines.map { "valid: \($0)" })
case .invalid(let reason):
    say(["invalid: \(shortened(reason))"])
    exit(2)
case .unreadable where !isCertificate(first):
    refuse("\(certificate) is \(kind(first)): expected \(certificateWords)")
case .unreadable where !isModel(second):
    refuse("\(model) is \(kind(second)): expected \(modelWords)")
case .unreadable(let reason):
    refuse(reason)
}
