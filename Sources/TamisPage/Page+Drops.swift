// SPDX-License-Identifier: Apache-2.0

extension Page {
  /// What to delete from the page's text, ascending and disjoint.
  ///
  /// - Parameters:
  ///   - host: Lines of the host's distinct pages, this one among them; nil without other pages.
  ///   - titles: Keys of what may be the page's title, from `PageReader.key(of:)`; such lines stay.
  ///   - favour: Which mistake to avoid rather.
  ///   - model: Another model than the one that comes with Tamis.
  /// - Complexity: O(*n* log *n*) in the blocks.
  public func drops(
    host: HostLines? = nil, titles: [UInt64] = [], favour: Favour = .balanced,
    model: BlockModel? = nil
  ) -> [Drop] {
    judged(host: host, titles: titles, favour: favour, model: model).drops
  }

  /// As `drops(host:titles:favour:model:)`, with what the model says of the blocks that stay.
  /// - Complexity: O(*n* log *n*) in the blocks.
  public func judged(
    host: HostLines? = nil, titles: [UInt64] = [], favour: Favour = .balanced,
    model: BlockModel? = nil
  ) -> Judgement {
    var judge = Judge(page: self, host: host, titles: titles, favour: favour)
    judge.judge(by: model ?? (isHTML ? .html : .text))
    return Judgement(
      drops: Deletion.drops(of: judge.verdicts, in: self), likelihoods: judge.likelihoods)
  }
}

/// What goes of a page, and how sure it is that the rest is text.
public struct Judgement: Sendable {
  /// What to delete from the page's text, ascending and disjoint.
  public let drops: [Drop]
  /// For each block how likely the model holds it for text, from 0 to 1; empty where the model was
  /// not asked, and without meaning for blocks that other rules drop.
  public let likelihoods: [Double]
}

/// Turns verdicts into ranges to delete.
enum Deletion {
  /// Drops of the blocks that have a verdict, with the separators that go with them.
  static func drops(of verdicts: [Verdict?], in page: Page) -> [Drop] {
    var drops: [Drop] = []
    var index = 0
    while index < verdicts.count {
      guard verdicts[index] != nil else {
        index += 1
        continue
      }
      var end = index + 1
      while end < verdicts.count && verdicts[end] != nil { end += 1 }
      append(index..<end, verdicts, page, to: &drops)
      index = end
    }
    return drops
  }

  /// Adds the drops of a run of blocks; of the breaks around and in it the strongest is kept.
  private static func append(
    _ run: Range<Int>, _ verdicts: [Verdict?], _ page: Page, to drops: inout [Drop]
  ) {
    let blocks = page.blocks
    let kept = keptBreak(run, page)
    for index in run {
      guard let verdict = verdicts[index] else { continue }
      let block = blocks[index]
      var range = block.lineStart..<block.range.upperBound
      if index < kept {
        range = (index == 0 ? 0 : blocks[index - 1].range.upperBound)..<range.upperBound
      } else {
        let next = index + 1 < blocks.count ? blocks[index + 1].lineStart : page.byteCount
        range = range.lowerBound..<next
      }
      // Nothing is left of a page all of whose blocks go.
      if index == 0 && run.count == blocks.count { range = 0..<range.upperBound }
      drops.append(
        Drop(
          range: range, block: block.range, reason: verdict.reason,
          repeats: verdict.copyOf.map { blocks[$0].range }, evidence: verdict.detail,
          confidence: verdict.confidence))
    }
  }

  /// The index of the block whose break before it is kept; the run's end: the break after the run.
  private static func keptBreak(_ run: Range<Int>, _ page: Page) -> Int {
    let blocks = page.blocks
    // At the text's ends its own first and last breaks stay.
    if run.lowerBound == 0 { return 0 }
    if run.upperBound == blocks.count { return run.upperBound }
    var best = run.lowerBound
    for index in run.lowerBound...run.upperBound
    where strength(index, blocks) > strength(best, blocks) {
      best = index
    }
    return best
  }

  /// How strong the break before a block is: a blank line outweighs any line end.
  private static func strength(_ index: Int, _ blocks: [Block]) -> Int {
    let bytes = blocks[index].lineStart - blocks[index - 1].range.upperBound
    let newParagraph = blocks[index].paragraph != blocks[index - 1].paragraph
    return newParagraph ? bytes + (1 << 40) : bytes
  }
}
