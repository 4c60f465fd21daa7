// SPDX-License-Identifier: Apache-2.0

/// Guesses an encoding from the bytes.
enum EncodingDetector {
  /// The likeliest encoding of bytes that are not UTF-8 (nor believed to be what they are said to
  /// be).
  static func encoding(of bytes: UnsafeRawBufferPointer) -> CharacterEncoding {
    utf16(bytes) ?? .windows1252
  }

  /// UTF-16 without a byte order mark: every other byte of ASCII text is zero, and all markup is
  /// ASCII.
  static func utf16(_ bytes: UnsafeRawBufferPointer) -> CharacterEncoding? {
    let pairs = min(bytes.count, 4096) / 2
    var zeros = (even: 0, odd: 0)
    for pair in 0..<pairs {
      if bytes[2 * pair] == 0 { zeros.even += 1 }
      if bytes[2 * pair + 1] == 0 { zeros.odd += 1 }
    }
    guard max(zeros.even, zeros.odd) * 4 >= pairs, pairs > 1 else { return nil }
    if zeros.even * 16 <= zeros.odd { return .utf16LE }
    if zeros.odd * 16 <= zeros.even { return .utf16BE }
    return nil
  }

  /// Whether valid UTF-8 is hardly text in the other encoding that it is said to be.
  ///
  /// Text in an encoding of one byte a character would need a capital, or a letter with an accent,
  /// before a sign that no text has there. One of two bytes a character reads as UTF-8 by chance
  /// in about one character of eight, and so not in six and more.
  static func isSurelyUTF8(_ bytes: UnsafeRawBufferPointer, not other: CharacterEncoding) -> Bool {
    if other.isUTF16 { return utf16(bytes) == nil }
    let needed = other.isSingleByte || other == .userDefined ? 1 : 6
    var found = 0
    var index = bytes.firstNonASCII(from: 0)
    while let start = index {
      found += 1
      if found == needed { return true }
      index = bytes.firstNonASCII(from: start + UTF8Repair.length(ofValid: bytes[start]))
    }
    return false
  }
}
