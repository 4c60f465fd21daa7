// SPDX-License-Identifier: Apache-2.0

extension HTMLTag {
  /// The element of a name, in any case, at a place in a text.
  init(named name: Range<Int>, in html: Span<UInt8>) {
    self.init(named: name, word: html.word(name), in: html)
  }

  /// The element of a name whose first eight bytes are known.
  @inline(__always)
  init(named name: Range<Int>, word: UInt64, in html: Span<UInt8>) {
    // Nearly all names are in lower case: only what is not found is looked up again.
    var slot = Self.slot(word)
    if HTMLTagNames.words[slot] != word || name.count >= 8 {
      let lowered = word.asciiLowered
      slot = Self.slot(lowered)
      guard HTMLTagNames.words[slot] == lowered,
        name.count < 8 || html.rest(name) == HTMLTagNames.rest(of: lowered)
      else {
        self = .other
        return
      }
    }
    self = HTMLTagNames.cases[slot]
  }

  @inline(__always)
  private static func slot(_ word: UInt64) -> Int {
    Int(truncatingIfNeeded: (word &* HTMLTagNames.multiplier) &>> HTMLTagNames.shift)
  }
}

extension HTMLAttribute.Kind {
  /// The attribute of a name, in any case, at a place in a text, whose first eight bytes are known.
  @inline(__always)
  init(named name: Range<Int>, word: UInt64, in html: Span<UInt8>) {
    var slot = Self.slot(word)
    if HTMLAttributeNames.words[slot] != word || name.count >= 8 {
      let lowered = word.asciiLowered
      slot = Self.slot(lowered)
      guard HTMLAttributeNames.words[slot] == lowered,
        name.count < 8 || html.rest(name) == HTMLAttributeNames.rest(of: lowered)
      else {
        self = .other
        return
      }
    }
    self = HTMLAttributeNames.cases[slot]
  }

  @inline(__always)
  private static func slot(_ word: UInt64) -> Int {
    Int(truncatingIfNeeded: (word &* HTMLAttributeNames.multiplier) &>> HTMLAttributeNames.shift)
  }
}

extension Span where Element == UInt8 {
  /// What follows the first eight bytes of a name of up to sixteen, in lower case; all ones, which
  /// are not of any name, if it is longer.
  @inline(never)
  fileprivate func rest(_ name: Range<Int>) -> UInt64 {
    guard name.count <= 16 else { return ~0 }
    return word(Swift.min(name.lowerBound &+ 8, name.upperBound)..<name.upperBound).asciiLowered
  }
}
