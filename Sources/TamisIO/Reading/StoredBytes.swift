// SPDX-License-Identifier: Apache-2.0

/// The bytes of one file as they are stored.
final class StoredBytes {
  private let file: FileDescriptor
  private let spool: Spool?
  private let buffer: UnsafeMutableRawBufferPointer
  private var filled: Range<Int> = 0..<0
  private var hasEnded = false
  private let isRegular: Bool
  /// How many bytes came from the file so far, those in the buffer included.
  private var position = 0

  /// Opens a file.
  ///
  /// - Throws: ``TamisIOError`` when it is gone or not what it was when the run began.
  init(_ input: InputFile, bufferSize: Int = 1 << 17) throws(TamisIOError) {
    let file = try Self.open(input)
    self.file = file
    spool = input.spool
    isRegular = input.status?.kind == .regular
    buffer = .allocate(byteCount: max(bufferSize, 16), alignment: 16)
  }

  deinit { buffer.deallocate() }

  private static func open(_ input: InputFile) throws(TamisIOError) -> FileDescriptor {
    if input.path == "-" || input.spool != nil { return FileDescriptor(0, owned: false) }
    do throws(SystemError) {
      let file = try FileDescriptor(reading: input.path)
      if let before = input.status, before.kind == .regular, try before != file.status() {
        throw SystemError.changed
      }
      return file
    } catch  where error == .changed {
      throw TamisIOError(
        .inputChanged,
        "The input \(input.path) has changed since the run began. Run again when it is complete.")
    } catch {
      throw TamisIOError(
        .inputChanged,
        "The input \(input.path) was there when the run began and cannot be opened now: "
          + "\(error.text).")
    }
  }

  /// The offset in the file of the first byte not yet used.
  var offset: Int { position - filled.count }

  /// What is in the buffer and not used.
  var available: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: buffer[filled])
  }

  /// Takes bytes as used.
  func skip(_ count: Int) {
    filled = (filled.lowerBound + count)..<filled.upperBound
  }

  /// Goes back to an offset; false where that is not possible.
  func goBack(to offset: Int) -> Bool {
    let start = position - filled.upperBound
    if offset >= start && offset <= position {
      filled = (offset - start)..<filled.upperBound
      return true
    }
    guard offset >= 0, offset < position, isRegular || spool != nil else { return false }
    position = offset
    filled = 0..<0
    hasEnded = false
    return true
  }

  /// Reads until so many bytes are in the buffer, or the file ends, or cannot be read on; the
  /// buffer holds at least 16.
  func fill(atLeast wanted: Int) -> StreamFailure? {
    if filled.isEmpty || buffer.count - filled.lowerBound < wanted {
      buffer.copyMemory(from: available)
      filled = 0..<filled.count
    }
    while filled.count < wanted {
      let room = UnsafeMutableRawBufferPointer(rebasing: buffer[filled.upperBound...])
      do throws(StreamFailure) {
        let count = try readFile(into: room)
        if count == 0 { return nil }
        filled = filled.lowerBound..<(filled.upperBound + count)
      } catch {
        return error
      }
    }
    return nil
  }

  /// Puts further bytes at the start of `target`; 0 is the end.
  func read(into target: UnsafeMutableRawBufferPointer) throws(StreamFailure) -> Int {
    guard !filled.isEmpty else {
      // What is in the buffer no longer comes right before the file's place.
      filled = 0..<0
      return try readFile(into: target)
    }
    let count = min(filled.count, target.count)
    target.copyMemory(from: UnsafeRawBufferPointer(rebasing: available.prefix(count)))
    skip(count)
    return count
  }

  private func readFile(
    into target: UnsafeMutableRawBufferPointer
  ) throws(StreamFailure) -> Int {
    if hasEnded { return 0 }
    do throws(SystemError) {
      let count: Int
      if let spool {
        count = try spool.read(into: target, at: position)
      } else if isRegular {
        count = try file.read(into: target, at: position)
      } else {
        count = try file.read(into: target)
      }
      // A terminal or pipe is not asked again after its end.
      hasEnded = count == 0
      position += count
      return count
    } catch {
      hasEnded = true
      throw StreamFailure(kind: .unreadable, reason: "the file cannot be read on: \(error.text)")
    }
  }
}
