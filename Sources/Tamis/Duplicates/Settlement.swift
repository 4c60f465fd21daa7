// SPDX-License-Identifier: Apache-2.0

import TamisCluster
import TamisIO
import TamisSketch

/// Which group each group belongs to that is not kept, in ascending order.
struct Settlement: Sendable {
  /// Rows of four words: the group, the group that represents it, and the words of their likeness.
  let rows: Stash
  /// How many rows there are.
  var count: Int { rows.words / 4 }
  /// How many different pairs were verified.
  let pairs: Int

  /// Clusters groups by verified pairs, which come by their later group.
  init(
    groups: Int, pairs: consuming SortedRows, options: DuplicateOptions, shares: MemoryShares,
    folder: WorkFolder
  ) throws {
    if options.usesComponents {
      self = try Self.components(groups: groups, pairs: pairs, shares: shares, folder: folder)
      return
    }
    var clustering = GreedyClustering(count: groups)
    var settled = StashWriter(Self.name, memory: shares.groups, folder: folder)
    var count = 0
    while let part = try pairs.next() {
      for row in stride(from: 0, to: part.count, by: 4) {
        count += 1
        guard clustering.settles(first: Int(part[row + 1]), second: Int(part[row])) else {
          continue
        }
        try settled.append(part.span.extracting(row..<row + 4))
      }
    }
    rows = try settled.finish()
    self.pairs = count
  }

  /// What the file of the rows is called.
  static let name = "settled"

  init(rows: Stash, pairs: Int) {
    self.rows = rows
    self.pairs = pairs
  }

  private static func components(
    groups: Int, pairs: consuming SortedRows, shares: MemoryShares, folder: WorkFolder
  ) throws -> Settlement {
    guard 8 * groups <= shares.clustering else {
      throw RunError(
        "--components needs \(8 * groups >> 20) MiB for \(groups) different texts, and --memory "
          + "leaves \(shares.clustering >> 20) MiB for it. Allow about four times as much more.")
    }
    var components = Components(count: groups)
    var kept = StashWriter("verified-pairs", memory: shares.groups, folder: folder)
    while let part = try pairs.next() {
      for row in stride(from: 0, to: part.count, by: 4) {
        components.unite(Int(part[row]), Int(part[row + 1]))
      }
      try kept.append(part.span)
    }
    // Once more, now that the representatives are known: a pair with one has their similarity.
    let verified = try kept.finish()
    var reader = StashReader(verified)
    var settled = StashWriter(Self.name, memory: shares.groups, folder: folder)
    var place = 0
    for group in 0..<groups {
      let representative = components.representative(group)
      guard representative != group else { continue }
      var row: InlineArray<4, UInt64> = [UInt64(group), UInt64(representative), 0, 0]
      while place < verified.words, try reader.word(place) <= group {
        let isIt = try reader.word(place) == group
        if isIt, try reader.word(place + 1) == representative {
          row[2] = try reader.word(place + 2)
          row[3] = try reader.word(place + 3)
        }
        place += 4
      }
      try settled.append(row.span)
    }
    defer { verified.remove() }
    return Settlement(rows: try settled.finish(), pairs: verified.words / 4)
  }
}

/// Goes through groups and tells for each what represents it.
struct SettlementReader: ~Copyable {
  private var rows: StashReader
  private let words: Int
  private var place = 0

  /// What represents a group.
  struct Representative {
    let group: Int
    /// Nil for members of a component that were not compared with it.
    let likeness: Likeness?
  }

  init(_ settlement: Settlement) {
    rows = StashReader(settlement.rows)
    words = settlement.rows.words
  }

  /// What represents a group; nil for one that is kept. Groups are asked for in ascending order.
  mutating func representative(of group: Int) throws(TamisIOError) -> Representative? {
    guard place < words, try rows.word(place) == UInt64(group) else { return nil }
    let representative = Int(try rows.word(place + 1))
    let words = (try rows.word(place + 2), try rows.word(place + 3))
    place += 4
    return Representative(group: representative, likeness: Likeness(words: words))
  }
}
