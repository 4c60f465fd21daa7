// SPDX-License-Identifier: Apache-2.0

import TamisIO
import TamisSketch

/// Chooses which fingerprints of a group are looked up.
struct LookUpChoice: ~Copyable {
  /// Fingerprints that are not looked up, of groups of which others are.
  private(set) var leftOut = 0

  private let share: Double
  /// Rows of a bucket's place, a group and how many of the bucket come before it.
  private var chosen: RowSorter

  // The group that is read.
  private var entry: FingerprintEntry?
  private var shared = 0
  private var rarity = 0
  private var taken = 0
  /// What is chosen of it, if it has enough that is shared.
  private var rows: [UInt64] = []

  init(share: Threshold, shares: MemoryShares, folder: WorkFolder) {
    self.share = share.value
    chosen = RowSorter(
      width: 3, memory: shares.largeSorter, name: "chosen-look-ups", folder: folder)
  }

  /// Takes further rows of a group's entry, how many of the bucket come before the group, and where
  /// the bucket is, in order.
  mutating func append(_ lookUps: [UInt64]) throws(TamisIOError) {
    for row in stride(from: 0, to: lookUps.count, by: 3) {
      let before = lookUps[row + 1]
      if lookUps[row] != entry?.word {
        try endGroup()
        entry = FingerprintEntry(word: lookUps[row])
      }
      shared += 1
      let bits = UInt64.bitWidth - before.leadingZeroBitCount
      if min(bits, ContainmentJoin.rarities) != rarity {
        rarity = min(bits, ContainmentJoin.rarities)
        taken = 0
      }
      taken += 1
      guard taken <= ContainmentJoin.lookUpsPerRarity else { continue }
      rows += [lookUps[row + 2], FingerprintEntry(word: lookUps[row]).group, before]
    }
  }

  /// Ends the last group.
  mutating func endGroup() throws(TamisIOError) {
    // The rows leave `self` while another member takes them.
    var rows = rows
    self.rows = []
    if let entry, shared >= entry.leastShared(share) {
      try chosen.append(rows.span)
      leftOut += shared - rows.count / 3
    }
    rows.removeAll(keepingCapacity: true)
    self.rows = rows
    (shared, rarity, taken) = (0, 0, 0)
  }

  /// The look-ups in the order of the buckets.
  consuming func finish() throws(TamisIOError) -> SortedRows { try chosen.sorted() }
}
