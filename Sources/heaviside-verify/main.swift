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
                 2  something that it says is not so
                 64 a file cannot be read or is not in its form, or wrong usage
    """

func refuse(_ reason: String) -> Never {
    let message = Array("heaviside-verify: \(reason)\n".utf8)
    _ = write(2, message, message.count)
    exit(64)
}

/// The bytes of a file, or one more than a file may have.
func contents(of path: String) -> [UInt8] {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { refuse("\(path): \(String(cString: strerror(errno)))") }
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

let arguments = CommandLine.arguments.dropFirst()
if arguments.contains("--help") || arguments.contains("-h") {
    print(help)
    exit(0)
}
guard arguments.count == 2, let certificate = arguments.first, let model = arguments.last else {
    refuse("\(arguments.count) arguments are not a certificate and a model file; see heaviside-verify --help")
}
switch CertificateCheck.verdict(certificate: contents(of: certificate), model: contents(of: model)) {
case .valid(let lines):
    for line in lines { print("valid: \(line)") }
case .invalid(let reason):
    print("invalid: \(reason)")
    exit(2)
case .unreadable(let reason):
    refuse(reason)
}
