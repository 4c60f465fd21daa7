// SPDX-License-Identifier: Apache-2.0

import TamisKernels
import TamisText
import Testing

@testable import Tamis

struct `Parts of the search for passages` {
  @Test func `winnowing selects the last of the least of each window`() {
    var random = PassageRandom(state: 1)
    var room: [Int] = []
    for tokens in [4, 5, 8, 9, 20, 50] {
      let winnowing = GramSelection(tokens: tokens)
      #expect(winnowing.gram + winnowing.window == tokens + 1)
      for alphabet in [1, 2, 10, 1 << 40] {
        for count in [0, 1, winnowing.window - 1, winnowing.window, winnowing.window + 1, 200] {
          let grams = (0..<count).map { _ in UInt64(random.number(0..<alphabet)) }
          var found: [Int] = []
          winnowing.forEachWindow(of: grams, room: &room) { window, selected in
            #expect(window == found.count)
            found.append(selected)
          }
          let expected = stride(from: 0, through: count - winnowing.window, by: 1).map { start in
            let window = start..<start + winnowing.window
            let least = window.map { grams[$0] }.min()
            return window.last { grams[$0] == least } ?? -1
          }
          #expect(found == expected, "\(tokens) tokens, \(count) of \(alphabet)")
        }
      }
    }
  }

  @Test func `hashes of runs are those of the runs alone`() {
    var random = PassageRandom(state: 2)
    let extremes: [UInt64] = [0, 1, .max, 1 << 61 - 1, 1 << 61, 1 << 61 - 2, 1 << 63]
    for tokens in [1, 2, 8, 50] {
      let hashes = (0..<300).map {
        $0 % 3 == 0 ? extremes[random.number(0..<extremes.count)] : random.next()
      }
      let hash = RunHash(tokens: tokens)
      var firsts: [Int] = []
      hash.forEachRun(of: hashes) { first, high, low in
        firsts.append(first)
        hash.forEachRun(of: Array(hashes[first..<first + tokens])) { _, ownHigh, ownLow in
          #expect((high, low) == (ownHigh, ownLow))
        }
      }
      #expect(firsts == Array(0...300 - tokens))
    }
  }

  @Test func `hashes of runs tell texts of two words apart`() {
    // Runs such as these collide modulo a power of two, whatever the base.
    let thueMorse = (0..<4096).map { UInt64($0.nonzeroBitCount & 1) }
    var seen: Set<[UInt64]> = []
    for words in [thueMorse, thueMorse.map { 1 - $0 }] {
      RunHash(tokens: 4096).forEachRun(of: words.map { $0 == 0 ? 77 : 991 }) { _, high, low in
        #expect(seen.insert([high, low]).inserted)
      }
    }
    #expect(seen.count == 2)
  }

  @Test func `the sweep covers all tokens with as few stretches as there can be`() {
    var random = PassageRandom(state: 3)
    for _ in 0..<500 {
      var segments: [Segment] = []
      for _ in 0..<random.number(0..<20) {
        let start = UInt64(random.number(100..<160))
        let end = start + UInt64(random.number(1..<30))
        segments.append(
          Segment(start: start, end: end, shift: UInt64(random.number(1..<100))))
      }
      segments.sort { ($0.start, $0.end, $0.shift) < ($1.start, $1.end, $1.shift) }
      var found: [Stretch] = []
      var sweep = SegmentSweep(tokens: 5)
      for segment in segments {
        sweep.advance(to: segment.start) { found.append($0) }
        sweep.add(segment)
      }
      sweep.finish { found.append($0) }
      var covered: Set<UInt64> = []
      for stretch in found {
        let tokens = stretch.first..<stretch.first + stretch.length
        #expect(!tokens.isEmpty)
        #expect(
          segments.contains {
            $0.shift == stretch.shift && $0.start <= tokens.lowerBound
              && tokens.upperBound <= $0.end
          })
        for token in tokens { #expect(covered.insert(token).inserted) }
      }
      #expect(covered == Set(segments.flatMap { $0.start..<$0.end }))
      #expect(found.map(\.first) == found.map(\.first).sorted())
      #expect(found.count == Self.fewest(segments))
    }
  }

  /// The fewest segments that cover what all do: at each token that is not covered yet the one that
  /// has it and reaches farthest.
  private static func fewest(_ segments: [Segment]) -> Int {
    var (count, place): (Int, UInt64) = (0, 0)
    while place < 300 {
      let ends = segments.filter { $0.start <= place && place < $0.end }.map(\.end)
      if let end = ends.max() {
        count += 1
        place = end
      } else {
        place += 1
      }
    }
    return count
  }

