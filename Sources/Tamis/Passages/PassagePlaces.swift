// SPDX-License-Identifier: Apache-2.0

import TamisIO

/// Stretches to take out and their sources, as tokens of records, to be turned into bytes.
///
/// Stretches have numbers, from 0, in the order of their records and of their places there.
struct PassagePlaces: ~Copyable {
  /// Rows of a record, the stretch's first token and its length in 32 bits each, and 1 where it is
  /// joined to the stretch before it.
  let targets: Stash
  /// Words of such a row.
  static let targetWidth = 3
  /// Rows of the source's record, its first token and length, and the stretch's number; by record.
  var sources: SortedRows
  /// How many stretches there are, those that are joined counted as one.
  let count: Int
  /// How many tokens they have.
  let tokens: Int
  /// Bytes put into sorters, those of `PassageByteWriter` included.
  let indexBytes: Int

  /// Bytes that a stretch takes in sorters here and, mostly as one row, in `PassageByteWriter`.
  private static let bytesEach = 32 + 24 + 24 + 40 + 32 + 8 * RepeatCursor.width

  /// Takes rows of a source, a length, a record and a place, in order.
  ///
  /// - Parameter passage: The tokens that make a passage.
  static func placed(
    _ rows: consuming SortedRows, ranks: Stash, passage: Int, shares: MemoryShares,
    folder: WorkFolder
  ) throws(TamisIOError) -> PassagePlaces {
    var sorted = try byTarget(rows, ranks: ranks, shares: shares, folder: folder)
    var targets = StashWriter("passage-places", memory: shares.lists, folder: folder)
    var sources = RowSorter(
      width: 3, memory: shares.smallSorter, name: "passage-sources", folder: folder)
    var (number, count, tokens) = (0, 0, 0)
    var before: (PassageTokens, source: PassageTokens)?
    while let part = try sorted.next() {
      for row in stride(from: 0, to: part.count, by: 4) {
        let stretch = PassageTokens(
          record: part[row], packed: part[row + 1], number: UInt64(number), first: 0)
        let copied = PassageTokens(
          record: part[row + 2], packed: part[row + 3], number: UInt64(number), first: 0)
        let isJoined = stretch.continues(before, from: copied, passage: passage)
        let target: InlineArray<3, UInt64> = [part[row], part[row + 1], isJoined ? 1 : 0]
        try targets.append(target.span)
        let source: InlineArray<3, UInt64> = [part[row + 2], part[row + 3], UInt64(number)]
        try sources.append(source.span)
        number += 1
        if !isJoined { count += 1 }
        tokens += stretch.tokens.count
        before = (stretch, copied)
      }
    }
    return PassagePlaces(
      targets: try targets.finish(), sources: try sources.sorted(), count: count, tokens: tokens,
      indexBytes: bytesEach * number)
  }

  /// Rows of a record, a stretch of it, and its source, by the first two.
  private static func byTarget(
    _ rows: consuming SortedRows, ranks: Stash, shares: MemoryShares, folder: WorkFolder
  ) throws(TamisIOError) -> SortedRows {
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
    return try byTarget.sorted()
  }
}

/// A run of tokens of a record of a batch.
struct PassageTokens: Sendable {
  /// The record's index in the batch.
  let record: Int
  let tokens: Range<Int>
  /// The number of the stretch that it is, or the source of.
  let number: Int
  /// Whether it is a stretch that is joined to the one before it.
  var isJoined = false

  /// Reads a record's position, its first token and length, of a batch that begins with `first`.
  init(record: UInt64, packed: UInt64, number: UInt64, first: Int) {
    self.record = Int(record) - first
    let start = Int(packed >> 32)
    tokens = start..<start + Int(packed & 0xFFFF_FFFF)
    self.number = Int(number)
  }

  /// Whether it is joined to the stretch before it, which it touches: it is no passage of its own,
  /// has some of its source with that one in common, or repeats what stands right before it, as
  /// periods do.
  func continues(
    _ before: (PassageTokens, source: PassageTokens)?, from source: PassageTokens, passage: Int
  ) -> Bool {
    guard let (other, otherSource) = before, other.record == record,
      other.tokens.upperBound == tokens.lowerBound
    else { return false }
    let isPeriod =
      source.record == record && tokens.lowerBound - source.tokens.lowerBound <= passage
    let isAgain =
      source.record == otherSource.record && source.tokens.overlaps(otherSource.tokens)
    return isPeriod || isAgain || tokens.count < passage
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
    count = targets.words / PassagePlaces.targetWidth
    self.sources = RowCursor(sources)
  }

  /// What the next batch's records have, which are given by their positions.
  mutating func part(of records: Range<Int>) throws(TamisIOError) -> Part {
    var part = Part(records: records)
    let first = records.lowerBound
    while next < count {
      let row = PassagePlaces.targetWidth * next
      let record = try targets.word(row)
      guard record < UInt64(records.upperBound) else { break }
      var stretch = PassageTokens(
        record: record, packed: try targets.word(row + 1), number: UInt64(next), first: first)
      stretch.isJoined = try targets.word(row + 2) == 1
      part.targets.append(stretch)
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
