// SPDX-License-Identifier: Apache-2.0

/// One step of decoding UTF-8: a code point and the bytes it took.
struct DecodedScalar {
  /// The code point; U+FFFD where the bytes are not UTF-8.
  let codePoint: UInt32
  /// Bytes consumed, 1...4; of invalid input the maximal subpart (Unicode chapter 3.9, table 3-8).
  let length: Int
  /// Whether the bytes are not UTF-8.
  let isInvalid: Bool

  @inline(__always)
  init(codePoint: UInt32, length: Int) {
    self.codePoint = codePoint
    self.length = length
    isInvalid = false
  }

  init(invalid length: Int) {
    codePoint = 0xFFFD
    self.length = length
    isInvalid = true
  }

  /// Decodes the scalar that begins at `at`, a byte outside ASCII.
  ///
  /// - Precondition: `at` < `end`, and `bytes` is valid up to `end`.
  @inline(__always)
  init(_ bytes: UnsafePointer<UInt8>, at: Int, end: Int) {
    let lead = UInt32(bytes[at])
    if lead &- 0xC2 < 0x1E, at + 1 < end, bytes[at + 1] & 0xC0 == 0x80 {
      self.init(codePoint: (lead & 0x1F) << 6 | UInt32(bytes[at + 1] & 0x3F), length: 2)
      return
    }
    // The ranges of the second byte are narrower for E0 (overlong) and ED (surrogates).
    if lead & 0xF0 == 0xE0, at + 2 < end, bytes[at + 2] & 0xC0 == 0x80 {
      let second = UInt32(bytes[at + 1])
      let codePoint = (lead & 0x0F) << 12 | (second & 0x3F) << 6 | UInt32(bytes[at + 2] & 0x3F)
      if second & 0xC0 == 0x80, codePoint >= 0x800, codePoint &- 0xD800 >= 0x800 {
        self.init(codePoint: codePoint, length: 3)
        return
      }
    }
    self.init(rare: bytes, at: at, end: end)
  }

  /// Decodes the scalar that begins at `at`, of ASCII or not.
  ///
  /// - Precondition: `at` < `end`, and `bytes` is valid up to `end`.
  @inline(__always)
  init(maybeASCII bytes: UnsafePointer<UInt8>, at: Int, end: Int) {
    if bytes[at] < 0x80 {
      self.init(codePoint: UInt32(bytes[at]), length: 1)
    } else {
      self.init(bytes, at: at, end: end)
    }
  }

  /// Four-byte sequences, and everything that is not UTF-8.
  private init(rare bytes: UnsafePointer<UInt8>, at: Int, end: Int) {
    let lead = bytes[at]
    let second: ClosedRange<UInt8>
    let needed: Int
    switch lead {
    case 0xC2...0xDF: (needed, second) = (2, 0x80...0xBF)
    case 0xE0: (needed, second) = (3, 0xA0...0xBF)
    case 0xED: (needed, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (needed, second) = (3, 0x80...0xBF)
    case 0xF0: (needed, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (needed, second) = (4, 0x80...0xBF)
    case 0xF4: (needed, second) = (4, 0x80...0x8F)
    default:
      self.init(invalid: 1)
      return
    }
    var codePoint = UInt32(lead) & (0x7F >> UInt32(needed))
    for offset in 1..<needed {
      let allowed = offset == 1 ? second : 0x80...0xBF
      guard at + offset < end, allowed.contains(bytes[at + offset]) else {
        self.init(invalid: offset)
        return
      }
      codePoint = codePoint << 6 | UInt32(bytes[at + offset] & 0x3F)
    }
    self.init(codePoint: codePoint, length: needed)
  }
}
