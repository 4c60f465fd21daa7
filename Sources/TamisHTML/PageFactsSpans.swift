// SPDX-License-Identifier: Apache-2.0

extension HTMLTag {
  /// Whether a ``PageFactsCollector`` wants the start tags of this element.
  public var statesFacts: Bool {
    switch self {
    case .html, .title, .meta, .link, .script, .time: true
    default: false
    }
  }
}

extension Span<UInt8> {
  /// Whether a range holds a word that is given in small letters, in any case of ASCII letters.
  ///
  /// - Parameter prefix: Whether more may follow.
  func holds(_ word: StaticString, in range: Range<Int>, prefix: Bool = false) -> Bool {
    let length = word.utf8CodeUnitCount
    guard prefix ? range.count >= length : range.count == length else { return false }
    return word.withUTF8Buffer { wanted in
      for offset in 0..<length
      where folded(self[range.lowerBound + offset]) != wanted[offset] { return false }
      return true
    }
  }

  /// Whether one of a range's words, with white space between them, is the one given.
  func hasWord(_ word: StaticString, in range: Range<Int>) -> Bool {
    var start = range.lowerBound
    for index in range where isSpace(self[index]) {
      if holds(word, in: start..<index) { return true }
      start = index + 1
    }
    return holds(word, in: start..<range.upperBound)
  }

  /// The name in a range without white space around it; nil where it is too long to be one that
  /// is known.
  func name(in range: Range<Int>, folded: Bool) -> String? {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, isSpace(self[start]) { start += 1 }
    while end > start, isSpace(self[end - 1]) { end -= 1 }
    guard end - start <= PageFacts.longestName else { return nil }
    return String(unsafeUninitializedCapacity: end - start) { name in
      for index in start..<end {
        let byte = folded ? self.folded(self[index]) : self[index]
        // What is not ASCII is no known name, and must not make invalid UTF-8.
        name[index - start] = byte < 0x80 ? byte : UInt8(ascii: "?")
      }
      return end - start
    }
  }

  private func folded(_ byte: UInt8) -> UInt8 {
    byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
  }

  private func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (byte >= 0x09 && byte <= 0x0D && byte != 0x0B)
  }
}
