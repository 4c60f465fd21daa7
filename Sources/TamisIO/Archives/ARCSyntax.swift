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

  /// Reads a line; nil where it is no record's.
  init?(line: UnsafeRawBufferPointer) {
    guard Self.beginsScheme(line) else { return nil }
    let fields = line.split(separator: 0x20).map { UnsafeRawBufferPointer(rebasing: $0) }
    let places = (2..<max(fields.count - 1, 2)).reversed()
    guard
      let place = places.first(where: { Self.isDate(fields[$0]) && Self.isAddress(fields[$0 - 1]) }
      ),
      let base = line.baseAddress, let address = fields[place - 1].baseAddress,
      let length = fields.last
    else { return nil }
    url = ASCII.trimmed(UnsafeRawBufferPointer(rebasing: line[..<(address - base)]))
    date = fields[place]
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
      let couldBe = rest.count <= lineLimit && (rest.count < schemeLimit || beginsScheme(rest))
      return couldBe ? .incomplete : .none
    }
    guard let fields = ARCSyntax(line: line) else { return .none }
    return .complete(
      end: start + lines.position, length: .init(fields.length, named: "length"))
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
