// SPDX-License-Identifier: Apache-2.0

extension HTMLTag {
  /// The element of a name, in any case, at a place in a text.
  init(named name: Range<Int>, in html: Span<UInt8>) {
    self.init(named: HTMLName(range: name, word: html.word(name)), in: html)
  }

  /// The element of a name, in any case, at a place in a text.
  @inline(__always)
  init(named name: HTMLName, in html: Span<UInt8>) {
    let slot = Int(truncatingIfNeeded: name.hash(HTMLTagNames.multiplier) &>> HTMLTagNames.shift)
    let word = HTMLTagNames.words[slot]
    self = .other
    guard name.mayBe(word), name.isWhole(word, html, rest: HTMLTagNames.rest(of: word))
    else { return }
    self = HTMLTagNames.cases[slot]
  }
}

extension HTMLAttribute.Kind {
  /// The attribute of a name, in any case, at a place in a text.
  @inline(__always)
  init(named name: HTMLName, in html: Span<UInt8>) {
    let hash = name.hash(HTMLAttributeNames.multiplier) &>> HTMLAttributeNames.shift
    let slot = Int(truncatingIfNeeded: hash)
    let word = HTMLAttributeNames.words[slot]
    self = .other
    guard name.mayBe(word), name.isWhole(word, html, rest: HTMLAttributeNames.rest(of: word))
    else { return }
    self = HTMLAttributeNames.cases[slot]
  }
}

/// A name of a tag or an attribute.
struct HTMLName {
  /// Where it is.
  var range: Range<Int>
  /// Its first eight bytes, the first lowest, zeros beyond its end.
  var word: UInt64

  private static var caseBits: UInt64 { 0x2020_2020_2020_2020 }

  /// A hash of the first eight bytes that is the same in any case.
  @inline(__always)
  func hash(_ multiplier: UInt64) -> UInt64 { (word | Self.caseBits) &* multiplier }

  /// Whether the first eight bytes are those of a known name, or look as if.
  @inline(__always)
  func mayBe(_ known: UInt64) -> Bool { word | Self.caseBits == known | Self.caseBits }

  /// Whether it is a known name, of which the first eight bytes and the rest are given.
  @inline(__always)
  func isWhole(_ known: UInt64, _ html: Span<UInt8>, rest: @autoclosure () -> UInt64) -> Bool {
    if word == known, range.count < 8 { return true }
    return word.asciiLowered == known && (range.count < 8 || restOfName(html) == rest())
  }

  /// What follows the first eight bytes of a name of up to sixteen, in lower case; all ones, which
  /// are not of any name, if it is longer.
  @inline(never)
  private func restOfName(_ html: Span<UInt8>) -> UInt64 {
    guard range.count <= 16 else { return ~0 }
    return html.word(range.lowerBound &+ 8..<range.upperBound).asciiLowered
  }
}
