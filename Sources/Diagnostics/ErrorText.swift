internal import Foundation

/// Any error in a sentence for a person.
///
/// An ``InputError`` says itself what is wrong. The errors of Foundation do not: their descriptions name domains and
/// codes, and their localized texts leave out the reason on Linux. Their reason is that of the operating system, which
/// they carry inside.
public enum ErrorText {
    /// One line about an error: its own words, or the reason that the operating system gives.
    public static func sentence(_ error: any Error) -> String {
        if let error = error as? any InputError { return error.description }
        if error is DecodingError || error is EncodingError { return "a record cannot be read or written as JSON" }
        return isForeign(error) ? reason(error) : "\(error)"
    }

    /// Why the operating system refused something: "Permission denied", "No space left on device".
    ///
    /// - Parameter error: an error of Foundation, such as `FileManager` and `Process` throw.
    /// - Returns: the text of its `errno`, or what its code says; never a name of a type or of a domain.
    public static func reason(_ error: any Error) -> String {
        var next: NSError? = error as NSError
        // An error that carries itself would have no end.
        for _ in 0..<8 {
            guard let current = next else { break }
            if current.domain == NSPOSIXErrorDomain, let code = Int32(exactly: current.code), code != 0 {
                return String(cString: strerror(code))
            }
            next = (current.userInfo[NSUnderlyingErrorKey] as? any Error).map { $0 as NSError }
        }
        let code = (error as NSError).code
        guard let number = systemCodes[code] else { return "the system does not say why (code \(code))" }
        return String(cString: strerror(number))
    }

    /// The `errno` that some codes of Foundation stand for.
    private static let systemCodes: [Int: Int32] = [
        CocoaError.fileNoSuchFile.rawValue: ENOENT, CocoaError.fileReadNoSuchFile.rawValue: ENOENT,
        CocoaError.fileReadNoPermission.rawValue: EACCES, CocoaError.fileWriteNoPermission.rawValue: EACCES,
        CocoaError.fileWriteFileExists.rawValue: EEXIST, CocoaError.fileWriteOutOfSpace.rawValue: ENOSPC,
        CocoaError.fileWriteVolumeReadOnly.rawValue: EROFS, CocoaError.fileReadInvalidFileName.rawValue: EINVAL,
        CocoaError.fileWriteInvalidFileName.rawValue: EINVAL, CocoaError.fileReadTooLarge.rawValue: EFBIG,
    ]

    /// Whether an error comes from the system's libraries, whose descriptions are for programmers.
    private static func isForeign(_ error: any Error) -> Bool {
        let type = String(reflecting: Swift.type(of: error))
        return ["Foundation", "Swift.", "__C."].contains { type.hasPrefix($0) }
    }
}
