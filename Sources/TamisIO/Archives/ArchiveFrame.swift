// SPDX-License-Identifier: Apache-2.0

/// What comes next in the bytes of an archive.
enum ArchiveFrame: Equatable {
  /// A record: header and block. With a flaw, its end was found by the start of the next.
  case record(Range<Int>, flaw: String?)
  /// So many bytes have to be there before more can be said.
  case needs(Int)
  /// Nothing but line ends, up to the end of the bytes: they belong to no record.
  case lineEnds
  /// Nothing but line ends, up to the end of the file.
  case end
  /// A record that is longer than the limit: its start, where its block starts, and its length if
  /// it says one.
  case tooLong(start: Int, block: Int, length: Int?)
  /// A header that is longer than the limit.
  case endlessHeader(start: Int)
  /// A record that the file's end cuts off, within its block or within its header.
  case cutOff(start: Int, hasHeader: Bool)
  /// Bytes that are no record.
  case foreign(start: Int)

  /// Bytes that tell whether a record begins after another, line ends before it included.
  private static let lookahead = 64

  /// After so many line ends a record is over, whatever follows: they must not fill the memory.
  private static let longestEnd = 1 << 12

  /// Looks at what begins at `place`, where a record should.
  ///
  /// - Parameters:
  ///   - isWhole: Whether the bytes reach to the end of the file.
  ///   - limit: The longest record.
  ///   - isBelieved: Whether a length beyond the limit may be true.
  static func next(
    in bytes: UnsafeRawBufferPointer, at place: Int, _ syntax: ArchiveSyntax, isWhole: Bool,
    limit: Int, isBelieved: Bool
  ) -> ArchiveFrame {
    let start = bytes[place...].firstIndex { $0 != 0x0A && $0 != 0x0D } ?? bytes.count
    guard start < bytes.count else { return isWhole ? .end : .lineEnds }
    switch syntax.header(in: bytes, at: start) {
    case .none: return .foreign(start: start)
    case .endless: return .endlessHeader(start: start)
    case .incomplete:
      return isWhole ? .cutOff(start: start, hasHeader: false) : .needs(2 * bytes.count - start + 1)
    case .complete(let block, .unusable(let reason)):
      return upToNext(
        in: bytes, start, block: block, claimed: nil, flaw: reason, syntax, isWhole, limit)
    case .complete(let block, .bytes(let length)):
      let flaw = "does not end after the \(length) bytes that its header says"
      guard length <= limit - (block - start) else {
        return isBelieved
          ? .tooLong(start: start, block: block, length: length)
          : upToNext(
            in: bytes, start, block: block, claimed: nil, flaw: flaw, syntax, isWhole, limit)
      }
      let end = block + length
      guard isWhole || end + lookahead <= bytes.count else { return .needs(end + lookahead) }
      if end <= bytes.count {
        switch beginsRecord(in: bytes, after: end, syntax, isWhole: isWhole) {
        case .some(true): return .record(start..<end, flaw: nil)
        case nil: return .needs(2 * bytes.count - end + 1)
        // After what ends a record nothing is wrong with it, but with what follows.
        case .some(false) where syntax.isEnd(in: bytes, at: end):
          return .record(start..<end, flaw: nil)
        case .some(false): break
        }
      }
      return upToNext(
        in: bytes, start, block: block, claimed: end, flaw: flaw, syntax, isWhole, limit)
    }
  }

  /// Whether a record, or the end of the file, follows the line ends after a record; nil where more
  /// bytes are needed to tell.
  static func beginsRecord(
    in bytes: UnsafeRawBufferPointer, after end: Int, _ syntax: ArchiveSyntax, isWhole: Bool
  ) -> Bool? {
    let start = bytes[end...].firstIndex { $0 != 0x0A && $0 != 0x0D } ?? bytes.count
    if start - end > longestEnd { return true }
    guard start < bytes.count else { return isWhole ? true : nil }
    // A line of ARC may begin with any word: the rest of one is none.
    if syntax == .arc, start == end, end > 0, bytes[end - 1] != 0x0A { return false }
    switch syntax.begins(in: bytes, at: start) {
    case .none where isWhole: return true
    case let known: return known
    }
  }

  /// A record whose length is wrong: it goes as far as the next one.
  private static func upToNext(
    in bytes: UnsafeRawBufferPointer, _ start: Int, block: Int, claimed: Int?, flaw: String,
    _ syntax: ArchiveSyntax, _ isWhole: Bool, _ limit: Int
  ) -> ArchiveFrame {
    // As far as a record may be long, and no further: what is found must not depend on how much
    // more happens to be there.
    let isLonger = bytes.count - start > limit
    let near = UnsafeRawBufferPointer(rebasing: isLonger ? bytes[..<(start + limit)] : bytes[...])
    if let next = syntax.nextStart(in: near, from: min(block, near.count)) {
      return .record(start..<withoutLineEnds(bytes, block..<next), flaw: flaw)
    }
    guard isWhole || isLonger else { return .needs(2 * bytes.count - start + 1) }
    if let claimed {
      // What follows is no record: it is looked at next.
      return claimed <= bytes.count
        ? .record(start..<claimed, flaw: nil) : .cutOff(start: start, hasHeader: true)
    }
    return isLonger
      ? .tooLong(start: start, block: block, length: nil)
      : .record(start..<withoutLineEnds(bytes, block..<bytes.count), flaw: flaw)
  }

  /// The end of a block without the two line ends that follow it.
  private static func withoutLineEnds(_ bytes: UnsafeRawBufferPointer, _ block: Range<Int>) -> Int {
    var end = block.upperBound
    for _ in 0..<2 where end > block.lowerBound && bytes[end - 1] == 0x0A {
      end -= 1
      if end > block.lowerBound && bytes[end - 1] == 0x0D { end -= 1 }
    }
    return end
  }
}