  @Test func `of two segments that overlap the one with the earlier source has what both have`() {
    let cases: [(tokens: UInt64, shifts: [UInt64], boundary: UInt64)] = [
      (5, [7, 9], 15), (5, [9, 7], 20), (6, [7, 9], 20),
    ]
    for (tokens, shifts, boundary) in cases {
      var found: [Stretch] = []
      var sweep = SegmentSweep(tokens: tokens)
      sweep.add(Segment(start: 10, end: 20, shift: shifts[0]))
      sweep.advance(to: 15) { found.append($0) }
      sweep.add(Segment(start: 15, end: 30, shift: shifts[1]))
      sweep.finish { found.append($0) }
      #expect(
        found == [
          Stretch(first: 10, length: boundary - 10, shift: shifts[0]),
          Stretch(first: boundary, length: 30 - boundary, shift: shifts[1]),
        ])
    }
  }

  /// The text without some of its tokens, which are given by their runs.
  private func left(_ text: String, _ runs: [Range<Int>]) throws -> String {
    let bytes = Array(text.utf8)
    var tokenizer = Tokenizer(kernel: try .fromEnvironment())
    var places = TokenPlaces()
    tokenizer.append(placesOf: bytes.span, to: &places)
    var left: [UInt8] = []
    var end = 0
    // A slice that does not begin at 0: positions count from its start.
    let slice = ([0x41, 0x0A] + bytes)[2...]
    for range in TextCut.ranges(of: runs, in: slice, places: places) {
      #expect(range.start >= end && range.start < range.end && range.end <= bytes.count)
      left += bytes[end..<range.start]
      end = range.end
    }
    left += bytes[end...]
    return try #require(String(validating: left, as: UTF8.self))
  }

  @Test(arguments: [
    // Within a line.
    ("a b, c. d", [1..<3], "a d"), ("a b c.", [1..<3], "a "), ("(a b) c", [0..<2], "(c"),
    ("a b c", [0..<1, 2..<3], "b "), ("a b c d", [1..<2, 2..<3], "a d"),
    // Over lines: those that keep a token keep their line ends.
    ("a b.\nc d.\ne f\n", [1..<5], "a \nf\n"), ("a b\r\nc d\r\ne", [1..<4], "a \r\ne"),
    ("- a b\n- c d\n", [0..<2], "- c d\n"), ("- a b\n- c d\n", [1..<3], "- a \n- d\n"),
    ("a\nb", [1..<2], "a\n"), ("a\r\nb\r\n", [0..<1], "b\r\n"),
    // Lines without tokens.
    ("a\n\nb\n\nc\n", [1..<2], "a\n\nc\n"), ("a\n\nb\n\nc\n", [0..<2], "c\n"),
    ("a\n***\nb\n***\nc\n", [1..<2], "a\n***\n***\nc\n"),
    ("a\n***\nb\n***\nc\nd", [1..<3], "a\n***\nd"), ("a b\n\nc d", [1..<3], "a \n\nd"),
    ("a b\n\nc d", [0..<3], "d"),
    // All of a text, and nothing.
    ("\n* a\n\n", [0..<1], ""), ("***\na\n***\n", [0..<1], ""), ("a b", [], "a b"), ("", [], ""),
    // A character that is two tokens is not cut, nor taken with a neighbour's.
    ("5½ b", [1..<3], "5½ "), ("5½ b", [0..<1], "5½ b"), ("a 5½ b", [0..<2], "5½ b"),
    ("a 5½ b", [1..<3], "a b"), ("日本語文", [1..<3], "日文"), ("ae\u{301} x", [0..<1], "x"),
  ]) func `cuts follow lines`(text: String, runs: [Range<Int>], expected: String) throws {
    #expect(try left(text, runs) == expected)
  }

  @Test func `cuts tell which run they are of`() throws {
    let text = Array("a b c d\ne f g h\n".utf8)
    var tokenizer = Tokenizer(kernel: try .fromEnvironment())
    var places = TokenPlaces()
    tokenizer.append(placesOf: text.span, to: &places)
    let ranges = TextCut.ranges(of: [1..<2, 2..<6, 7..<8], in: text[...], places: places)
    #expect(
      ranges.map { [$0.start, $0.end, $0.run] } == [
        [2, 4, 0], [4, 7, 1], [8, 12, 1], [14, 15, 2],
      ])
  }
}
