// SPDX-License-Identifier: Apache-2.0

public import TamisKernels
import TamisText

/// Divides what is kept of a page into stories; one for each worker, for its buffers.
///
/// A story ends where the words change, as `VocabularyBreak` has it. Of the places around the
/// greatest change a model takes the likeliest, if it is likely enough, and both sides are then
/// looked at in the same way. Cues make a place likelier. A page that is one story stays whole.
public struct StorySplitter: ~Copyable {
  private var tokenizer: Tokenizer
  private let rarity: WordRarity
  private let counts: WordCounts?
  private let model: StoryModel?

  /// A splitter that reads with the given kernel, which makes no difference to what it finds.
  ///
  /// - Parameter counts: What is known of the words of the input that the pages are of; without it
  ///   only languages are understood that the table of words knows.
  public init(kernel: Kernel, counts: WordCounts? = nil) {
    tokenizer = Tokenizer(kernel: kernel)
    self.counts = counts
    rarity = .shipped
    model = .shipped
  }

  /// A splitter for training, which knows other words, from a file of `train.py`.
  public init(kernel: Kernel, rarity: [UInt8]) {
    tokenizer = Tokenizer(kernel: kernel)
    self.rarity = WordRarity(rarity)
    counts = nil
    model = nil
  }

  /// The stories of a page in order; one, if it is one story or nothing is kept.
  ///
  /// - Parameters:
  ///   - drops: What does not count, as `Page.drops` has it.
  ///   - text: The page's text, as it was read.
  /// - Complexity: O(*n* log *n* + *m* √*n*) in the words, *n*, and the blocks, *m*, for each story.
  public mutating func stories(
    of page: Page, without drops: [Drop], in text: Span<UInt8>
  ) -> [Story] {
    let breaks = breaks(of: page, without: drops, in: text)
    let found = model.map { breaks.found(by: $0) } ?? []
    var stories: [Story] = []
    var start = (block: 0, byte: 0, change: 0.0, cues: StoryCues())
    func end(_ block: Int, _ byte: Int) {
      stories.append(
        Story(
          blocks: start.block..<block, range: start.byte..<byte, change: start.change,
          cues: start.cues))
    }
    for next in found {
      let block = breaks.blocks[next.place]
      let byte = page.blocks[block].lineStart
      end(block, byte)
      start = (block, byte, next.change, next.cues)
    }
    end(page.blocks.count, page.byteCount)
    return stories
  }

  /// Where stories may begin; for training, and for looking at.
  ///
  /// - Complexity: O(*n* log *n*) in the words.
  public mutating func breaks(
    of page: Page, without drops: [Drop], in text: Span<UInt8>
  ) -> StoryBreaks {
    let cues = CueReader(page, drops, in: text)
    var seen: Set<UInt64> = []
    var paragraphs: [[UInt32]] = []
    for index in cues.kept {
      var stems: [UInt32] = []
      // What is repeated counts once.
      if seen.insert(page.blocks[index].key).inserted {
        tokenizer.append(stemsOf: text.extracting(page.blocks[index].range), to: &stems)
      }
      paragraphs.append(stems)
    }
    let most = counts?.most(paragraphs, rarity: rarity) ?? 0
    let (rarity, counts) = (rarity, counts)
    let vocabulary = Vocabulary(paragraphs) { stem in
      min(rarity.rarity(of: stem), counts?.rarity(of: stem, most: most) ?? WordRarity.unknown)
    }
    return StoryBreaks(vocabulary, cues)
  }
}
