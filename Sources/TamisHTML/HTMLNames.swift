// SPDX-License-Identifier: Apache-2.0

extension HTMLTag {
  /// The element of a name, in any case, at a place in a text.
  @inline(__always)
  init(named name: Range<Int>, in html: Span<UInt8>) {
    let word = html.word(name).asciiLowered
    let slot = Int(truncatingIfNeeded: (word &* HTMLTagNames.multiplier) &>> HTMLTagNames.shift)
    self = .other
    guard HTMLTagNames.words[slot] == word else { return }
    if name.count >= 8 {
      guard name.count <= 16,
        HTMLTagNames.rest(of: word) ?? 0 == html.rest(name)
      else { return }
    }
    self = HTMLTag(rawValue: HTMLTagNames.cases[slot]) ?? .other
  }
}

extension HTMLAttribute.Kind {
  /// The attribute of a name, in any case, at a place in a text.
  @inline(__always)
  init(named name: Range<Int>, in html: Span<UInt8>) {
    let word = html.word(name).asciiLowered
    let hash = (word &* HTMLAttributeNames.multiplier) &>> HTMLAttributeNames.shift
    let slot = Int(truncatingIfNeeded: hash)
    self = .other
    guard HTMLAttributeNames.words[slot] == word else { return }
    if name.count >= 8 {
      guard name.count <= 16,
        HTMLAttributeNames.rest(of: word) ?? 0 == html.rest(name)
      else { return }
    }
    self = HTMLAttribute.Kind(rawValue: HTMLAttributeNames.cases[slot]) ?? .other
  }
}

extension Span where Element == UInt8 {
  /// The second eight bytes of a name, in lower case.
  fileprivate func rest(_ name: Range<Int>) -> UInt64 {
    word(Swift.min(name.lowerBound &+ 8, name.upperBound)..<name.upperBound).asciiLowered
  }
}
