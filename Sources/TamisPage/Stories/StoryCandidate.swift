// SPDX-License-Identifier: Apache-2.0

/// A place in a stretch of paragraphs at which a story may begin.
public struct StoryCandidate: Sendable {
  /// The paragraph that it is before, among those that are kept.
  public let place: Int
  /// What the model sees of it, in the order of `names`.
  public let features: [Float]
  /// How much the words change there (`VocabularyBreak`), from 0.
  public let change: Double
  /// What else says that a story begins there, which the model does not see.
  public let cues: StoryCues

  /// The names of the features.
  public static let names = [
    // Of the change of words: itself, and its share of the most in the stretch; what that is less;
    // the surprise, ratio and expectation that it is made of; the most that is not near.
    "change", "share", "less", "surprise", "ratio", "expected", "second",
    // Where: the share of the text before it, the lesser of both shares, the words on both sides,
    // paragraphs and words of the stretch, and how far from the place of most change.
    "before", "edge", "wordsBefore", "wordsAfter", "paragraphs", "words", "distance",
    // Of the paragraph behind it and the one before it: words that stand only before or after
    // it too, and its length.
    "earlier", "later", "earlierOfPrevious", "laterOfPrevious", "length", "lengthOfPrevious",
  ]

  /// How far from the place of most change a candidate may be, and what must be there of that.
  private static let reach = 4
  private static let share = 0.5
  /// Less change is none.
  private static let least = 1.2

  /// The candidates of a stretch: around the place at which the words change most.
  ///
  /// - Complexity: that of `VocabularyBreak`.
  static func candidates(
    _ vocabulary: Vocabulary, in range: Range<Int>, _ cues: CueReader
  ) -> [StoryCandidate] {
    let found = VocabularyBreak(vocabulary, in: range)
    let changes = found.places.map(\.change)
    guard let most = changes.max(), most >= least, let peak = changes.firstIndex(of: most) else {
      return []
    }
    var second = 0.0
    for (index, change) in changes.enumerated() where abs(index - peak) > reach + 1 {
      second = max(second, change)
    }
    let total = vocabulary.lengths[range].reduce(0, +)
    var before = vocabulary.lengths[range.prefix(max(0, peak - reach))].reduce(0, +)
    var candidates: [StoryCandidate] = []
    for index in max(0, peak - reach)..<min(changes.count, peak + reach + 1) {
      let place = range.lowerBound + index + 1
      before += vocabulary.lengths[place - 1]
      guard changes[index] >= share * most else { continue }
      let here = found.places[index]
      let features: [Double] = [
        here.change, here.change / most, most - here.change, here.surprise, here.ratio,
        here.expected, second / most,
        here.share, min(here.share, 1 - here.share), Double(before), Double(total - before),
        Double(range.count), Double(total), Double(index - peak),
        found.earlier[index + 1], found.later[index + 1], found.earlier[index],
        found.later[index], Double(vocabulary.lengths[place]),
        Double(vocabulary.lengths[place - 1]),
      ]
      candidates.append(
        StoryCandidate(
          place: place, features: features.map { Float($0) }, change: here.change,
          cues: cues.cues(at: place)))
    }
    return candidates
  }
}
