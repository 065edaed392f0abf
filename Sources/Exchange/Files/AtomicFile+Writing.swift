import Foundation

extension AtomicFile {
    /// One attempt to write some bytes: the number written, or a negative number and the value of `errno`.
    typealias WriteCall = (_ descriptor: CInt, _ bytes: UnsafeRawBufferPointer) -> (count: Int, code: CInt)

    /// Calls the system's `write`.
    static func systemWrite(_ descriptor: CInt, _ bytes: UnsafeRawBufferPointer) -> (count: Int, code: CInt) {
        let count = writeBytes(descriptor, bytes)
        return (count, count < 0 ? errno : 0)
    }

    /// Writes a file as `write(_:to:)` does; tests replace the system call by one that fails.
    static func write(_ bytes: [UInt8], to path: String, using call: WriteCall) throws(ExchangeError) {
        let target = try resolve(path)
        let (descriptor, temporary) = try openTemporary(in: target.folder, path: path)
        let failure =
            fill(descriptor, with: bytes, permissions: target.permissions, using: call)
            ?? publish(temporary, as: target.path)
        if let failure {
            _ = unlink(temporary)
            throw .system(
                path: path, action: failure.action, code: failure.code, expected: "a writable place with enough room")
        }
        try Folder.flush(target.folder)
    }

    /// Writes all bytes, and continues after an interruption and after a call that accepted only some of them.
    ///
    /// - Returns: 0, or the value of `errno`.
    static func writeAll(_ bytes: [UInt8], to descriptor: CInt, using call: WriteCall) -> CInt {
        bytes.withUnsafeBytes { buffer in
            var written = 0
            while written < buffer.count {
                let (count, code) = call(descriptor, UnsafeRawBufferPointer(rebasing: buffer[written...]))
                if count < 0 {
                    if code == EINTR { continue }
                    return code
                }
                // A call that accepts nothing would otherwise be repeated for ever.
                if count == 0 { return EIO }
                written += count
            }
            return 0
        }
    }

    private struct Target {
        let path: String
        let folder: String
        let permissions: mode_t?
    }

    private struct Failure {
        let action: String
        let code: CInt
    }

    /// Follows symbolic links to the file to replace, and rejects anything that is not a regular file.
    private static func resolve(_ path: String) throws(ExchangeError) -> Target {
        try checkSpelling(path)
        let expected = "a file in an existing, writable folder"
        var status = stat()
        if stat(path, &status) == 0 {
            try checkRegular(status, path: path)
            guard let real = realpath(path, nil) else {
                throw .system(path: path, action: "resolve the path", code: errno, expected: expected)
            }
            defer { free(real) }
            let resolved = String(cString: real)
            return Target(path: resolved, folder: folder(of: resolved), permissions: status.st_mode & 0o777)
        }
        let code = errno
        guard code == ENOENT, path.utf8.last != UInt8(ascii: "/") else {
            throw .system(path: path, action: "write the file", code: code, expected: expected)
        }
        guard lstat(path, &status) != 0 else {
            throw ExchangeError(
                path: path, location: nil, problem: "it is a symbolic link whose target does not exist",
                expected: expected)
        }
        return Target(path: path, folder: folder(of: path), permissions: nil)
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.utf8.startIndex ? "/" : String(Substring(path.utf8[..<slash]))
    }

    private static func openTemporary(
        in folder: String, path: String
    ) throws(ExchangeError) -> (descriptor: CInt, temporary: String) {
        var code = EEXIST
        for _ in 0..<16 where code == EEXIST {
            let name = temporaryPrefix + String(UInt64.random(in: 0 ... .max), radix: 16) + temporarySuffix
            let temporary = "\(folder)/\(name)"
            let descriptor = openFile(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode: 0o666)
            if descriptor >= 0 { return (descriptor, temporary) }
            code = errno
        }
        throw .system(
            path: path, action: "create a file in its folder", code: code, expected: "an existing, writable folder")
    }

    /// Fills, flushes and closes the temporary file. The descriptor is closed in every case.
    private static func fill(
        _ descriptor: CInt, with bytes: [UInt8], permissions: mode_t?, using call: WriteCall
    ) -> Failure? {
        var failure: Failure?
        if let permissions, fchmod(descriptor, permissions) != 0 {
            failure = Failure(action: "set the permissions", code: errno)
        }
        if failure == nil {
            let code = writeAll(bytes, to: descriptor, using: call)
            if code != 0 { failure = Failure(action: "write the file", code: code) }
        }
        if failure == nil {
            let code = flush(descriptor)
            if code != 0 { failure = Failure(action: "flush the file to the disk", code: code) }
        }
        // On Linux the descriptor is gone even when closing is interrupted, and the bytes are already on the disk.
        if close(descriptor) != 0, errno != EINTR, failure == nil {
            failure = Failure(action: "close the file", code: errno)
        }
        return failure
    }

    private static func publish(_ temporary: String, as path: String) -> Failure? {
        rename(temporary, path) == 0 ? nil : Failure(action: "put the file in place", code: errno)
    }

    /// Waits until a file is on the disk.
    ///
    /// - Returns: 0, or the value of `errno`.
    static func flush(_ descriptor: CInt) -> CInt {
        while fsync(descriptor) != 0 {
            if errno != EINTR { return errno }
        }
        return 0
    }
}

private func writeBytes(_ descriptor: CInt, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(descriptor, bytes.baseAddress, bytes.count)
}
