// SPDX-License-Identifier: Apache-2.0

extension HTMLTag {
  /// Whether a ``PageFactsCollector`` wants the start tags of this element.
  public var statesFacts: Bool {
    switch self {
    case .html, .title, .meta, .link, .base, .script, .time: true
    default: false
    }
  }
}

extension Span where Element == UInt8 {
  /// Whether a range holds a word that is given in small letters, in any case of ASCII letters.
  func holds(_ word: StaticString, in range: Range<Int>) -> Bool {
    range.count == word.utf8CodeUnitCount && matches(word, at: range.lowerBound)
  }

  /// Whether one of a range's words, with white space between them, is the one given.
  func hasWord(_ word: StaticString, in range: Range<Int>) -> Bool {
    var start = range.lowerBound
    for index in range where self[index].isHTMLSpace {
      if holds(word, in: start..<index) { return true }
      start = index + 1
    }
    return holds(word, in: start..<range.upperBound)
  }

  /// The name in a range, without white space around it; nil where it is too long to be one that
  /// is known, or is not ASCII.
  func name(in range: Range<Int>, folded: Bool) -> String? {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, self[start].isHTMLSpace { start += 1 }
    while end > start, self[end - 1].isHTMLSpace { end -= 1 }
    guard end - start <= PageFacts.longestName else { return nil }
    for index in start..<end where self[index] >= 0x80 { return nil }
    return String(unsafeUninitializedCapacity: end - start) { name in
      for index in start..<end {
        name[index - start] = folded ? self[index].asciiLowered : self[index]
      }
      return end - start
    }
  }
}
