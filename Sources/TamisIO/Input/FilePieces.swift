// SPDX-License-Identifier: Apache-2.0

/// Reads a file piece by piece, from its start.
public struct FilePieces: ~Copyable {
  /// The file's path.
  public let path: String
  private let file: FileDescriptor
  private var buffer: [UInt8] = []
  private var place = 0

  private static let ahead = 1 << 18

  /// Whether there is something at a path.
  public static func isFile(_ path: String) -> Bool { FileStatus.exists(path) }

  /// Opens a file.
  ///
  /// - Throws: ``TamisIOError`` where there is none, or it cannot be read.
  public init(_ path: String) throws(TamisIOError) {
    self.path = path
    do throws(SystemError) {
      file = try FileDescriptor(reading: path)
    } catch {
      throw Self.failure(path, error)
    }
  }

  private static func failure(_ path: String, _ error: SystemError) -> TamisIOError {
    TamisIOError(.input, "The file \(path) cannot be read: \(error.text).")
  }

  /// The next bytes, fewer than are asked for only at the end.
  ///
  /// - Throws: ``TamisIOError`` where the disk fails.
  /// - Complexity: O(*n*) in the bytes.
  public mutating func next(_ count: Int) throws(TamisIOError) -> ArraySlice<UInt8> {
    if buffer.count - place < count {
      buffer.removeFirst(place)
      place = 0
      while buffer.count < count, try fill() {}
    }
    let end = min(buffer.count, place + count)
    defer { place = end }
    return buffer[place..<end]
  }

  /// Reads on; false at the end.
  private mutating func fill() throws(TamisIOError) -> Bool {
    let old = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: Self.ahead))
    let file = FileDescriptor(file.number, owned: false)
    let result = buffer.withUnsafeMutableBytes { bytes in
      Result { () throws(SystemError) in
        try file.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[old...]))
      }
    }
    do throws(SystemError) {
      let count = try result.get()
      buffer.removeLast(Self.ahead - count)
      return count > 0
    } catch {
      throw Self.failure(path, error)
    }
  }
}
