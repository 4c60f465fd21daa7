// SPDX-License-Identifier: Apache-2.0

/// A file in a ``WorkFolder``, on the way: it is appended to.
struct SpillWriter: ~Copyable {
  /// Bytes in it.
  private(set) var count = 0
  private let name: String
  private let file: FileDescriptor
  private let folder: WorkFolder

  /// Creates the file, in place of an older one of its name.
  init(_ name: String, in folder: WorkFolder) throws(TamisIOError) {
    file = try folder.createFile(name)
    self.name = name
    self.folder = folder
  }

  /// Appends words.
  mutating func append(_ words: Span<UInt64>) throws(TamisIOError) {
    let result = words.withUnsafeBytes { bytes in
      Result { () throws(SystemError) in try file.write(bytes) }
    }
    try wrote(8 * words.count, result)
  }

  /// Appends bytes.
  mutating func append(_ bytes: Span<UInt8>) throws(TamisIOError) {
    let result = bytes.withUnsafeBytes { bytes in
      Result { () throws(SystemError) in try file.write(bytes) }
    }
    try wrote(bytes.count, result)
  }

  private mutating func wrote(
    _ bytes: Int, _ result: Result<Void, SystemError>
  ) throws(TamisIOError) {
    do throws(SystemError) { try result.get() } catch {
      throw TamisIOError(
        .temporary,
        "Writing to the temporary file \(folder.path)/\(name) failed after \(count) bytes: "
          + "\(error.text). Make room on that disk, or name a folder on another with --temp.")
    }
    count += bytes
    folder.count(spilled: bytes)
  }

  /// Ends the appending.
  consuming func finish() -> SpillFile {
    SpillFile(name: name, count: count, file: file, folder: folder)
  }
}

/// A file in a ``WorkFolder``, which is read at any place.
final class SpillFile: Sendable {
  /// Where it is.
  var path: String { "\(folder.path)/\(name)" }
  /// Bytes in it.
  let count: Int
  private let name: String
  private let file: FileDescriptor
  private let folder: WorkFolder

  init(name: String, count: Int, file: consuming FileDescriptor, folder: WorkFolder) {
    self.name = name
    self.count = count
    self.file = file
    self.folder = folder
  }

  /// Reads the bytes from `start` on, as many as there is room for.
  ///
  /// - Throws: ``TamisIOError`` when there are fewer, or the disk fails.
  func read(
    into bytes: UnsafeMutableRawBufferPointer, at start: Int
  ) throws(TamisIOError) {
    var rest = bytes
    var offset = start
    do throws(SystemError) {
      while !rest.isEmpty {
        let count = try file.read(into: rest, at: offset)
        guard count > 0 else { throw SystemError.changed }
        offset += count
        rest = UnsafeMutableRawBufferPointer(rebasing: rest.dropFirst(count))
      }
    } catch {
      let reason = error == .changed ? "it is shorter than it was" : error.text
      throw TamisIOError(
        .temporary, "Reading the temporary file \(path) failed at byte \(offset): \(reason).")
    }
  }

  /// Appends up to `limit` words from the word `start` on to a list.
  func append(
    from start: Int, limit: Int, to words: inout [UInt64]
  ) throws(TamisIOError) {
    let more = max(0, min(limit, count / 8 - start))
    let old = words.count
    words.append(contentsOf: repeatElement(0, count: more))
    let result = words.withUnsafeMutableBytes { words in
      Result { () throws(TamisIOError) in
        try read(into: UnsafeMutableRawBufferPointer(rebasing: words[(8 * old)...]), at: 8 * start)
      }
    }
    try result.get()
  }

  /// Appends up to `limit` bytes from `start` on to a list.
  func append(from start: Int, limit: Int, to bytes: inout [UInt8]) throws(TamisIOError) {
    let more = max(0, min(limit, count - start))
    let old = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: more))
    let result = bytes.withUnsafeMutableBytes { bytes in
      Result { () throws(TamisIOError) in
        try read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[old...]), at: start)
      }
    }
    try result.get()
  }

  /// Removes the file, which can be read on as long as it is open, unless a checkpoint needs it.
  func remove() { folder.removeFile(name) }
}
