// SPDX-License-Identifier: Apache-2.0

/// The part of a decompressed file that is in memory: it starts at the first byte not yet handed
/// on, and always at the start of a line.
struct ByteWindow: ~Copyable {
  /// Bytes after the last line that a parser may read.
  static let padding = 64

  private var stream: ByteStream
  private let batch: Int
  private let limit: Int
  private(set) var bytes: [UInt8]
  /// Where in `bytes` those begin that were not handed on.
  private var start = 0
  /// How many of them there are.
  private(set) var count = 0
  /// The offset of the first in the decompressed file.
  private(set) var offset = 0
  /// Up to here no newline has been found.
  private var searched = 0
  private var state = State.open

  private enum State {
    case open
    case ended
    case failed(StreamFailure)
  }

  /// A window on the start of a stream, of a file that has `size` bytes or is of unknown size.
  init(_ stream: consuming ByteStream, size: Int?, limits: ReadLimits) {
    batch = limits.batch
    limit = limits.record
    // A folder may hold a million short files; one byte more finds the end without growing.
    let guess = min(max(size ?? Int.max - 1, 1 << 10) + 1, limits.batch)
    bytes = [UInt8](repeating: 0, count: guess + Self.padding)
    self.stream = stream
  }

  /// Whether there are no further bytes.
  var hasEnded: Bool {
    if case .open = state { false } else { true }
  }

  /// Why the bytes ended, when it is not the file's end.
  var failure: StreamFailure? {
    if case .failed(let failure) = state { failure } else { nil }
  }

  /// The format by the first bytes or by name; reads as far as needed.
  ///
  /// JSONL is what begins with `{`, HTML what begins as a page does. Else the name decides, as it
  /// does for tables: any text is one. What is left is text.
  mutating func format(name: String) -> InputFormat {
    while count < InputFormat.archiveMagicLength && !hasEnded { grow() }
    if let archive = InputFormat.archive(start: known, name: name) { return archive }
    while true {
      let start = known
      if InputFormat.beginsObject(start) == true { return .jsonl }
      let isPage = PageStart.isPage(start)
      if isPage == true { return .html }
      if isPage == false || hasEnded || count >= 1 << 16 { break }
      grow()
    }
    return InputFormat(name: name) ?? .text
  }

  private var known: ArraySlice<UInt8> { bytes[start..<(start + count)] }

