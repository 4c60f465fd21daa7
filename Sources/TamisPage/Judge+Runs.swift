// SPDX-License-Identifier: Apache-2.0

extension Judge {
  /// Drops all but the first of a stretch of lines that stands in the page more than once, such as
  /// a menu for wide screens and the same menu for narrow ones.
  ///
  /// One line says little when it is short; the same eight in the same order say enough, unless
  /// they are verse: a chorus is as long.
  /// - Complexity: O(*n*) in the blocks.
  mutating func dropRepeatedRuns() {
    var latest = [Int](repeating: -1, count: page.lineCount)
    var index = 0
    while index < blocks.count {
      let start = latest[Int(blocks[index].number)]
      let length = start >= 0 ? runLength(start, index) : 0
      if start >= 0 && isListing(index..<index + length) {
        for offset in 0..<length {
          let kept = verdicts[start + offset]?.copyOf ?? start + offset
          drop(index + offset, .repeatedLine, .lines(length), 0.9, copyOf: kept)
        }
      }
      for next in index..<index + max(1, length) { latest[Int(blocks[next].number)] = next }
      index += max(1, length)
    }
  }

  /// How many blocks from `second` on equal those from `first` on, as far as the two do not
  /// overlap.
  private func runLength(_ first: Int, _ second: Int) -> Int {
    var length = 0
    while first + length < second, second + length < blocks.count,
      blocks[first + length].number == blocks[second + length].number
    {
      length += 1
    }
    return length
  }

  /// Whether a stretch is long enough, and without the punctuation of verse or talk.
  private func isListing(_ range: Range<Int>) -> Bool {
    guard range.count >= Limits.runLines else { return false }
    let words = range.reduce(0) { $0 + blocks[$1].wordCount }
    let punctuated = range.count { blocks[$0].shape.endsPunctuated && !blocks[$0].isSentence }
    return words >= Limits.runWords && 10 * punctuated < 3 * range.count
  }
}
