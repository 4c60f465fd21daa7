// SPDX-License-Identifier: Apache-2.0

/// A copy on disk of an input that can be read only once.
///
/// The file has no name from the start, so that nothing of it stays behind however the run ends.
final class Spool: Sendable {
  private let file: FileDescriptor
  let size: Int

  /// Copies all of `source`, named `name` in errors, to a new file in `folder`.
  init(
    _ source: borrowing FileDescriptor, name: String, folder: String, limit: Int
  ) throws(TamisIOError) {
    let path = "\(folder)/\(TemporaryName.make(for: "tamis-input"))"
    do throws(SystemError) {
      file = try FileDescriptor(creating: path, permissions: 0o600)
    } catch {
      throw TamisIOError(
        .standardInput,
        "\(name) has to be read twice, and no copy of it can be made in \(folder): \(error.text). "
          + "Name another folder for temporary files.")
    }
    Folder.remove(file: path)
    size = try Self.copy(source, to: file, name: name, folder: folder, limit: limit)
  }

  private static func copy(
    _ source: borrowing FileDescriptor, to file: borrowing FileDescriptor, name: String,
    folder: String, limit: Int
  ) throws(TamisIOError) -> Int {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { buffer.deallocate() }
    var total = 0
    do throws(SystemError) {
      while true {
        let count = try source.read(into: buffer)
        if count == 0 { return total }
        total += count
        if total > limit { break }
        try file.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      }
    } catch {
      throw TamisIOError(
        .standardInput,
        "Copying \(name) to the temporary folder \(folder) failed after \(total) bytes: "
          + "\(error.text).")
    }
    throw TamisIOError(
      .standardInput,
      "\(name) is longer than the \(limit) bytes that are copied to disk for the second reading. "
        + "Raise the limit, or save it to a file and give that.")
  }

  /// Reads at an offset; 0 is the end.
  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(SystemError) -> Int {
    try file.read(into: buffer, at: offset)
  }
}