  /// The bytes in memory.
  func withBytes<Value>(_ body: (UnsafeRawBufferPointer) -> Value) -> Value {
    bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[start..<(start + count)])) }
  }

  /// The members of the compressed file that begin within the bytes in memory or behind them.
  var members: StoredMembers { stream.members }

  /// Reads until there is a batch's worth of bytes, or the end.
  mutating func fill() { fill(to: batch) }

  /// Reads at least one further byte, or finds the end: as many again as there are, so that the
  /// work on a long line stays linear, but hardly more than a record may have.
  mutating func grow() {
    let wanted = count + max(count, min(batch, 1 << 16))
    fill(to: max(min(wanted, limit + 1), count + 1))
  }

  /// Reads until there are so many bytes, or the end.
  mutating func fill(to wanted: Int) {
    while count < wanted && !hasEnded {
      if room == 0 { makeRoom(for: wanted - count) }
      read(at: start + count, room: min(wanted - count, room))
    }
  }

  /// How many bytes can be read behind those in memory.
  private var room: Int { bytes.count - Self.padding - start - count }

  private mutating func makeRoom(for wanted: Int) {
    // Moved are no more bytes than were passed over before, so that the work stays linear.
    if start > 0 && start >= count { return moveToFront() }
    let added = min(wanted, max(count, 1 << 16))
    bytes.append(contentsOf: repeatElement(0, count: added))
  }

  private mutating func moveToFront() {
    guard start > 0 else { return }
    bytes.withUnsafeMutableBytes {
      $0.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[start..<(start + count)]))
    }
    start = 0
  }

  private mutating func read(at start: Int, room: Int) {
    let added = bytes.withUnsafeMutableBytes { buffer in
      let target = UnsafeMutableRawBufferPointer(rebasing: buffer[start..<(start + room)])
      return Result { () throws(StreamFailure) in try stream.read(into: target) }
    }
    switch added {
    case .success(0): state = .ended
    case .success(let number): count += number
    case .failure(let error): state = .failed(error)
    }
  }

  /// The index after the last newline; nil when there is none.
  var endOfLastLine: Int? {
    mutating get {
      let from = searched
      let last = withBytes { $0[from...].lastIndex(of: 0x0A) }
      searched = last == nil ? count : from
      return last.map { $0 + 1 }
    }
  }

  /// The lines up to `end`, without their newlines.
  func lines(upTo end: Int) -> [Range<Int>] {
    withBytes { buffer in
      let part = UnsafeRawBufferPointer(rebasing: buffer[..<end])
      var lines: [Range<Int>] = []
      var start = offset == 0 && part.starts(with: byteOrderMark) ? byteOrderMark.count : 0
      while let newline = part.firstIndex(of: 0x0A, from: start) {
        lines.append(start..<newline)
        start = newline + 1
      }
      if start < end { lines.append(start..<end) }
      return lines
    }
  }

  /// Hands on the bytes before `end` (with more after them) and goes on behind them.
  mutating func take(_ end: Int) -> [UInt8] {
    let rest = count - end
    // The smaller part is copied, so that many that are handed on out of a long record that was
    // none do not cost its length each.
    guard end > 0, rest <= end else {
      let taken = known.prefix(end) + repeatElement(0, count: Self.padding)
      drop(end)
      return Array(taken)
    }
    moveToFront()
    let size = hasEnded ? rest : max(batch, rest)
    // Safety: what is not initialised here is read only after the stream has written it, save the
    // padding of the last line, whose bytes have no meaning.
    var next = [UInt8](unsafeUninitializedCapacity: size + Self.padding) { target, initialized in
      bytes.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(target).copyMemory(from: .init(rebasing: $0[end..<count]))
      }
      initialized = size + Self.padding
    }
    swap(&next, &bytes)
    pass(end)
    return next
  }

  private mutating func pass(_ number: Int) {
    offset += number
    count -= number
    searched = 0
    stream.forgetMembers(before: offset)
  }

  func starts(with prefix: [UInt8]) -> Bool { known.starts(with: prefix) }

  /// Whether a row is nothing but its end.
  func isBlankRow(_ row: Range<Int>) -> Bool {
    row.isEmpty || (row.count == 1 && bytes[start + row.lowerBound] == 0x0D)
  }

  /// Passes over a line of which no end is in sight, and returns its length.
  mutating func skipLine() -> Int {
    let first = offset
    while true {
      if let newline = withBytes({ $0.firstIndex(of: 0x0A, from: 0) }) {
        let size = offset + newline - first
        drop(newline + 1)
        return size
      }
      drop(count)
      if hasEnded { return offset - first }
      fill()
    }
  }

  /// After a failure, goes on at the next member of the compressed file; what is in memory is given
  /// up. False where there is none.
  mutating func resume(_ isGood: (UnsafeRawBufferPointer) -> Bool) -> Bool {
    guard failure != nil, stream.resume(isGood) else { return false }
    drop(count)
    state = .open
    return true
  }

  /// Where the stream can be gone back to for an offset of the decompressed file.
  func place(at offset: Int) -> StoredMember? {
    stream.place(at: offset)
      ?? stream.members.stored(at: offset).map { StoredMember(stored: $0, offset: offset) }
  }

  /// Starts again at an offset of the decompressed file; false where the file cannot be read again.
  ///
  /// - Parameters:
  ///   - place: The place of that offset, where it is known. Else all that comes before is read
  ///     again.
  ///   - isGood: Whether bytes are the start of a member to go on at after damage; the same as for
  ///     ``resume(_:)``, so that the same offset is reached.
  mutating func rewind(
    to offset: Int, at place: StoredMember?, of file: InputFile, limits: ReadLimits,
    _ isGood: (UnsafeRawBufferPointer) -> Bool
  ) -> Bool {
    if let place, stream.goBack(to: place) {
      self.offset = place.offset
    } else {
      guard file.canBeReadAgain, let stream = try? ByteStream(file, limits: limits) else {
        return false
      }
      self.stream = stream
      self.offset = 0
    }
    state = .open
    start = 0
    count = 0
    searched = 0
    while self.offset + count <= offset {
      if hasEnded {
        guard resume(isGood) else { break }
      }
      drop(count)
      fill()
    }
    drop(min(max(offset - self.offset, 0), count))
    // A file that has become shorter ends here: nothing of it may be read a second time.
    if self.offset != offset {
      drop(count)
      state = .ended
    }
    return true
  }

  /// Passes over bytes in memory.
  mutating func drop(_ number: Int) {
    pass(number)
    start = count == 0 ? 0 : start + number
  }
}
