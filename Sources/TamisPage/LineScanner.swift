// SPDX-License-Identifier: Apache-2.0

/// A line that has content: its place, and its shape.
struct Line {
  /// Where the line starts, before its indentation.
  var start = 0
  /// Its content, without white space at either end.
  var content = 0..<0
  var shape = BlockShape()
}

/// Splits UTF-8 text at every kind of line end, and says where paragraphs end.
///
/// Line ends are LF, CR, CR LF, VT, FF, NEL, U+2028 and U+2029; a line without content, FF and
/// U+2029 end the paragraph. Bytes up to U+0020 and the spaces of Unicode are blank.
struct LineScanner {
  private(set) var position = 0
  /// Whether the paragraph ended between the line before and the one last returned.
  private(set) var startsParagraph = true

  /// The next line that has content; nil at the text's end.
  /// - Complexity: O(*n*) over all calls, *n* the bytes of the text.
  mutating func next(in text: Span<UInt8>) -> Range<Int>? {
    startsParagraph = position == 0
    while position < text.count {
      let start = position
      let end = endOfLine(in: text)
      let blank = Self.isBlank(text, start..<end.content)
      position = end.next
      defer { if end.paragraph { pendingParagraph = true } }
      if blank {
        startsParagraph = true
      } else {
        if pendingParagraph { startsParagraph = true }
        pendingParagraph = false
        return start..<end.content
      }
    }
    return nil
  }

  private var pendingParagraph = false

  private func endOfLine(in text: Span<UInt8>) -> (content: Int, next: Int, paragraph: Bool) {
    var index = position
    let count = text.count
    while index < count {
      let byte = text[index]
      if byte > 0x0D && byte < 0xC2 {
        index += 1
        continue
      }
      switch byte {
      case 0x0A, 0x0B: return (index, index + 1, false)
      case 0x0C: return (index, index + 1, true)
      case 0x0D:
        let crlf = index + 1 < count && text[index + 1] == 0x0A
        return (index, index + (crlf ? 2 : 1), false)
      case 0xC2 where index + 1 < count && text[index + 1] == 0x85:
        return (index, index + 2, false)
      case 0xE2
      where index + 2 < count && text[index + 1] == 0x80 && text[index + 2] & 0xFE == 0xA8:
        return (index, index + 3, text[index + 2] == 0xA9)
      default: index += 1
      }
    }
    return (count, count, false)
  }

  /// Whether a range has no content.
  private static func isBlank(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    trimmed(text, range).isEmpty
  }

  /// The range without the white space at its ends.
  static func trimmed(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    let start = startOfContent(text, range)
    return start..<endOfContent(text, start..<range.upperBound)
  }

  /// Where the white space at a range's start ends.
  static func startOfContent(_ text: Span<UInt8>, _ range: Range<Int>) -> Int {
    var start = range.lowerBound
    while start < range.upperBound {
      let width = blankWidth(text, at: start, limit: range.upperBound)
      if width == 0 { break }
      start += width
    }
    return start
  }

  /// Where the white space at a range's end begins.
  static func endOfContent(_ text: Span<UInt8>, _ range: Range<Int>) -> Int {
    var end = range.upperBound
    while end > range.lowerBound {
      let width = blankWidth(text, before: end, limit: range.lowerBound)
      if width == 0 { break }
      end -= width
    }
    return end
  }

  /// Bytes of the blank character at an offset; 0 where there is none.
  private static func blankWidth(_ text: Span<UInt8>, at index: Int, limit: Int) -> Int {
    let byte = text[index]
    if byte <= 0x20 || byte == 0x7F { return 1 }
    if byte < 0xC2 { return 0 }
    if byte == 0xC2, index + 1 < limit { return text[index + 1] == 0xA0 ? 2 : 0 }
    guard index + 2 < limit else { return 0 }
    return isWideBlank(byte, text[index + 1], text[index + 2]) ? 3 : 0
  }

  private static func blankWidth(_ text: Span<UInt8>, before index: Int, limit: Int) -> Int {
    let byte = text[index - 1]
    if byte <= 0x20 || byte == 0x7F { return 1 }
    if byte < 0x80 || byte >= 0xC0 { return 0 }
    if byte == 0xA0, index - 2 >= limit, text[index - 2] == 0xC2 { return 2 }
    guard index - 3 >= limit else { return 0 }
    return isWideBlank(text[index - 3], text[index - 2], byte) ? 3 : 0
  }

  /// U+2000–U+200F (spaces, joiners, direction marks), U+202F, U+205F, U+3000, U+FEFF.
  private static func isWideBlank(_ a: UInt8, _ b: UInt8, _ c: UInt8) -> Bool {
    switch (a, b) {
    case (0xE2, 0x80): c <= 0x8F || c == 0xAF
    case (0xE2, 0x81): c == 0x9F
    case (0xE3, 0x80): c == 0x80
    case (0xEF, 0xBB): c == 0xBF
    default: false
    }
  }
}
