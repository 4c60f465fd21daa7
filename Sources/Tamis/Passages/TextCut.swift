// SPDX-License-Identifier: Apache-2.0

import TamisText

/// Turns runs of tokens to take out of a text into ranges of its bytes.
///
/// The rule, line by line:
/// - A line that keeps a token keeps its line end and what stands before its first token; each run
///   of tokens goes with what stands between it and the next token that stays, or the line end.
/// - A line of which all tokens go, goes as a whole.
/// - A line without tokens goes if the line before it does, and it is blank or the next token goes
///   too: so paragraphs go with the blank line behind them.
/// - A text of which all tokens go, goes as a whole.
///
/// Every cut is thus at the start of a token, or at the start or end of a line. A token that shares
/// its character with one that stays, stays.
struct TextCut {
  /// Bytes to take out.
  struct Range: Equatable {
    var start: Int
    var end: Int
    /// The index of the run that they are of.
    let run: Int
  }

  private let text: ArraySlice<UInt8>
  private let places: TokenPlaces
  /// For each token the index of the run that it is of; -1 for those that stay.
  private var runs: [Int32]
  private var ranges: [Range] = []

  private static let newline = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  /// The bytes of runs of tokens, which ascend and do not overlap.
  ///
  /// - Returns: Ranges in ascending order, disjoint, none empty.
  /// - Complexity: O(n) for a text of n bytes.
  static func ranges(
    of runs: [Swift.Range<Int>], in text: ArraySlice<UInt8>, places: TokenPlaces
  ) -> [Range] {
    var cut = TextCut(text: text, places: places)
    cut.mark(runs)
    cut.goThroughLines()
    return cut.ranges
  }

  private init(text: ArraySlice<UInt8>, places: TokenPlaces) {
    self.text = text
    self.places = places
    runs = [Int32](repeating: -1, count: places.count)
  }

  private mutating func mark(_ ranges: [Swift.Range<Int>]) {
    for (index, range) in ranges.enumerated() {
      for token in range.clamped(to: runs.indices) {
        runs[token] = Int32(truncatingIfNeeded: index)
      }
    }
    for token in runs.indices.dropFirst() where stays(token - 1) && overlap(token - 1) {
      runs[token] = -1
    }
    for token in runs.indices.dropLast().reversed() where stays(token + 1) && overlap(token) {
      runs[token] = -1
    }
  }

  private func stays(_ token: Int) -> Bool { runs[token] < 0 }

  /// Whether a token shares bytes with the next.
  private func overlap(_ token: Int) -> Bool { places.ends[token] > places.starts[token + 1] }

  private mutating func goThroughLines() {
    guard !runs.isEmpty else { return }
    let allGo = runs.allSatisfy { $0 >= 0 }
    var (start, token) = (0, 0)
    var lineBeforeGoes = false
    while start < text.count {
      let (contentEnd, end) = endOfLine(from: start)
      let first = token
      while token < runs.count, places.starts[token] < end { token += 1 }
      let tokens = first..<token
      if tokens.isEmpty {
        let nextGoes = token < runs.count && !stays(token)
        lineBeforeGoes = lineBeforeGoes && (nextGoes || isBlank(start..<contentEnd))
        if lineBeforeGoes || allGo { append(start, end, run: runs[max(0, first - 1)]) }
      } else if tokens.contains(where: stays) {
        lineBeforeGoes = false
        cut(tokens, contentEnd: contentEnd)
      } else {
        lineBeforeGoes = true
        cut(tokens, start: start, contentEnd: end)
      }
      start = end
    }
  }

  /// Where the line that begins at `start` ends, without its line end and with it.
  private func endOfLine(from start: Int) -> (contentEnd: Int, end: Int) {
    let from = text.startIndex + start
    guard let newline = text[from...].firstIndex(of: Self.newline) else {
      return (text.count, text.count)
    }
    let hasReturn = newline > from && text[newline - 1] == Self.carriageReturn
    let end = newline - text.startIndex
    return (hasReturn ? end - 1 : end, end + 1)
  }

  private func isBlank(_ range: Swift.Range<Int>) -> Bool {
    let base = text.startIndex
    return text[base + range.lowerBound..<base + range.upperBound].allSatisfy { $0 <= 0x20 }
  }

  /// Appends the ranges of those of a line's tokens that go.
  ///
  /// - Parameters:
  ///   - start: Where the first token's range begins, if not with it.
  ///   - contentEnd: Where the last token's range ends.
  private mutating func cut(_ tokens: Swift.Range<Int>, start: Int? = nil, contentEnd: Int) {
    for token in tokens where !stays(token) {
      let isLast = token + 1 == tokens.upperBound
      append(
        token == tokens.lowerBound ? start ?? Int(places.starts[token]) : Int(places.starts[token]),
        isLast ? contentEnd : Int(places.starts[token + 1]), run: runs[token])
    }
  }

  /// Appends bytes, to the last range where they continue it.
  private mutating func append(_ start: Int, _ end: Int, run: Int32) {
    guard start < end else { return }
    if let last = ranges.last, last.end == start, last.run == Int(run) {
      ranges[ranges.count - 1].end = end
    } else {
      ranges.append(Range(start: start, end: end, run: Int(run)))
    }
  }
}
