// SPDX-License-Identifier: Apache-2.0

extension BlockShape {
  /// Measures one line's content.
  /// - Complexity: O(*n*) in the bytes of the range.
  init(measuring text: Span<UInt8>, _ range: Range<Int>) {
    var index = range.lowerBound
    var before: UInt8 = 0
    var dates = DateFinder()
    while index < range.upperBound {
      let byte = text[index]
      dates.read(byte)
      if byte < 0x80 {
        countASCII(byte, before: before, next: Self.byte(text, index + 1, range))
        characterCount &+= 1
        index += 1
      } else {
        let b = Self.byte(text, index + 1, range)
        let c = Self.byte(text, index + 2, range)
        if byte >= 0xC0 {
          countWide(byte, b, c)
          characterCount &+= 1
        }
        index += 1
      }
      before = byte
    }
    dates.read(0)
    hasDate = dates.found
    endsSentence = Ending.isSentence(text, range)
    endsPunctuated = endsSentence || Ending.isPunctuated(text, range)
    startsLower = Self.startsLower(text, range)
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

  private mutating func countASCII(_ byte: UInt8, before: UInt8, next: UInt8) {
    switch byte {
    case 0x30...0x39: digits &+= 1
    case 0x41...0x5A: capitals &+= 1
    case UInt8(ascii: ","): commas &+= 1
    case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"):
      // "U.S. officials" and "J. Smith" end no sentence: the letter before is a capital.
      let word = (0x61...0x7A).contains(before) || before >= 0x80 || (0x30...0x39).contains(before)
      let closed = before == UInt8(ascii: ")") || before == UInt8(ascii: "\"")
      if next == 0x20 && (word || closed) { innerSentences &+= 1 }
    case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ";"), UInt8(ascii: "="),
      UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"), UInt8(ascii: "_"),
      UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "`"), UInt8(ascii: "$"):
      codeSigns &+= 1
      if byte == UInt8(ascii: "$") { currencies &+= 1 }
    default: break
    }
  }

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
  private var last: UInt8 = 0

  mutating func read(_ byte: UInt8) {
    if byte >= 0x30 && byte <= 0x39 {
      if length == 0 && last != separator { joined = 0 }
      length += 1
      if length <= 2 { century = 10 * (length == 1 ? 0 : century) + Int(byte &- 0x30) }
    } else if length > 0 {
      endNumber(byte)
    }
    last = byte
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
