// SPDX-License-Identifier: Apache-2.0

/// Which characters of a text would be marks in Markdown.
///
/// As few as can be: only what CommonMark, or GitHub's tables and strikethrough, would read as a
/// mark where it stands. A backslash put before each makes it a character again.
enum MarkdownEscapes {
  /// Where text stands.
  struct Context {
    /// Whether it begins a line, where block marks count.
    var beginsLine = true
    /// Whether it stands in a table's cell.
    var isCell = false
  }

  /// Whether the character at a position needs a backslash.
  ///
  /// - Parameters:
  ///   - start: Where the line begins.
  ///   - end: Where the block ends.
  static func isMark(
    _ text: [UInt8], _ index: Int, start: Int, end: Int, _ context: Context
  ) -> Bool {
    let next = index + 1 < end ? text[index + 1] : 0x0A
    switch text[index] {
    case UInt8(ascii: "*"), UInt8(ascii: "`"), UInt8(ascii: "~"): return true
    case UInt8(ascii: "\\"): return next == 0x0A || next == 0x0D || isPunctuation(next)
    case UInt8(ascii: "_"): return !isInWord(text, index, start: start, end: end)
    case UInt8(ascii: "]"): return next == UInt8(ascii: "(")
    case UInt8(ascii: "<"): return next > 0x20
    case UInt8(ascii: "&"): return isReference(text, index + 1..<end)
    case UInt8(ascii: "|"): return context.isCell || index == start
    default: return index == start && context.beginsLine && beginsBlock(text[index], next)
    }
  }

  /// The position of the sign that makes a line an item of an ordered list: `.` or `)` behind up to
  /// nine digits; nil without one.
  static func itemSign(_ text: [UInt8], start: Int, end: Int) -> Int? {
    var index = start
    while index < end, index - start < 10, isDigit(text[index]) { index += 1 }
    guard (1...9).contains(index - start), index < end,
      text[index] == UInt8(ascii: ".") || text[index] == UInt8(ascii: ")")
    else { return nil }
    return index + 1 == end || text[index + 1] <= 0x20 ? index : nil
  }

  /// Whether a character begins a heading, list, quotation, rule, table or definition.
  private static func beginsBlock(_ byte: UInt8, _ next: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "#"): next <= 0x20 || next == UInt8(ascii: "#")
    case UInt8(ascii: "-"), UInt8(ascii: "+"): !isLetter(next) && !isDigit(next)
    case UInt8(ascii: ">"), UInt8(ascii: "="), UInt8(ascii: "["): true
    case UInt8(ascii: ":"): next == UInt8(ascii: "-")
    default: false
    }
  }

  /// Whether underscores stand between letters or digits, where they are no marks.
  private static func isInWord(_ text: [UInt8], _ index: Int, start: Int, end: Int) -> Bool {
    // Of a long run all are marked: looking for its ends at each would cost too much.
    var (first, last) = (index, index)
    while first > start, index - first < 8, text[first - 1] == text[index] { first -= 1 }
    while last + 1 < end, last - index < 8, text[last + 1] == text[index] { last += 1 }
    guard first > start, last + 1 < end else { return false }
    return isWord(text[first - 1]) && isWord(text[last + 1])
  }

  /// Whether a name or number and a semicolon follow an ampersand.
  private static func isReference(_ text: [UInt8], _ range: Range<Int>) -> Bool {
    for index in range.prefix(40) {
      if text[index] == UInt8(ascii: ";") { return index > range.lowerBound }
      guard isWord(text[index]) || text[index] == UInt8(ascii: "#") else { return false }
    }
    return false
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isWord(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) }

  private static func isPunctuation(_ byte: UInt8) -> Bool {
    (0x21...0x7E).contains(byte) && !isWord(byte)
  }
}
