// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that holds one input after the other, for what reads files.
public struct InputFile: Sendable {
  /// Where it is.
  public let path: String

  /// A file of this process's own, in memory where the system has a folder for that.
  public init(ending: String) {
    let folder = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
    path = "\(folder)/tamis-fuzz-\(getpid())\(ending)"
  }

  /// Puts an input there.
  public func write(_ bytes: Span<UInt8>) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    precondition(file >= 0, "\(path) cannot be written")
    bytes.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      precondition(writeAll(file, base, bytes.count) == bytes.count, "\(path) is cut off")
    }
    close(file)
  }

  /// What is there.
  public func read() -> [UInt8] {
    let file = open(path, O_RDONLY)
    precondition(file >= 0, "\(path) cannot be read")
    defer { close(file) }
    var bytes: [UInt8] = []
    while true {
      let piece = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
        count = max(0, readSome(file, buffer.baseAddress, buffer.count))
      }
      if piece.isEmpty { return bytes }
      bytes += piece
    }
  }
}

/// The system's functions, which the methods' names hide.
private func writeAll(_ file: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
  write(file, bytes, count)
}

private func readSome(_ file: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(file, bytes, count)
}
