// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that appears complete or not at all.
///
/// What is written goes to a hidden file beside the destination. ``OutputSet`` finishes it and
/// gives it its name; without that it is removed when its owner goes, and an older file stays. What
/// a process that was killed has left for the same destination is removed by the next.
/// Standard output (`-`), devices and pipes are written directly.
public struct OutputFile: ~Copyable {
  /// The path as given; "-" is standard output.
  public let path: String
  /// The compression that the path's ending asks for. ``write(_:)`` takes bytes that already are
  /// compressed so.
  public let compression: Compression
  /// Whether the reader of a pipe has gone. Further writes do nothing: the run may end at once, and
  /// this is no error.
  public private(set) var isClosedByReader = false
  /// The bytes written so far.
  public private(set) var count = 0

  private let file: FileDescriptor
  private let pending: PendingOutput?

  /// Creates the hidden file.
  ///
  /// - Throws: ``TamisIOError`` when the path is a folder or no file can be created beside it.
  public init(_ path: String) throws(TamisIOError) {
    self.path = path
    compression = Compression(path: path)
    if path == "-" {
      file = FileDescriptor(1, owned: false)
      pending = nil
      return
    }
    let status = try? FileStatus(path: path)
    guard status?.kind != .folder, !path.hasSuffix("/") else {
      throw TamisIOError(.output, "The output \(path) is a folder where a file is wanted.")
    }
    do throws(SystemError) {
      if status?.kind == .other {
        let device = try FileDescriptor(writing: path)
        file = device
        pending = nil
      } else {
        let destination = FileStatus.resolved(path)
        TemporaryName.removeLeftBehind(beside: destination)
        let temporary = TemporaryName.beside(destination)
        let created = try FileDescriptor(creating: temporary)
        file = created
        pending = PendingOutput(path: path, temporary: temporary, destination: destination)
      }
    } catch {
      throw TamisIOError(.output, "The output \(path) cannot be created: \(error.text).")
    }
  }

  /// Lets a write to a pipe whose reader has gone fail instead of ending the process. The tool
  /// calls it once; a library should not.
  public static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

  /// Writes all the bytes.
  ///
  /// - Throws: ``TamisIOError`` when the disk is full or the system cannot write on.
  public mutating func write(_ bytes: [UInt8]) throws(TamisIOError) {
    if isClosedByReader || bytes.isEmpty { return }
    do throws(SystemError) {
      try file.write(bytes[...])
      count += bytes.count
    } catch  where error.isBrokenPipe {
      isClosedByReader = true
    } catch {
      throw failure(error)
    }
  }

  /// Writes what must not be missing, waits for the disk and closes the file.
  consuming func finish() throws(TamisIOError) -> PendingOutput? {
    // No byte at all is no gzip or zstd file.
    if count == 0 { try write(try compression.compress([])) }
    guard let pending else { return nil }
    do throws(SystemError) {
      try file.synchronize()
    } catch {
      throw failure(error)
    }
    return pending
  }

  private func failure(_ error: SystemError) -> TamisIOError {
    let name = path == "-" ? "standard output" : "the output \(path)"
    return TamisIOError(
      .output, "Writing to \(name) failed after \(count) bytes: \(error.text).")
  }
}
