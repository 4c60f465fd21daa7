// SPDX-License-Identifier: Apache-2.0

import CTamisKernels

extension BlockShape {
  /// Measures one line's content.
  /// - Complexity: O(*n*) in the bytes of the range.
  init(measuring text: Span<UInt8>, _ range: Range<Int>, _ classes: borrowing ByteClasses) {
    var dates = DateFinder()
    var start = range.lowerBound
    while start < range.upperBound {
      let left = range.upperBound - start
      let bytes = text.sixteen(at: start)
      let present: UInt32 = left < 16 ? (1 << UInt32(left)) - 1 : 0xFFFF
      let continuing = tamis_mask_continuing(bytes) & present
      characterCount &+= Int32(min(left, 16) - continuing.nonzeroBitCount)
      var telling = tamis_mask_telling(bytes) & present
      while telling != 0 {
        read(start + telling.trailingZeroBitCount, text, range, classes, &dates)
        telling &= telling - 1
      }
      start += 16
    }
    dates.end(by: Self.byte(text, dates.next, range))
    hasDate = dates.found
    endsSentence = Ending.isSentence(text, range)
    endsPunctuated = endsSentence || Ending.isPunctuated(text, range)
    startsLower = Self.startsLower(text, range)
  }

  /// Counts a byte that is more than a character.
  @inline(__always)
  private mutating func read(
    _ index: Int, _ text: Span<UInt8>, _ range: Range<Int>, _ classes: borrowing ByteClasses,
    _ dates: inout DateFinder
  ) {
    let byte = text[index]
    let before = index > range.lowerBound ? text[index - 1] : 0
    switch classes[byte] {
    case .plain: break
    case .digit:
      digits &+= 1
      dates.end(by: Self.byte(text, dates.next, range), unlessAt: index)
      dates.read(byte, before: before, at: index)
    case .capital: capitals &+= 1
    case .comma: commas &+= 1
    case .codeSign: codeSigns &+= 1
    case .currency:
      codeSigns &+= 1
      currencies &+= 1
    case .stop:
      let next = Self.byte(text, index + 1, range)
      if Self.isInnerStop(before: before, next: next) { innerSentences &+= 1 }
    case .wide:
      countWide(byte, Self.byte(text, index + 1, range), Self.byte(text, index + 2, range))
    }
  }

  /// Whether a full stop, exclamation or question mark ends a sentence within the line.
  private static func isInnerStop(before: UInt8, next: UInt8) -> Bool {
    guard next == 0x20 else { return false }
    // "U.S. officials" and "J. Smith" end no sentence: the letter before is a capital.
    let word = (0x61...0x7A).contains(before) || before >= 0x80 || (0x30...0x39).contains(before)
    return word || before == UInt8(ascii: ")") || before == UInt8(ascii: "\"")
  }

  /// The shape of this block with another line after it.
  mutating func append(_ other: BlockShape) {
    characterCount &+= other.characterCount &+ 1
    unspacedCount &+= other.unspacedCount
    innerSentences &+= other.innerSentences
    if endsSentence { innerSentences &+= 1 }
    codeSigns &+= other.codeSigns
    digits &+= other.digits
    commas &+= other.commas
    capitals &+= other.capitals
    currencies &+= other.currencies
    endsSentence = other.endsSentence
    endsPunctuated = other.endsPunctuated
    isSoutheastAsian = isSoutheastAsian || other.isSoutheastAsian
    hasCopyrightSign = hasCopyrightSign || other.hasCopyrightSign
    hasDate = hasDate || other.hasDate
  }

  private static func byte(_ text: Span<UInt8>, _ index: Int, _ range: Range<Int>) -> UInt8 {
    index < range.upperBound ? text[index] : 0
  }

  /// Counts a character of two bytes or more by its first three.
  private mutating func countWide(_ a: UInt8, _ b: UInt8, _ c: UInt8) {
    switch a {
    case 0xE0 where (0xB8...0xBB).contains(b), 0xE1 where (0x80...0x82).contains(b),
      0xE1 where (0x9E...0x9F).contains(b):
      unspacedCount &+= 1
      isSoutheastAsian = true
    case 0xE3 where b == 0x80 && c == 0x81: commas &+= 1
    case 0xEF where b == 0xBC && c == 0x8C: commas &+= 1
    case 0xE3 where b >= 0x81,
      0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9,
      0xF0 where b >= 0xA0:
      if !Ending.isWideStop(a, b, c) { unspacedCount &+= 1 }
    case 0xEF where b >= 0xA4 && b <= 0xAB: unspacedCount &+= 1
    case 0xC2 where b == 0xA9: hasCopyrightSign = true
    case 0xC2 where b == 0xA3 || b == 0xA5: currencies &+= 1
    case 0xE2 where b == 0x82 && c >= 0xA0: currencies &+= 1
    case 0xD8 where b == 0x8C: commas &+= 1
    default: break
    }
    if Ending.isWideStop(a, b, c) { innerSentences &+= 1 }
  }

  /// Whether the first letter is a small one of a script that has capitals.
  private static func startsLower(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let a = text[range.lowerBound]
    if a < 0x80 { return (0x61...0x7A).contains(a) }
    let b = byte(text, range.lowerBound + 1, range)
    switch a {
    case 0xC3: return b >= 0x9F && b != 0xB7
    case 0xC4, 0xC5: return b & 1 == 1
    case 0xCE: return b >= 0xAC
    case 0xCF: return b >= 0x80 && b <= 0x8E
    case 0xD0: return b >= 0xB0
    case 0xD1: return b <= 0x9F || b & 1 == 1
    case 0xD2, 0xD3: return b & 1 == 1
    default: return false
    }
  }
}

/// Finds numbers that look like a year, a time of day or a date of three numbers.
private struct DateFinder {
  private(set) var found = false
  private var length = 0
  /// The first two digits of the number being read.
  private var century = 0
  /// Numbers read before this one and joined to it by the separator.
  private var joined = 0
  private var separator: UInt8 = 0

  /// Where the next digit of the number being read would be.
  private(set) var next = 0

  /// Reads a digit.
  mutating func read(_ digit: UInt8, before: UInt8, at index: Int) {
    if length == 0 && before != separator { joined = 0 }
    length += 1
    if length <= 2 { century = 10 * (length == 1 ? 0 : century) + Int(digit &- 0x30) }
    next = index + 1
  }

  /// Ends the number that was read, if there is one, unless its next digit is at an index.
  mutating func end(by byte: UInt8, unlessAt index: Int? = nil) {
    if length > 0 && index != next { endNumber(byte) }
  }

  private mutating func endNumber(_ byte: UInt8) {
    let isYear = length == 4 && (century == 19 || century == 20)
    let isClock = joined == 1 && separator == UInt8(ascii: ":") && length == 2
    let isTriple = joined == 2 && separator != UInt8(ascii: ":") && length == 2
    if isYear || isClock || isTriple { found = true }
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: ":"):
      let short = length <= 2 || isYear
      joined = !short ? 0 : separator == byte && joined > 0 ? joined + 1 : 1
      separator = byte
    default:
      joined = 0
      separator = 0
    }
    length = 0
  }
}
