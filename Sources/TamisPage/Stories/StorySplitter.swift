// SPDX-License-Identifier: Apache-2.0

public import TamisKernels
import TamisText

/// Divides what is kept of a page into stories; one for each worker, for its buffers.
///
/// A story ends where the words change, as `VocabularyBreak` says: the place where they change most
/// is a boundary if that is enough, and then both sides are looked at in the same way. With cues
/// less is enough. A page that is one story stays whole.
public struct StorySplitter: ~Copyable {
  private var tokenizer: Tokenizer
  private let rarity: WordRarity

  /// A splitter that reads with the given kernel, which makes no difference to what it finds.
  public init(kernel: Kernel) {
    self.init(kernel: kernel, rarity: .shipped)
  }

  /// A splitter that knows the words of a file of `make_rarity.py`.
  public init(kernel: Kernel, rarity: [UInt8]) {
    self.init(kernel: kernel, rarity: WordRarity(rarity))
  }

  private init(kernel: Kernel, rarity: WordRarity) {
    tokenizer = Tokenizer(kernel: kernel)
    self.rarity = rarity
  }

  /// The stories of a page in order; one, if it is one story or nothing is kept.
  ///
  /// - Parameters:
  ///   - drops: What does not count, as `Page.drops` has it.
  ///   - text: The page's text, as it was read.
  /// - Complexity: O(*n* log *n*) in the words, for each story.
  public mutating func stories(
    of page: Page, without drops: [Drop], in text: Span<UInt8>
  ) -> [Story] {
    let cues = CueReader(page, drops)
    let kept = cues.kept
    guard (2...Limits.storyBlocks).contains(kept.count) else { return [Self.whole(page)] }
    let vocabulary = Vocabulary(paragraphs(kept, of: page, in: text), rarity: rarity)
    var breaks: [Break] = []
    var waiting = [0..<kept.count]
    while let range = waiting.popLast(), breaks.count + 1 < Limits.stories {
      guard let found = Self.bestBreak(vocabulary, range, cues, text) else { continue }
      breaks.append(found)
      waiting.append(found.place..<range.upperBound)
      waiting.append(range.lowerBound..<found.place)
    }
    breaks.sort { $0.place < $1.place }
    return Self.stories(of: page, kept, breaks)
  }

  /// A place between two of the blocks that are kept.
  private struct Break {
    let place: Int
    let change: Double
    let cues: StoryCues
  }

  /// The stems of each block; none of one that repeats an earlier one.
  private mutating func paragraphs(
    _ kept: [Int], of page: Page, in text: Span<UInt8>
  ) -> [[UInt32]] {
    var seen: Set<UInt64> = []
    var paragraphs: [[UInt32]] = []
    for index in kept {
      var stems: [UInt32] = []
      if seen.insert(page.blocks[index].key).inserted {
        tokenizer.append(stemsOf: text.extracting(page.blocks[index].range), to: &stems)
      }
      paragraphs.append(stems)
    }
    return paragraphs
  }

  /// The place in a stretch at which the words change most, if that is enough.
  private static func bestBreak(
    _ vocabulary: Vocabulary, _ range: Range<Int>, _ cues: CueReader, _ text: Span<UInt8>
  ) -> Break? {
    let scores = VocabularyBreak(vocabulary, in: range).scores
    guard let most = scores.max(), most >= Limits.storyChangeWithCues else { return nil }
    var best: Break?
    var bestWorth = 0.0
    for (index, score) in scores.enumerated() where score >= most - Limits.cueWorth {
      let place = range.lowerBound + index + 1
      let found = cues.cues(at: place, in: text)
      let worth = score + (found.isEmpty ? 0 : Limits.cueWorth)
      if worth > bestWorth {
        best = Break(place: place, change: score, cues: found)
        bestWorth = worth
      }
    }
    guard let best else { return nil }
    let enough = best.cues.isEmpty ? Limits.storyChange : Limits.storyChangeWithCues
    return best.change >= enough ? best : nil
  }

  private static func whole(_ page: Page) -> Story {
    Story(blocks: 0..<page.blocks.count, range: 0..<page.byteCount, change: 0, cues: [])
  }

  private static func stories(of page: Page, _ kept: [Int], _ breaks: [Break]) -> [Story] {
    var stories: [Story] = []
    var start = Break(place: 0, change: 0, cues: [])
    var (block, byte) = (0, 0)
    for next in breaks {
      let end = kept[next.place]
      let offset = page.blocks[end].lineStart
      stories.append(
        Story(blocks: block..<end, range: byte..<offset, change: start.change, cues: start.cues))
      (start, block, byte) = (next, end, offset)
    }
    stories.append(
      Story(
        blocks: block..<page.blocks.count, range: byte..<page.byteCount, change: start.change,
        cues: start.cues))
    return stories
  }
}
