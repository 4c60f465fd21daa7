// SPDX-License-Identifier: Apache-2.0

/// Character references (sections 13.2.5.72 to 13.2.5.80 of the WHATWG standard).
enum CharacterReference {
  /// Appends what the `&` at a place begins, the `&` itself if that is no reference, and returns
  /// where it ends.
  static func append(
    at index: Int, of html: Span<UInt8>, end: Int, inAttribute: Bool, to text: inout [UInt8]
  ) -> Int {
    let next = index + 1
    if next < end {
      if html[next] == 0x23 {
        if let after = appendNumeric(from: next + 1, of: html, end: end, to: &text) { return after }
      } else if html[next].isASCIILetter {
        if let after = appendNamed(
          from: next, of: html, end: end, inAttribute: inAttribute, to: &text)
        {
          return after
        }
      }
    }
    text.append(0x26)
    return next
  }

  // MARK: - Numbers

  private static func appendNumeric(
    from: Int, of html: Span<UInt8>, end: Int, to text: inout [UInt8]
  ) -> Int? {
    let isHex = from < end && html[from] | 0x20 == 0x78
    let start = isHex ? from + 1 : from
    var i = start
    var code: UInt32 = 0
    while i < end, let digit = digit(html[i], isHex: isHex) {
      // What is too large stays too large.
      if code < 0x11_0000 { code = code * (isHex ? 16 : 10) + digit }
      i += 1
    }
    guard i > start else { return nil }
    if i < end, html[i] == 0x3B { i += 1 }
    text.append(contentsOf: String(character(code)).utf8)
    return i
  }

  private static func digit(_ byte: UInt8, isHex: Bool) -> UInt32? {
    if byte.isASCIIDigit { return UInt32(byte & 15) }
    let letter = (byte | 0x20) &- 0x61
    return isHex && letter < 6 ? UInt32(letter) + 10 : nil
  }

  /// The character of a number: windows-1252 is meant by the C1 controls.
  private static func character(_ code: UInt32) -> Character {
    let code = 0x80...0x9F ~= code ? windows1252[Int(code - 0x80)] : code
    guard code != 0, let scalar = Unicode.Scalar(code) else { return "\u{FFFD}" }
    return Character(scalar)
  }

  private static let windows1252: [UInt32] = [
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
  ]

  // MARK: - Names

  private static func appendNamed(
    from start: Int, of html: Span<UInt8>, end: Int, inAttribute: Bool, to text: inout [UInt8]
  ) -> Int? {
    let limit = min(end, start + CharacterReferenceTable.longest + 1)
    var i = start
    while i < limit, html[i].isASCIILetter || html[i].isASCIIDigit { i += 1 }
    if i < end, html[i] == 0x3B, let entry = entry(start..<i, of: html) {
      append(entry, to: &text)
      return i + 1
    }
    // Without a semicolon: the longest name that may go without.
    for stop in stride(
      from: min(i, start + CharacterReferenceTable.longestOptional), to: start + 1, by: -1)
    {
      guard let entry = entry(start..<stop, of: html),
        CharacterReferenceTable.entries[entry] & 0x40 != 0
      else { continue }
      if inAttribute, stop < end, stop < i || html[stop] == 0x3D { return nil }
      append(entry, to: &text)
      return stop
    }
    return nil
  }

  /// Where in the table a name is.
  private static func entry(_ name: Range<Int>, of html: Span<UInt8>) -> Int? {
    guard name.count <= CharacterReferenceTable.longest else { return nil }
    var hash: UInt32 = 0
    for i in name {
      hash = (hash ^ UInt32(html[i])) &* 0x9E37_79B1
      hash ^= hash >> 15
    }
    hash = hash &* 0x85EB_CA6B
    var slot = Int(hash >> CharacterReferenceTable.shift)
    while CharacterReferenceTable.slots[slot] != 0xFFFF {
      let entry = Int(CharacterReferenceTable.slots[slot])
      if isName(name, of: html, at: entry) { return entry }
      slot = (slot + 1) & (CharacterReferenceTable.slots.count - 1)
    }
    return nil
  }

  private static func isName(_ name: Range<Int>, of html: Span<UInt8>, at entry: Int) -> Bool {
    let entries = CharacterReferenceTable.entries
    guard Int(entries[entry] & 0x3F) == name.count else { return false }
    for i in 0..<name.count where entries[entry + 2 + i] != html[name.lowerBound + i] {
      return false
    }
    return true
  }

  private static func append(_ entry: Int, to text: inout [UInt8]) {
    let entries = CharacterReferenceTable.entries
    let start = entry + 2 + Int(entries[entry] & 0x3F)
    text.append(contentsOf: entries[start..<start + Int(entries[entry + 1])])
  }
}
