// SPDX-License-Identifier: Apache-2.0

/// The outline of a WARC record (ISO 28500): a line with the version, lines of fields, a blank
/// line, and as many bytes as the field Content-Length says.
///
/// Lines may end in a line feed alone or after several carriage returns: such files exist.
enum WARCSyntax {
  static let magic = Array("WARC/".utf8)

  /// What is looked at to tell that a record begins: the version's line and the next line's start.
  static let tail = 64

  private static let lengthName = Array("content-length".utf8)

  static func header(in bytes: UnsafeRawBufferPointer, at start: Int) -> ArchiveSyntax.Header {
    let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
    switch begins(rest) {
    case .some(true): break
    case .some(false): return .none
    case nil: return .incomplete
    }
    var length: ArchiveSyntax.Length?
    var lines = HeaderLines(rest)
    var place = 0
    while let line = lines.next() {
      defer { place = lines.position }
      // Were the header read on, one that never ends would be read as often as such lines come.
      if place > 0, line.first == magic[0], isStart(rest, at: place) {
        return .complete(
          end: start + place,
          length: .unusable("has a header without end, in which the next record begins"))
      }
      if line.isEmpty {
        let unstated = ArchiveSyntax.Length.unusable("has no Content-Length")
        return .complete(end: start + lines.position, length: length ?? unstated)
      }
      if lines.position > ArchiveSyntax.headerLimit { return .endless }
      if length == nil, let value = HeaderLines.value(of: line, named: lengthName) {
        length = ArchiveSyntax.Length(value, named: "Content-Length")
      }
    }
    return rest.count > ArchiveSyntax.headerLimit ? .endless : .incomplete
  }

  /// Whether the bytes begin with a version; nil where they are too few to tell.
  static func begins(_ bytes: UnsafeRawBufferPointer) -> Bool? {
    if bytes.count <= magic.count { return magic.starts(with: bytes) ? nil : false }
    return bytes.starts(with: magic) && ASCII.isDigit(bytes[magic.count])
  }

  static func nextStart(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    var position = start
    while let found = bytes.firstIndex(of: magic, from: position) {
      if isStart(bytes, at: found) { return found }
      position = found + magic.count
    }
    return nil
  }

  /// Whether the line here is a version and the next one begins with the name of a field of
  /// records.
  ///
  /// A page may speak of the format; that a whole header follows within it is not likely.
  private static func isStart(_ bytes: UnsafeRawBufferPointer, at place: Int) -> Bool {
    var lines = HeaderLines(UnsafeRawBufferPointer(rebasing: bytes[place...].prefix(tail)))
    guard let version = lines.next(), version.count <= 16, begins(version) == true else {
      return false
    }
    let next = bytes[(place + lines.position)...].prefix(8).map(ASCII.lowercased)
    return next.starts(with: Array("warc-".utf8)) || next == Array("content-".utf8)
  }
}
