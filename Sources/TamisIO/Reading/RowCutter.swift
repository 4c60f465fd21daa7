// SPDX-License-Identifier: Apache-2.0

/// Finds the rows of a table (RFC 4180) in a window on a file.
///
/// A quote opens a quoted value only as its first byte; in it, newlines are part of the value. What
/// follows a closing quote has to be a delimiter or the row's end. A row that breaks this rule, or
/// whose quote is not closed before the file's end, ends with its first line, and the next row is
/// sought behind it: a stray quote costs its own row and not the file. This stays linear, because
/// in what was passed over while the quote was open all other quotes are pairs, which close where
/// they are.
struct RowCutter {
  private enum State { case start, plain, quoted, afterQuote, broken }

  private let delimiter: UInt8
  /// The whole rows found, without their newlines.
  private(set) var rows: [Range<Int>] = []
  /// Where the row begins that is not yet whole.
  private(set) var rest = 0
  private var position = 0
  private var state = State.start

  init(delimiter: UInt8) { self.delimiter = delimiter }

  /// Passes over a byte order mark.
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
  private var newline: UInt8 { 0x0A }
}
