// SPDX-License-Identifier: Apache-2.0

import TamisPage

/// What one record of the output is made of: a page, or a story of it.
struct PagePart: Sendable {
  /// Which of a page's stories it is, and what says so; nil where the page is one.
  let story: PlacedStory?
  /// Its bytes of the page's text.
  let range: Range<Int>
  /// What goes of them, ascending and disjoint.
  let removals: [Removal]

  /// The id of its record, by that of the page.
  func id(_ page: String) -> String { story.map { "\(page)#\($0.number)" } ?? page }
}

/// A story with its place among those of its page.
struct PlacedStory: Sendable {
  /// From 1.
  let number: Int
  let count: Int
  let story: Story
}

extension Removal {
  /// The reason for taking out what stood between two stories.
  static let storyBreak = "story-break"

  /// What goes of each story: what goes of the page, and white space at its end.
  static func parts(
    of stories: [Story], without removals: [Removal], in text: ArraySlice<UInt8>
  ) -> [PagePart] {
    guard stories.count > 1 else {
      return [PagePart(story: nil, range: 0..<text.count, removals: removals)]
    }
    var parts: [PagePart] = []
    var rest = removals[...]
    for (index, story) in stories.enumerated() {
      var own: [Removal] = []
      while let next = rest.first, next.range.lowerBound < story.range.upperBound {
        let part = next.clamped(to: story.range)
        if !part.range.isEmpty { own.append(part) }
        if next.range.upperBound > story.range.upperBound { break }
        rest.removeFirst()
      }
      if index + 1 < stories.count { appendBreak(at: story.range, in: text, to: &own) }
      let placed = PlacedStory(number: index + 1, count: stories.count, story: story)
      parts.append(PagePart(story: placed, range: story.range, removals: own))
    }
    return parts
  }

  /// Adds the white space at the end of what is left of a range.
  private static func appendBreak(
    at range: Range<Int>, in text: ArraySlice<UInt8>, to removals: inout [Removal]
  ) {
    var (end, added) = (range.upperBound, [Removal]())
    for index in stride(from: removals.count, through: 0, by: -1) {
      let floor = index > 0 ? removals[index - 1].range.upperBound : range.lowerBound
      var start = end
      while start > floor, text[text.startIndex + start - 1] <= 0x20 { start -= 1 }
      if start < end {
        added.append(
          Removal(
            range: start..<end, reason: storyBreak, repeats: nil, of: nil, similarity: nil,
            drop: nil, confidence: 1))
      }
      if start > floor || index == 0 { break }
      end = removals[index - 1].range.lowerBound
    }
    removals += added
    removals.sort { $0.range.lowerBound < $1.range.lowerBound }
  }
}
