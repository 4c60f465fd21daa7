// SPDX-License-Identifier: Apache-2.0

/// The paragraphs that are kept of a page, and where stories may begin between them.
public struct StoryBreaks: Sendable {
  /// The kept blocks, as indices of `Page.blocks`; each is a paragraph.
  public var blocks: [Int] { cues.kept }
  private let vocabulary: Vocabulary
  private let cues: CueReader

  init(_ vocabulary: Vocabulary, _ cues: CueReader) {
    self.vocabulary = vocabulary
    self.cues = cues
  }

  /// The places of a stretch of paragraphs that a model has to judge, ascending.
  ///
  /// - Complexity: O(*n* + *m* √*n*) in the occurrences of words, *n*, and the paragraphs, *m*.
  public func candidates(in stretch: Range<Int>) -> [StoryCandidate] {
    StoryCandidate.candidates(vocabulary, in: stretch, cues)
  }

  /// The places at which stories begin, ascending, by a model.
  ///
  /// - Complexity: that of the candidates, for each story.
  func found(by model: StoryModel) -> [StoryCandidate] {
    var found: [StoryCandidate] = []
    guard (2...Limits.storyBlocks).contains(blocks.count) else { return [] }
    var waiting = [0..<blocks.count]
    while let stretch = waiting.popLast(), found.count + 1 < Limits.stories {
      var best: (candidate: StoryCandidate, odds: Int)?
      for candidate in candidates(in: stretch) {
        let odds = model.odds(of: candidate)
        if odds >= Limits.storyOdds, odds > best?.odds ?? .min { best = (candidate, odds) }
      }
      guard let place = best?.candidate.place, let best else { continue }
      found.append(best.candidate)
      waiting.append(place..<stretch.upperBound)
      waiting.append(stretch.lowerBound..<place)
    }
    return found.sorted { $0.place < $1.place }
  }
}
