// SPDX-License-Identifier: Apache-2.0

/// The two kinds of archive, as far as it takes to find where records begin and end.
enum ArchiveSyntax {
  case warc
  case arc

  /// The longest header of a record that is read.
  static let headerLimit = 1 << 20

  /// What a record's header says of the length of what follows it.
  enum Length: Equatable {
    case bytes(Int)
    /// It says nothing that could be used; why: a sentence's end.
    case unusable(String)

    /// Reads a number of bytes.
    init(_ value: UnsafeRawBufferPointer, named name: String) {
      switch ASCII.number(value) {
      case nil:
        self = .unusable("has the \(name) \(ASCII.quoted(value)), which is no number of bytes")
      case ASCII.largestNumber?:
        self = .unusable("has the \(name) \(ASCII.quoted(value)), more than any file has")
      case .some(let number): self = .bytes(number)
      }
    }
  }

  /// What is found where a record should begin.
  enum Header: Equatable {
    /// A header up to `end`.
    case complete(end: Int, length: Length)
    /// The beginning of what may be a header.
    case incomplete
    /// Longer than the limit.
    case endless
    /// No header.
    case none
  }

  /// Reads the header at `start`.
  ///
  /// - Complexity: O(bytes of the header).
  func header(in bytes: UnsafeRawBufferPointer, at start: Int) -> Header {
    switch self {
    case .warc: WARCSyntax.header(in: bytes, at: start)
    case .arc: ARCSyntax.header(in: bytes, at: start)
    }
  }

  /// Whether a header seems to begin at `start`; nil where more bytes are needed to tell.
  func begins(in bytes: UnsafeRawBufferPointer, at start: Int) -> Bool? {
    switch self {
    case .warc:
      return WARCSyntax.begins(UnsafeRawBufferPointer(rebasing: bytes[start...]))
    case .arc:
      switch ARCSyntax.header(in: bytes, at: start) {
      case .complete, .endless: return true
      case .incomplete: return nil
      case .none: return false
      }
    }
  }

  /// Whether what ends a record stands here; of ARC that is one line feed, which alone says
  /// nothing.
  func isEnd(in bytes: UnsafeRawBufferPointer, at place: Int) -> Bool {
    switch self {
    case .warc: bytes[place...].starts(with: [0x0D, 0x0A, 0x0D, 0x0A])
    case .arc: ARCSyntax.isEnd(bytes, at: place)
    }
  }

  /// The first place from `start` on where a record seems to begin; nil where there is none before
  /// the bytes' end.
  ///
  /// Lines before the end of the bytes are looked at only if they are complete.
  ///
  /// - Complexity: O(bytes that are passed over).
  func nextStart(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    switch self {
    case .warc: WARCSyntax.nextStart(in: bytes, from: start)
    case .arc: ARCSyntax.nextStart(in: bytes, from: start)
    }
  }

  /// What a record begins with, for sentences.
  var beginning: String {
    switch self {
    case .warc: "a line WARC/1.0 or WARC/1.1"
    case .arc: "a line of URL, address, date, type and length"
    }
  }

  /// So many bytes must be kept of what held no start of a record, because one may begin there.
  var tail: Int {
    switch self {
    case .warc: WARCSyntax.tail
    case .arc: ARCSyntax.lineLimit + 1
    }
  }
}
