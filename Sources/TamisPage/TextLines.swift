// SPDX-License-Identifier: Apache-2.0

/// The lines of a text, and how stretches of whole lines are cut out of it.
public enum TextLines {
  /// The lines that have content, without the white space at their ends.
  ///
  /// - Complexity: O(n) for n bytes.
  public static func lines(of text: Span<UInt8>) -> [Range<Int>] {
    var scanner = LineScanner()
    var lines: [Range<Int>] = []
    while let line = scanner.next(in: text) { lines.append(LineScanner.trimmed(text, line)) }
    return lines
  }

  /// What to delete so that some stretches of whole lines are gone: of the line ends around each
  /// run of them, and between, the most are left.
  ///
  /// - Parameter stretches: Ascending and disjoint, from the first to the last byte of content.
  /// - Returns: A range for each stretch, ascending and disjoint.
  /// - Complexity: O(n) for n bytes.
  public static func cuts(of stretches: [Range<Int>], in text: Span<UInt8>) -> [Range<Int>] {
    var cuts: [Range<Int>] = []
    var first = 0
    while first < stretches.count {
      var end = first + 1
      while end < stretches.count,
        isBlank(text, stretches[end - 1].upperBound..<stretches[end].lowerBound)
      {
        end += 1
      }
      append(stretches[first..<end], in: text, to: &cuts)
      first = end
    }
    return cuts
  }

  /// Adds the cuts of stretches between which nothing is.
  private static func append(
    _ run: ArraySlice<Range<Int>>, in text: Span<UInt8>, to cuts: inout [Range<Int>]
  ) {
    // The gap before each stretch, and the one after the last.
    var gaps: [Range<Int>] = []
    var before = 0..<0
    if let first = run.first {
      before = startOfBlank(text, before: first.lowerBound)..<first.lowerBound
    }
    for stretch in run {
      gaps.append(before.lowerBound..<stretch.lowerBound)
      before = stretch.upperBound..<stretch.upperBound
    }
    gaps.append(before.lowerBound..<endOfBlank(text, after: before.lowerBound))
    let kept = keptGap(gaps, of: text)
    for (index, stretch) in run.enumerated() {
      cuts.append(
        index < kept
          ? gaps[index].lowerBound..<stretch.upperBound
          : stretch.lowerBound..<gaps[index + 1].upperBound)
    }
  }

  /// The gap that is left: at the text's ends its own, else that of the most line ends, the first
  /// of equal ones.
  private static func keptGap(_ gaps: [Range<Int>], of text: Span<UInt8>) -> Int {
    if gaps[0].lowerBound == 0 { return 0 }
    if gaps[gaps.count - 1].upperBound == text.count { return gaps.count - 1 }
    var (best, most) = (0, -1)
    for (index, gap) in gaps.enumerated() {
      var ends = 0
      for place in gap where text[place] == 0x0A || text[place] == 0x0D { ends += 1 }
      if ends > most { (best, most) = (index, ends) }
    }
    return best
  }

  private static func isBlank(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    LineScanner.trimmed(text, range).isEmpty
  }

  private static func startOfBlank(_ text: Span<UInt8>, before end: Int) -> Int {
    LineScanner.endOfContent(text, 0..<end)
  }

  private static func endOfBlank(_ text: Span<UInt8>, after start: Int) -> Int {
    LineScanner.startOfContent(text, start..<text.count)
  }
}
