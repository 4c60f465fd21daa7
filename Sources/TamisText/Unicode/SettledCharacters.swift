// SPDX-License-Identifier: Apache-2.0

/// For each code point below 0x10000 the UTF-8 that it maps to and its class, where it maps to one
/// code point of this range that stays where it is.
///
/// It says no more than `UnicodeProperties`, from which it is made once, but needs one look in
/// place of two and no encoding. Safety: the pointer is never written after `init` and never freed.
struct SettledCharacters: @unchecked Sendable {
  /// One word a code point: up to three bytes, the first lowest, then in the top byte how many
  /// these are (bits 0 and 1), the `TokenClass` (2 and 3), whether it is a digit (4) and whether it
  /// is none of these characters (5).
  let entries: UnsafePointer<UInt32>

  static let shared = SettledCharacters()

  /// The bit of a character that is not settled.
  static let movable: UInt32 = 1 << 29
  /// The bit of a decimal digit.
  static let digit: UInt32 = 1 << 28

  /// How many bytes an entry has.
  @inline(__always)
  static func length(_ entry: UInt32) -> Int { Int(truncatingIfNeeded: entry >> 24 & 3) }

  /// The raw value of an entry's `TokenClass`.
  @inline(__always)
  static func tokenClass(_ entry: UInt32) -> UInt32 { entry >> 26 & 3 }

  private init() {
    let table = UnsafeMutablePointer<UInt32>.allocate(capacity: 0x1_0000)
    let properties = UnicodeProperties.shared
    for codePoint in 0..<UInt32(0x1_0000) {
      table[Int(codePoint)] = Self.entry(codePoint, properties[codePoint])
    }
    entries = UnsafePointer(table)
  }

  private static func entry(_ codePoint: UInt32, _ entry: UnicodeEntry) -> UInt32 {
    let mapped = codePoint &+ UInt32(bitPattern: entry.delta)
    let isSurrogate = codePoint &- 0xD800 < 0x800
    guard !entry.isSequence, entry.motion == 0, mapped < 0x1_0000, !isSurrogate else {
      return movable
    }
    var bytes: (UInt8, UInt8, UInt8, UInt8) = (0, 0, 0, 0)
    let length = withUnsafeMutableBytes(of: &bytes) { bytes in
      // Four bytes are there, so there is a base address.
      UTF8Encoding.encode(
        mapped, to: bytes.bindMemory(to: UInt8.self).baseAddress.unsafelyUnwrapped)
    }
    return UInt32(bytes.0) | UInt32(bytes.1) << 8 | UInt32(bytes.2) << 16
      | UInt32(length) << 24 | entry.tokenClass << 26 | (entry.isDigit ? digit : 0)
  }
}

/// One character as `SettledCharacters` has it.
struct SettledCharacter {
  let entry: UInt32
  /// Bytes that it takes in the text.
  let length: Int

  /// Decodes the character at `at`; what is not UTF-8, or beyond U+FFFF, is not settled.
  ///
  /// - Precondition: `at` < `end`, and `bytes` is valid up to `end`.
  @inline(__always)
  init(_ bytes: UnsafePointer<UInt8>, at: Int, end: Int, _ table: UnsafePointer<UInt32>) {
    let lead = UInt32(bytes[at])
    if lead < 0x80 {
      (entry, length) = (table[Int(lead)], 1)
    } else if lead &- 0xC2 < 0x1E, at &+ 1 < end, bytes[at &+ 1] & 0xC0 == 0x80 {
      (entry, length) = (table[Int((lead & 0x1F) << 6 | UInt32(bytes[at &+ 1] & 0x3F))], 2)
    } else if lead & 0xF0 == 0xE0, at &+ 2 < end, bytes[at &+ 1] & 0xC0 == 0x80,
      bytes[at &+ 2] & 0xC0 == 0x80
    {
      let codePoint =
        (lead & 0x0F) << 12 | UInt32(bytes[at &+ 1] & 0x3F) << 6 | UInt32(bytes[at &+ 2] & 0x3F)
      // Below are overlong forms; surrogates are not settled.
      entry = codePoint >= 0x800 ? table[Int(codePoint)] : SettledCharacters.movable
      length = 3
    } else {
      (entry, length) = (SettledCharacters.movable, 1)
    }
  }
}
