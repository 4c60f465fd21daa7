// SPDX-License-Identifier: Apache-2.0

/// The outline of an ARC record (versions 1 and 2 of the Internet Archive's format): one line, and
/// as many bytes as its last field says.
///
/// The line is `URL IP-address date content-type length`; version 2 has five fields more before the
/// length. The fields are told by the address of the host followed by a date, so that both versions
/// are read alike, and URLs with spaces too.
struct ARCSyntax {
  static let magic = Array("filedesc://".utf8)

  /// The longest line that is taken for a record's.
  static let lineLimit = 1 << 16

  private static let schemeLimit = 32

  let url: UnsafeRawBufferPointer
  let date: UnsafeRawBufferPointer
  let mediaType: UnsafeRawBufferPointer
  /// The HTTP status, where version 2 gives it.
  let length: UnsafeRawBufferPointer

  /// Reads a line where a record should begin, which may have any URL, a word for an address and a
  /// date without a time; nil where it is no record's.
  init?(expected line: UnsafeRawBufferPointer) {
    let fields = Self.fields(line)
    let places = 2..<max(fields.count - 1, 2)
    self.init(line, fields, date: Self.date(fields) ?? places.first { Self.isDay(fields[$0]) })
  }

  /// Reads a line anywhere; nil where it is no record's.
  init?(line: UnsafeRawBufferPointer) {
    guard Self.beginsScheme(line) else { return nil }
    let fields = Self.fields(line)
    self.init(line, fields, date: Self.date(fields))
  }

  private static func fields(_ line: UnsafeRawBufferPointer) -> [UnsafeRawBufferPointer] {
    line.split(separator: 0x20).map { UnsafeRawBufferPointer(rebasing: $0) }
  }

  /// Which field is a date behind an address.
  private static func date(_ fields: [UnsafeRawBufferPointer]) -> Int? {
    (2..<max(fields.count - 1, 2)).reversed()
      .first { isDate(fields[$0]) && isAddress(fields[$0 - 1]) }
  }

  private init?(_ line: UnsafeRawBufferPointer, _ fields: [UnsafeRawBufferPointer], date: Int?) {
    guard let place = date, let base = line.baseAddress,
      let address = fields[place - 1].baseAddress,
      let length = fields.last,
      // A line of nothing but a date and a number is none.
      address > base
    else { return nil }
    url = ASCII.trimmed(UnsafeRawBufferPointer(rebasing: line[..<(address - base)]))
    self.date = fields[place]
    mediaType = place + 2 < fields.count ? fields[place + 1] : .init(start: nil, count: 0)
    self.length = length
  }

  private static func beginsScheme(_ line: UnsafeRawBufferPointer) -> Bool {
    guard let colon = line.prefix(schemeLimit).firstIndex(of: UInt8(ascii: ":")), colon > 0 else {
      return false
    }
    return ASCII.isLetter(line[0])
      && line[..<colon].allSatisfy {
        ASCII.isLetter($0) || ASCII.isDigit($0) || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E
      }
  }

  private static func isDate(_ field: UnsafeRawBufferPointer) -> Bool {
    (12...20).contains(field.count) && field.allSatisfy(ASCII.isDigit)
  }

  /// A date of 8 digits or more, in a year that has archives.
  private static func isDay(_ field: UnsafeRawBufferPointer) -> Bool {
    (8...20).contains(field.count) && field.allSatisfy(ASCII.isDigit)
      && (field.starts(with: Array("19".utf8)) || field.starts(with: Array("20".utf8)))
  }

  /// An address of either version of IP; a hyphen where it is not known.
  private static func isAddress(_ field: UnsafeRawBufferPointer) -> Bool {
    field.count <= 45
      && field.allSatisfy {
        ASCII.isDigit($0) || (0x61...0x66).contains(ASCII.lowercased($0)) || $0 == 0x2E
          || $0 == 0x3A || $0 == 0x2D
      }
  }

  static func header(in bytes: UnsafeRawBufferPointer, at start: Int) -> ArchiveSyntax.Header {
    var lines = HeaderLines(
      UnsafeRawBufferPointer(rebasing: bytes[start...].prefix(lineLimit + 1)))
    guard let line = lines.next() else {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
      return rest.count <= lineLimit && beginsText(rest) ? .incomplete : .none
    }
    guard beginsText(line), let fields = ARCSyntax(expected: line) else { return .none }
    return .complete(
      end: start + lines.position, length: .init(fields.length, named: "length"))
  }

  /// Whether a line begins without control characters, be all of it there or not.
  private static func beginsText(_ line: UnsafeRawBufferPointer) -> Bool {
    line.prefix(schemeLimit).allSatisfy { $0 >= 0x20 || $0 == 0x0D }
  }

  /// Whether a line feed stands here, and after it a line whose last field is a number: a record's
  /// that cannot be read, but no part of the record before.
  static func isEnd(_ bytes: UnsafeRawBufferPointer, at place: Int) -> Bool {
    guard place < bytes.count, bytes[place] == 0x0A else { return false }
    var lines = HeaderLines(
      UnsafeRawBufferPointer(rebasing: bytes[(place + 1)...].prefix(lineLimit + 1)))
    guard let line = lines.next(), let last = fields(line).last, last.count < line.count else {
      return false
    }
    return ASCII.number(last) != nil
  }

  static func nextStart(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    var lines = HeaderLines(UnsafeRawBufferPointer(rebasing: bytes[start...]))
    var position = 0
    // The first line may be the end of one.
    var isWhole = start == 0 || bytes[start - 1] == 0x0A
    while let line = lines.next() {
      if isWhole && line.count <= lineLimit, let fields = ARCSyntax(line: line),
        ASCII.number(fields.length) != nil || fields.length.first == UInt8(ascii: "-")
      {
        return start + position
      }
      position = lines.position
      isWhole = true
    }
    return nil
  }
}
