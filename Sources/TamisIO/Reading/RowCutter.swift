// SPDX-License-Identifier: Apache-2.0

/// Finds the rows of a table (RFC 4180) in a window on a file.
///
/// A quote opens a quoted value only as its first byte; in it, newlines are part of the value. What
/// follows a closing quote has to be a delimiter or the row's end. A row that breaks this rule, or
/// whose quote is not closed before the file's end, ends with its first line, and the next row is
/// sought behind it: a stray quote costs its own row and not the file. This stays linear, because
/// in what was passed over while the quote was open all other quotes are pairs, which close where
/// they are.
///
/// Rows end with a newline, or in a file whose first row ends with a carriage return alone, as
/// those of old Macintoshes do, with that.
struct RowCutter {
  private enum State { case start, plain, quoted, afterQuote, broken }

  private let delimiter: UInt8
  /// The byte that ends a row.
  private var newline: UInt8 = 0x0A
  /// The whole rows found, without their newlines.
  private(set) var rows: [Range<Int>] = []
  /// Where the row begins that is not yet whole.
  private(set) var rest = 0
  private var position = 0
  private var state = State.start

  init(delimiter: UInt8) { self.delimiter = delimiter }

  /// Begins anew in the same file, with nothing passed over.
  mutating func restart() {
    var cutter = RowCutter(delimiter: delimiter)
    cutter.newline = newline
    self = cutter
  }

  /// Learns from the first row how rows end; false where more bytes are needed to tell.
  mutating func findNewline(_ bytes: UnsafeRawBufferPointer, isWhole: Bool) -> Bool {
    var isQuoted = false
    var last: UInt8?
    for index in rest..<max(rest, bytes.count) {
      let byte = bytes[index]
      switch byte {
      case quote where isQuoted: isQuoted = false
      case quote: isQuoted = last == nil || last == delimiter || last == quote
      case 0x0A where !isQuoted: return true
      case 0x0D where !isQuoted:
        // Several before a newline are one end of a line that was converted too often.
        let next = bytes[index...].first { $0 != 0x0D }
        if next != 0x0A, next != nil || isWhole { newline = 0x0D }
        return next != nil || isWhole
      default: break
      }
      last = byte
    }
    return false
  }

  /// Ends the row that a quote has kept open with its first line, where it has one; false where the
  /// row is none of these.
  mutating func endOpenRow(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard state == .quoted || state == .afterQuote,
      let end = bytes.firstIndex(of: newline, from: rest)
    else { return false }
    endRow(end)
    scan(bytes)
    return true
  }

  /// The lines after the first one of the row that is not yet whole, but for what is not whole of
  /// the last.
  func linesInRow(_ bytes: UnsafeRawBufferPointer, atMost count: Int) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    guard var start = bytes.firstIndex(of: newline, from: rest).map({ $0 + 1 }) else { return [] }
    while lines.count < count, let end = bytes.firstIndex(of: newline, from: start) {
      lines.append(start..<end)
      start = end + 1
    }
    return lines
  }

  mutating func skip(_ count: Int) {
    rest += count
    position += count
  }

  /// Forgets the rows; the window begins with what is not yet whole.
  mutating func takeRows() {
    position -= rest
    rest = 0
    rows = []
  }

  /// Forgets what was passed over of a row that is too long, and goes on in it.
  mutating func forget() {
    position = 0
    rest = 0
  }

  /// Finds further rows in the window, which may have grown.
  mutating func scan(_ bytes: UnsafeRawBufferPointer) {
    while position < bytes.count {
      switch state {
      case .start:
        state = bytes[position] == quote ? .quoted : .plain
        position += state == .quoted ? 1 : 0
      case .plain: endPlain(bytes)
      case .quoted:
        guard let end = bytes.firstIndex(of: quote, from: position) else {
          position = bytes.count
          return
        }
        position = end + 1
        state = .afterQuote
      case .afterQuote: guard endQuoted(bytes) else { return }
      case .broken:
        guard let end = bytes.firstIndex(of: newline, from: rest) else {
          position = bytes.count
          return
        }
        endRow(end)
      }
    }
  }

  /// Finds the last rows: the window holds the file's end.
  mutating func finish(_ bytes: UnsafeRawBufferPointer) {
    scan(bytes)
    while rest < bytes.count {
      // What is broken with the very last byte has not been cut yet.
      if state == .quoted || state == .broken, let end = bytes.firstIndex(of: newline, from: rest) {
        endRow(end)
        scan(bytes)
      } else {
        endRow(bytes.count)
      }
    }
  }

  private mutating func endPlain(_ bytes: UnsafeRawBufferPointer) {
    while position < bytes.count {
      let byte = bytes[position]
      if byte == newline { return endRow(position) }
      position += 1
      if byte == delimiter {
        state = .start
        return
      }
    }
  }

  /// Whether the byte after a quote could be judged: a carriage return needs the next.
  private mutating func endQuoted(_ bytes: UnsafeRawBufferPointer) -> Bool {
    switch bytes[position] {
    case quote: state = .quoted
    case delimiter: state = .start
    case newline:
      endRow(position)
      return true
    case 0x0D:
      guard position + 1 < bytes.count else { return false }
      guard bytes[position + 1] == newline else { fallthrough }
    default: state = .broken
    }
    position += 1
    return true
  }

  private mutating func endRow(_ end: Int) {
    rows.append(rest..<end)
    rest = end + 1
    position = rest
    state = .start
  }

  private var quote: UInt8 { UInt8(ascii: "\"") }
}
