// SPDX-License-Identifier: Apache-2.0

import TamisIO
import TamisKernels
import TamisPage

/// A batch's records with what is dropped of each.
struct CleanedBatch: Sendable {
  let parsed: ParsedBatch
  private(set) var drops: [[Drop]] = []
  private var blocks: [[Range<Int>]] = []
  private(set) var tally = CleanTally()

  init(_ parsed: ParsedBatch, hosts: [String: HostLines], kernel: Kernel) {
    self.parsed = parsed
    var reader = PageReader(kernel: kernel)
    for record in parsed.records {
      let text = parsed.text(of: record)
      let page = reader.read(text.span)
      let titles = PageTitle.candidates(record.extra).compactMap { title in
        Array(title.utf8).withUnsafeBufferPointer { reader.key(of: $0.span) }
      }
      let host = PageIdentity(record).flatMap { hosts[$0.group] }
      let drops = page.drops(host: host, titles: titles)
      tally.count(drops, textBytes: text.count)
      self.drops.append(drops)
      blocks.append(page.blocks.map(\.range))
    }
  }

  /// A record's text without what is dropped.
  func text(of index: Int) -> [UInt8] {
    let text = parsed.text(of: parsed.records[index])
    var kept: [UInt8] = []
    kept.reserveCapacity(text.count)
    var copied = text.startIndex
    for drop in drops[index] {
      kept += text[copied..<(text.startIndex + drop.range.lowerBound)]
      copied = text.startIndex + drop.range.upperBound
    }
    return kept + text[copied...]
  }

  /// A record with its blocks and drops, to be looked at.
  func inspected(_ index: Int) -> InspectedPage {
    let record = parsed.records[index]
    return InspectedPage(
      id: record.id, text: Array(parsed.text(of: record)), blocks: blocks[index],
      drops: drops[index])
  }
}
