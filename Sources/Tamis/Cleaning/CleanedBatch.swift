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
  /// Of records by their index the paragraphs that stand elsewhere too.
  private let repeats: [Int: [Repeat]]
  private(set) var tally = CleanTally()
  /// The stories of each record; none where they are not asked for.
  private var stories: [[Story]] = []

  /// - Parameters:
  ///   - hosts: What is known of the lines of records that belong to a host.
  ///   - storyWords: The words of the input, where pages are divided into stories.
  init(
    _ batch: RecordBatch, hosts: PageEvidence, kernel: Kernel, favour: Favour,
    repeats: [Int: [Repeat]] = [:], storyWords: WordCounts? = nil
  ) {
    self.batch = batch
    self.repeats = repeats
    var reader = PageReader(kernel: kernel)
    var splitter = StorySplitter(kernel: kernel, counts: storyWords)
    var hosts = hosts
    for (index, record) in batch.records.enumerated() {
      let page = batch.page(index, by: &reader)
      let title = record.extra ?? batch.html(index)?.facts.values(.title, .element).first
      let titles = PageTitle.candidates(title).compactMap { title in
        Array(title.utf8).withUnsafeBufferPointer { reader.key(of: $0.span) }
      }
      let host = PageIdentity(record) == nil ? nil : hosts.next()
      let drops = page.drops(host: host, titles: titles, favour: favour)
      self.drops.append(drops)
      blocks.append(page.blocks.map(\.range))
      tally.count(removals(of: index), textBytes: page.byteCount)
      guard storyWords != nil else { continue }
      let found = splitter.stories(of: page, without: drops, in: batch.text(index).span)
      stories.append(found)
      tally.count(found)
    }
  }

  /// What goes of a record's text, ascending and disjoint: what was dropped of its page, and
  /// paragraphs that stand elsewhere too.
  func removals(of index: Int) -> [Removal] {
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

  /// What a record becomes: a part for each of its stories.
  func parts(of index: Int) -> [PagePart] {
    Removal.parts(
      of: stories.isEmpty ? [] : stories[index], without: removals(of: index),
      in: batch.text(index))
  }

  /// The blocks of a record that were not dropped.
  func keptBlocks(_ index: Int) -> [Range<Int>] {
    let dropped = Set(drops[index].map(\.block))
    return blocks[index].filter { !dropped.contains($0) }
  }

  /// A record with its blocks and drops, to be looked at.
  func inspected(_ index: Int) -> InspectedPage {
    InspectedPage(
      id: batch.records[index].id, text: Array(batch.text(index)), blocks: blocks[index],
      drops: drops[index])
  }
}

extension RecordBatch {
  /// A record's blocks.
  func page(_ index: Int, by reader: inout PageReader) -> Page {
    let address = records[index].url
    if let html = html(index) { return reader.read(html, address: address) }
    return reader.read(text(index).span, address: address)
  }
}
