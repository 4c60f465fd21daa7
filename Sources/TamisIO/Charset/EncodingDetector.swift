// SPDX-License-Identifier: Apache-2.0

internal import CUchardet

/// Guesses an encoding from the bytes.
enum EncodingDetector {
  /// So many bytes are looked at: the library reads a few megabytes a second, and more bytes hardly
  /// change what it says.
  private static let sample = 1 << 14

  /// The encodings in which pages without a declaration are written. The library knows more, which
  /// it sometimes sees in a Western page with few accents.
  private static let usual: Set<CharacterEncoding> = [
    .windows1250, .windows1251, .windows1252, .windows1253, .windows1254, .windows1255,
    .windows1256, .windows1257, .windows1258, .windows874, .iso8859_2, .iso8859_5, .iso8859_7,
    .iso8859_8, .iso8859_15, .koi8r, .ibm866, .gb18030, .big5, .shiftJIS, .eucJP, .eucKR,
  ]

  /// The likeliest encoding of bytes that are not valid UTF-8, nor believed to be what they are
  /// said to be.
  static func encoding(of bytes: UnsafeRawBufferPointer) -> CharacterEncoding {
    if let encoding = utf16(bytes) { return encoding }
    guard let first = bytes.firstNonASCII(from: 0) else {
      return isISO2022JP(bytes) ? .iso2022JP : .windows1252
    }
    // All bytes, because one damaged character may come long before all that are not.
    var decoded: [UInt8] = []
    if UTF8Repair.appendCounting(bytes, to: &decoded).isSure { return .utf8 }
    // The line in which the first character other than ASCII stands helps with that character.
    let start = max(first - 64, 0)
    let part = UnsafeRawBufferPointer(rebasing: bytes[start...].prefix(sample))
    let found = library(part)
    return found.flatMap { usual.contains($0) ? $0 : nil } ?? .windows1252
  }

  /// What uchardet says.
  private static func library(_ bytes: UnsafeRawBufferPointer) -> CharacterEncoding? {
    guard let detector = uchardet_new() else { return nil }
    defer { uchardet_delete(detector) }
    let text = bytes.bindMemory(to: CChar.self)
    guard uchardet_handle_data(detector, text.baseAddress, text.count) == 0 else { return nil }
    uchardet_data_end(detector)
    guard let name = uchardet_get_charset(detector) else { return nil }
    let label = String(cString: name)
    return label == "UHC" ? .eucKR : CharacterEncoding(label: label)
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

  /// ISO-2022-JP, whose bytes are all those of ASCII: an escape chooses Japanese characters, and
  /// what follows it are some.
  static func isISO2022JP(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let escapes = ["$@", "$B", "(J", "(I"].map { [0x1B] + Array($0.utf8) }
    var start = 0
    while let escape = bytes.firstIndex(of: 0x1B, from: start) {
      let part = UnsafeRawBufferPointer(rebasing: bytes[escape...].prefix(sample))
      if escapes.contains(where: { part.starts(with: $0) }) {
        guard bytes.firstNonASCII(from: 0) == nil else { return false }
        var decoded: [UInt8] = []
        return CharsetDecoder.append(part, .iso2022JP, to: &decoded).isSure
      }
      start = escape + 1
    }
    return false
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
