// SPDX-License-Identifier: Apache-2.0

import TamisHTML
import TamisIO
import TamisKernels
import TamisPage

/// A batch's records with what is dropped of each.
struct CleanedBatch: Sendable {
  let batch: RecordBatch
  private(set) var drops: [[Drop]] = []
  private var blocks: [[Range<Int>]] = []
  private(set) var tally = CleanTally()

  init(_ batch: RecordBatch, hosts: [String: HostLines], kernel: Kernel) {
    self.batch = batch
    var reader = PageReader(kernel: kernel)
    for (index, record) in batch.records.enumerated() {
      let page = batch.page(index, by: &reader)
      let title = record.extra ?? batch.html(index)?.facts.values(.title, .element).first
      let titles = PageTitle.candidates(title).compactMap { title in
        Array(title.utf8).withUnsafeBufferPointer { reader.key(of: $0.span) }
      }
      let host = PageIdentity(record).flatMap { hosts[$0.group] }
      let drops = page.drops(host: host, titles: titles)
      tally.count(drops, textBytes: page.byteCount)
      self.drops.append(drops)
      blocks.append(page.blocks.map(\.range))
    }
  }

  /// A record's text without what is dropped.
  func text(of index: Int) -> [UInt8] {
    Removal.text(batch.text(index), without: drops[index].map(Removal.init))
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
    if let html = html(index) { return reader.read(html) }
    return reader.read(text(index).span)
  }
}
