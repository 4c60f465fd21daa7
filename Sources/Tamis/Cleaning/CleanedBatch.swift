// SPDX-License-Identifier: Apache-2.0

import TamisHTML
import TamisIO
import TamisKernels
import TamisPage

/// A batch's records with what goes of each.
struct CleanedBatch: Sendable {
  let batch: RecordBatch
  private(set) var drops: [[Drop]] = []
  private var blocks: [[Range<Int>]] = []
  /// For each record what it becomes, a part for each of its stories; empty without a format.
  private(set) var parts: [[PagePart]] = []
  /// The texts of these parts, in the format that was asked for.
  private(set) var texts: [[FormattedText]] = []
  /// The pages to be looked at; empty where none are wanted.
  private(set) var inspected: [InspectedPage] = []
  /// Of records by their index the paragraphs that stand elsewhere too.
  private let repeats: [Int: [Repeat]]
  private(set) var tally = CleanTally()

  /// - Parameters:
  ///   - hosts: What is known of the lines of records that belong to a host.
  ///   - storyWords: The words of the input, where pages are divided into stories.
  ///   - format: How to write the texts that are left; nil if they are not wanted.
  ///   - inspects: Which records are to be looked at, by their id.
  init(
    _ batch: RecordBatch, hosts: PageEvidence, kernel: Kernel, favour: Favour,
    repeats: [Int: [Repeat]] = [:], storyWords: WordCounts? = nil, format: TextFormat? = nil,
    inspects: (String) -> Bool = { _ in false }
  ) {
    self.batch = batch
    self.repeats = repeats
    var reader = PageReader(kernel: kernel)
    var splitter = StorySplitter(kernel: kernel, counts: storyWords)
    var hosts = hosts
    for (index, record) in batch.records.enumerated() {
      let page = batch.page(index, by: &reader)
      let titles = batch.titles(index, by: &reader)
      let host = PageIdentity(record) == nil ? nil : hosts.next()
      let judgement = page.judged(host: host, titles: titles, favour: favour)
      drops.append(judgement.drops)
      blocks.append(page.blocks.map(\.range))
      let text = batch.text(index)
      let removals = removals(of: index)
      tally.count(removals, textBytes: page.byteCount)
      let stories =
        storyWords == nil
        ? [] : splitter.stories(of: page, without: judgement.drops, in: text.span)
      tally.count(stories)
      if let format {
        append(Removal.parts(of: stories, without: removals, in: text), of: page, text, format)
      }
      if inspects(record.id) {
        inspected.append(
          InspectedPage(id: record.id, text: batch.text(index), page: page, judgement: judgement))
      }
    }
  }

  /// Adds what a record becomes.
  private mutating func append(
    _ parts: [PagePart], of page: Page, _ text: ArraySlice<UInt8>, _ format: TextFormat
  ) {
    let formatted = parts.map { part in
      let outside = (0..<part.range.lowerBound, part.range.upperBound..<page.byteCount)
      return page.formatted(
        format, of: text, without: [outside.0] + part.removals.map(\.range) + [outside.1])
    }
    if formatted.contains(where: { !$0.edits.isEmpty }) { tally.formatted += 1 }
    self.parts.append(parts)
    texts.append(formatted)
  }

  /// What goes of a record's text, ascending and disjoint: what was dropped of its page, and
  /// paragraphs that stand elsewhere too.
  private func removals(of index: Int) -> [Removal] {
    let drops = drops[index].map(Removal.init)
    guard let repeats = repeats[index] else { return drops }
    var removals: [Removal] = []
    var rest = drops[...]
    for removal in RepeatKind.paragraph.removals(repeats, in: batch.text(index)) ?? [] {
      while let drop = rest.first, drop.range.lowerBound <= removal.range.lowerBound {
        removals.append(drop)
        rest.removeFirst()
      }
      // Line ends between the two go with one of them.
      let start = max(removal.range.lowerBound, removals.last?.range.upperBound ?? 0)
      let end = min(removal.range.upperBound, rest.first?.range.lowerBound ?? .max)
      removals.append(removal.clamped(to: start..<max(start, end)))
    }
    return removals + rest
  }

  /// The blocks of a record that were not dropped.
  func keptBlocks(_ index: Int) -> [Range<Int>] {
    let dropped = Set(drops[index].map(\.block))
    return blocks[index].filter { !dropped.contains($0) }
  }
}

extension RecordBatch {
  /// The keys of what may be a record's title.
  fileprivate func titles(_ index: Int, by reader: inout PageReader) -> [UInt64] {
    let title = records[index].extra ?? html(index)?.facts.values(.title, .element).first
    var keys: [UInt64] = []
    for title in PageTitle.candidates(title) {
      let bytes = Array(title.utf8)
      if let key = reader.key(of: bytes.span) { keys.append(key) }
    }
    return keys
  }

  /// A record's blocks.
  func page(_ index: Int, by reader: inout PageReader) -> Page {
    let address = records[index].url
    if let html = html(index) { return reader.read(html, address: address) }
    return reader.read(text(index).span, address: address)
  }
}
