// SPDX-License-Identifier: Apache-2.0

/// How a line of text ends.
enum Ending {
  /// Whether the range ends in a sentence's end, closing quotes and brackets after it aside.
  /// - Complexity: O(1).
  static func isSentence(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var end = range.upperBound
    // More than a few closing signs are no quotation.
    for _ in 0..<6 {
      let width = closingWidth(text, range.lowerBound..<end)
      if width == 0 { break }
      end -= width
    }
    return stopWidth(text, range.lowerBound..<end) > 0
  }

  /// Whether it ends in a comma, colon, semicolon or dash.
  static func isPunctuated(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let (a, b, c) = tail(text, range)
    switch c {
    case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "-"): return true
    default: break
    }
    switch (a, b, c) {
    case (0xE2, 0x80, 0x93), (0xE2, 0x80, 0x94), (0xEF, 0xBC, 0x8C), (0xEF, 0xBC, 0x9A),
      (0xEF, 0xBC, 0x9B), (0xE3, 0x80, 0x81):
      return true
    default: return (b, c) == (0xD8, 0x8C) || (b, c) == (0xD8, 0x9B)
    }
  }

  /// The last three bytes, 0 where there are fewer.
  private static func tail(_ text: Span<UInt8>, _ range: Range<Int>) -> (UInt8, UInt8, UInt8) {
    let end = range.upperBound
    return (
      range.count > 2 ? text[end - 3] : 0, range.count > 1 ? text[end - 2] : 0,
      range.count > 0 ? text[end - 1] : 0
    )
  }

  /// Bytes of the closing quote or bracket (or blank before one) at the range's end; else 0.
  private static func closingWidth(_ text: Span<UInt8>, _ range: Range<Int>) -> Int {
    let (a, b, c) = tail(text, range)
    switch c {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ")"), UInt8(ascii: "]"), 0x20: return 1
    case 0xA0 where b == 0xC2: return 2
    case 0xAB where b == 0xC2, 0xBB where b == 0xC2: return 2
    default: break
    }
    switch (a, b) {
    case (0xE2, 0x80): return (0x98...0x9F).contains(c) || c == 0xB9 || c == 0xBA ? 3 : 0
    case (0xE3, 0x80): return (0x80...0x80).contains(c) || (0x88...0x95).contains(c) ? 3 : 0
    case (0xEF, 0xBC): return c == 0x89 || c == 0x82 ? 3 : 0
    default: return 0
    }
  }

  private static func stopWidth(_ text: Span<UInt8>, _ range: Range<Int>) -> Int {
    let (a, b, c) = tail(text, range)
    switch c {
    case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"): return 1
    default: break
    }
    // … ‼ ⁇ ⁈ ⁉
    if a == 0xE2, b == 0x80, c == 0xA6 || c == 0xBC { return 3 }
    if a == 0xE2, b == 0x81, (0x87...0x89).contains(c) { return 3 }
    if isWideStop(a, b, c) { return 3 }
    // Arabic ؟ ۔, Armenian ։, Greek question mark.
    switch (b, c) {
    case (0xD8, 0x9F), (0xDB, 0x94), (0xD6, 0x89), (0xCD, 0xBE): return 2
    default: return 0
    }
  }

  /// Sentence ends of three bytes: 。 ｡ ！ ？ ． । ॥ ။ ។ ። ᠃.
  static func isWideStop(_ a: UInt8, _ b: UInt8, _ c: UInt8) -> Bool {
    switch (a, b) {
    case (0xE3, 0x80): c == 0x82
    case (0xEF, 0xBD): c == 0xA1
    case (0xEF, 0xBC): c == 0x81 || c == 0x9F || c == 0x8E
    case (0xE0, 0xA5): c == 0xA4 || c == 0xA5
    case (0xE1, 0x81): c == 0x8B || c == 0x8A
    case (0xE1, 0x9F): c == 0x94 || c == 0x95
    case (0xE1, 0x8D): c == 0xA2 || c == 0xA7
    case (0xE1, 0xA0): c == 0x83
    default: false
    }
  }
}
