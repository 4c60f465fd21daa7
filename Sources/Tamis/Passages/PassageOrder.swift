// SPDX-License-Identifier: Apache-2.0

import TamisIO
import TamisKernels

/// Numbers the tokens of all records in the total order of the records.
///
/// The number of a token then says both where it is and what comes before it.
struct PassageOrder: ~Copyable {
  /// Bytes put into sorters.
  private(set) var indexBytes = 0

  private let isByPosition: Bool
  private let shares: MemoryShares
  private let folder: WorkFolder
  private var sorter: StringSorter
  private var string: [UInt8] = []

  init(isByPosition: Bool, shares: MemoryShares, folder: WorkFolder) {
    self.isByPosition = isByPosition
    self.shares = shares
    self.folder = folder
    sorter = StringSorter(memory: shares.largeSorter, name: "passage-records", folder: folder)
  }

  /// Adds a record by its position: a string of the keep key, the content hash, the id, and last
  /// the number of tokens, which is the same wherever all before it is.
  mutating func append(
    _ entry: PassageFeatures.Entry, id: ArraySlice<UInt8>, record: Int
  ) throws(TamisIOError) {
    // The buffer leaves `self` while another member takes it.
    var string = self.string
    self.string = []
    defer { self.string = string }
    string.removeAll(keepingCapacity: true)
    let key = isByPosition ? record : entry.keepKey
    Self.append(UInt64(bitPattern: Int64(key)) ^ 1 << 63, to: &string)
    Self.append(entry.content.high, to: &string)
    Self.append(entry.content.low, to: &string)
    string += id
    Self.append(UInt64(entry.tokens), to: &string)
    try sorter.append(string.span, number: UInt64(record))
    indexBytes += string.count + 8
  }

  private static func append(_ word: UInt64, to string: inout [UInt8]) {
    withUnsafeBytes(of: word.bigEndian) { string.append(contentsOf: $0) }
  }

  /// Numbers the tokens.
  consuming func finish() throws(TamisIOError) -> NumberedTokens {
    var strings = try sorter.sorted()
    var bases = RowSorter(
      width: 2, memory: shares.smallSorter, name: "passage-bases", folder: folder)
    var ranks = StashWriter("passage-ranks", memory: shares.groups, folder: folder)
    var base: UInt64 = 0
    while try strings.next() {
      let row: InlineArray<2, UInt64> = [strings.number, base]
      try bases.append(row.span)
      let rank: InlineArray<2, UInt64> = [base, strings.number]
      try ranks.append(rank.span)
      base += strings.string.suffix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
    return NumberedTokens(bases: try bases.sorted(), ranks: try ranks.finish())
  }
}

/// Where the tokens of each record begin among all.
struct NumberedTokens: ~Copyable {
  /// Rows of a record and its first token's number, by record.
  var bases: SortedRows
  /// The same the other way round, by the token's number.
  let ranks: Stash
}

/// Finds the records of tokens by their numbers, which are asked for in ascending order.
struct RankReader: ~Copyable {
  private var reader: StashReader
  private let count: Int
  private var rank = 0

  init(_ ranks: Stash) {
    reader = StashReader(ranks)
    count = ranks.words / 2
  }

  /// The record of a token, and its place in it.
  ///
  /// - Precondition: There is such a token, and so a record.
  mutating func place(of token: UInt64) throws(TamisIOError) -> (record: UInt64, place: UInt64) {
    while rank + 1 < count, try reader.word(2 * rank + 2) <= token { rank += 1 }
    return (try reader.word(2 * rank + 1), token - (try reader.word(2 * rank)))
  }
}
