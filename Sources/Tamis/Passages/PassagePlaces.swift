// SPDX-License-Identifier: Apache-2.0

import TamisIO

/// Stretches to take out and their sources, as tokens of records, to be turned into bytes.
///
/// Stretches have numbers, from 0, in the order of their records and of their places there.
struct PassagePlaces: ~Copyable {
  /// Rows of a record, and the stretch's first token and its length in 32 bits each.
  let targets: Stash
  /// Rows of the source's record, its first token and length, and the stretch's number; by record.
  var sources: SortedRows
  /// How many stretches there are.
  let count: Int
  /// How many tokens they have.
  let tokens: Int
  /// Bytes put into sorters, those of `PassageByteWriter` included.
  let indexBytes: Int

  /// Bytes that a stretch takes in sorters here and, mostly as one row, in `PassageByteWriter`.
  private static let bytesEach = 32 + 16 + 24 + 32 + 32 + 8 * RepeatCursor.width

  /// Takes rows of a source, a length, a record and a place, in order.
  static func placed(
    _ rows: consuming SortedRows, ranks: Stash, shares: MemoryShares, folder: WorkFolder
  ) throws(TamisIOError) -> PassagePlaces {
    var reader = RankReader(ranks)
    var byTarget = RowSorter(
      width: 4, memory: shares.smallSorter, name: "passage-targets", folder: folder)
    while let part = try rows.next() {
      for row in stride(from: 0, to: part.count, by: 4) {
        let (record, place) = try reader.place(of: part[row])
        let length = part[row + 1]
        let target: InlineArray<4, UInt64> = [
          part[row + 2], part[row + 3] << 32 | length, record, place << 32 | length,
        ]
        try byTarget.append(target.span)
      }
    }
    var sorted = try byTarget.sorted()
    var targets = StashWriter("passage-places", memory: shares.lists, folder: folder)
    var sources = RowSorter(
      width: 3, memory: shares.smallSorter, name: "passage-sources", folder: folder)
    var (count, tokens) = (0, 0)
    while let part = try sorted.next() {
      for row in stride(from: 0, to: part.count, by: 4) {
        try targets.append(part.span.extracting(row..<row + 2))
        let source: InlineArray<3, UInt64> = [part[row + 2], part[row + 3], UInt64(count)]
        try sources.append(source.span)
        count += 1
        tokens += Int(part[row + 1] & 0xFFFF_FFFF)
      }
    }
    return PassagePlaces(
      targets: try targets.finish(), sources: try sources.sorted(), count: count, tokens: tokens,
      indexBytes: bytesEach * count)
  }
}

/// A run of tokens of a record of a batch.
struct PassageTokens: Sendable {
  /// The record's index in the batch.
  let record: Int
  let tokens: Range<Int>
  /// The number of the stretch that it is, or the source of.
  let number: Int

  /// Reads a record's position, its first token and length, of a batch that begins with `first`.
  init(record: UInt64, packed: UInt64, number: UInt64, first: Int) {
    self.record = Int(record) - first
    let start = Int(packed >> 32)
    tokens = start..<start + Int(packed & 0xFFFF_FFFF)
    self.number = Int(number)
  }
}

/// Goes through stretches and sources batch by batch.
struct PlaceCursor: ~Copyable {
  private var targets: StashReader
  private let count: Int
  private var next = 0
  private var sources: RowCursor

  /// What of a batch's records is to be turned into bytes, by record.
  struct Part: Sendable {
    let records: Range<Int>
    var targets: [PassageTokens] = []
    var sources: [PassageTokens] = []
  }

  init(targets: Stash, sources: consuming SortedRows) {
    self.targets = StashReader(targets)
    count = targets.words / 2
    self.sources = RowCursor(sources)
  }

  /// What the next batch's records have, which are given by their positions.
  mutating func part(of records: Range<Int>) throws(TamisIOError) -> Part {
    var part = Part(records: records)
    let first = records.lowerBound
    while next < count, try targets.word(2 * next) < UInt64(records.upperBound) {
      part.targets.append(
        PassageTokens(
          record: try targets.word(2 * next), packed: try targets.word(2 * next + 1),
          number: UInt64(next), first: first))
      next += 1
    }
    while let record = try sources.word(0), record < UInt64(records.upperBound),
      let packed = try sources.word(1), let number = try sources.word(2)
    {
      part.sources.append(
        PassageTokens(record: record, packed: packed, number: number, first: first))
      sources.step()
    }
    return part
  }
}
