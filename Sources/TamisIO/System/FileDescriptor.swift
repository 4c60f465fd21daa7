// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// An error number of the system.
struct SystemError: Error, Equatable {
  let number: Int32

  /// The error that the last failed call of this thread left.
  static var last: SystemError { SystemError(number: errno) }

  /// A file is not the one that it was: no error of the system, which has no number for it.
  static let changed = SystemError(number: -1)

  /// Whether a name is in use, or that of a folder above is a file's.
  var isTakenName: Bool { number == EEXIST || number == ENOTDIR || number == EISDIR }

  /// Whether the reader of a pipe has gone.
  var isBrokenPipe: Bool { number == EPIPE }

  /// The system's words for it, such as "No such file or directory".
  var text: String {
    guard let words = strerror(number) else { return "error \(number)" }
    return String(cString: words)
  }
}

/// An open file, closed when its owner goes.
struct FileDescriptor: ~Copyable {
  let number: Int32
  private let isOwned: Bool

  /// Takes a descriptor; `owned` ones are closed in the end.
  init(_ number: Int32, owned: Bool) {
    self.number = number
    isOwned = owned
  }

  /// Opens a file for reading.
  init(reading path: String) throws(SystemError) {
    self.init(try Self.open(path, O_RDONLY), owned: true)
  }

  /// Opens a device or pipe for writing.
  init(writing path: String) throws(SystemError) {
    self.init(try Self.open(path, O_WRONLY), owned: true)
  }

  /// Creates a file that must not exist, for writing and reading.
  init(creating path: String, permissions: UInt16 = 0o666) throws(SystemError) {
    self.init(try Self.open(path, O_RDWR | O_CREAT | O_EXCL, permissions), owned: true)
  }

  deinit { if isOwned { close(number) } }

  private static func open(
    _ path: String, _ flags: Int32, _ permissions: UInt16 = 0
  ) throws(SystemError) -> Int32 {
    while true {
      let number = systemOpen(path, flags | O_CLOEXEC, mode_t(permissions))
      if number >= 0 { return number }
      if errno != EINTR { throw .last }
    }
  }

  /// Reads what is there, at least one byte; 0 is the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int {
    while true {
      let count = systemRead(number, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      if errno != EINTR { throw .last }
    }
  }

  /// The same at a place of its own, so that several readers can share the descriptor.
  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(SystemError) -> Int {
    while true {
      let count = pread(number, buffer.baseAddress, buffer.count, off_t(offset))
      if count >= 0 { return count }
      if errno != EINTR { throw .last }
    }
  }

  /// Writes all the bytes.
  func write(_ bytes: ArraySlice<UInt8>) throws(SystemError) {
    let result = bytes.withUnsafeBytes { bytes in
      Result { () throws(SystemError) in try write(bytes) }
    }
    try result.get()
  }

  /// Writes all the bytes.
  func write(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
    var rest = bytes
    while !rest.isEmpty {
      let count = systemWrite(number, rest.baseAddress, rest.count)
      if count > 0 {
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
      } else if count == 0 || errno != EINTR {
        throw count == 0 ? SystemError(number: EIO) : .last
      }
    }
  }

  /// Waits until what was written is on the disk.
  func synchronize() throws(SystemError) {
    while fsync(number) != 0 {
      // Pipes and some file systems cannot; they are no less written for it.
      if errno == EINVAL || errno == ENOTSUP || errno == EROFS { return }
      if errno != EINTR { throw .last }
    }
  }

  /// Closes the file, with the errors that closing may bring to light.
  consuming func closeChecked() throws(SystemError) {
    let number = self.number
    let isOwned = self.isOwned
    discard self
    if isOwned && close(number) != 0 && errno != EINTR { throw .last }
  }

  /// What the file is.
  func status() throws(SystemError) -> FileStatus {
    var status = stat()
    guard fstat(number, &status) == 0 else { throw .last }
    return FileStatus(status)
  }
}

// `open`, `read` and `write` are also the names of the methods above.
private func systemOpen(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 {
  open(path, flags, mode)
}
private func systemRead(_ number: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(number, bytes, count)
}
private func systemWrite(_ number: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(number, bytes, count)
}
