// SPDX-License-Identifier: Apache-2.0

import TamisCluster
import TamisIO
import TamisSketch

/// Finds groups that may lie in another, because they share a fingerprint with it.
///
/// A group most of whose fingerprints no group before it has lies in none of these.
///
/// The groups of a fingerprint are its bucket. A group is looked up in the buckets of a few of its
/// fingerprints, and there paired with the first groups of the bucket, if they come before it in
/// the total order. So there are no more than `lookUpsPerRarity · 5 · groupsPerLookUp` candidates a
/// group, however much a crawl repeats. Rarity is how many groups of the bucket come before: one,
/// two or three, four to seven, eight to fifteen, or more. Of each rarity some fingerprints are
/// taken, so that neither what two pages alone have in common nor what the pages of a whole host
/// have keeps the others from being looked up.
struct ContainmentJoin: ~Copyable {
  /// Fingerprints of a group that are looked up, of each rarity.
  static let lookUpsPerRarity = 8
  /// Groups of a bucket that are paired with one that is looked up.
  static let groupsPerLookUp = 16
  /// Rarities: the number of bits of how many come before, up to that of `groupsPerLookUp`.
  static let rarities = Int.bitWidth - groupsPerLookUp.leadingZeroBitCount

  private let shares: MemoryShares
  private let folder: WorkFolder
  private let share: Threshold
  /// Rows of a group's entry, how many of the bucket come before it, and where the bucket is.
  private var lookUps: RowSorter
  /// The first groups of each bucket of more than one.
  private var buckets: StashWriter

  // The bucket that is read.
  private var fingerprint: UInt64 = 0
  private var first: UInt64 = 0
  private var count: UInt64 = 0
  /// Where the bucket is; nil while it has one group alone.
  private var place: UInt64?

  init(share: Threshold, shares: MemoryShares, folder: WorkFolder) {
    self.share = share
    self.shares = shares
    self.folder = folder
    lookUps = RowSorter(width: 3, memory: shares.largeSorter, name: "look-ups", folder: folder)
    buckets = StashWriter("fingerprint-buckets", memory: shares.lists, folder: folder)
  }

  /// Joins groups.
  ///
  /// - Parameter fingerprints: Rows of a fingerprint and a group, as `FingerprintPass` makes them.
  consuming func run(
    _ fingerprints: consuming SortedRows
  ) throws(TamisIOError) -> ContainmentCandidates {
    while let rows = try fingerprints.next() {
      for row in stride(from: 0, to: rows.count, by: 2) { try take(rows[row], rows[row + 1]) }
    }
    let (shares, folder) = (shares, folder)
    let buckets = try buckets.finish()
    defer { buckets.remove() }
    var choice = LookUpChoice(share: share, shares: shares, folder: folder)
    var lookUps = try lookUps.sorted()
    while let rows = try lookUps.next() { try choice.append(rows) }
    try choice.endGroup()
    let leftOut = choice.leftOut
    return try ContainmentCandidates(
      try choice.finish(), in: buckets, leftOut: leftOut, shares: shares, folder: folder)
  }

  private mutating func take(_ fingerprint: UInt64, _ word: UInt64) throws(TamisIOError) {
    if count == 0 || fingerprint != self.fingerprint {
      self.fingerprint = fingerprint
      (count, place) = (0, nil)
    }
    let entry = FingerprintEntry(word: word)
    if count > 0 {
      let place = try placeOfBucket()
      let row: InlineArray<3, UInt64> = [word & ~1, count, place]
      try lookUps.append(row.span)
    }
    guard entry.isFingerprint else { return }
    if count == 0 {
      first = entry.group
    } else if count < Self.groupsPerLookUp {
      try append(entry.group)
    }
    count += 1
  }

  /// Where the bucket is, which has its first group from now on.
  private mutating func placeOfBucket() throws(TamisIOError) -> UInt64 {
    if let place { return place }
    let new = UInt64(buckets.count / 8)
    place = new
    try append(first)
    return new
  }

  private mutating func append(_ group: UInt64) throws(TamisIOError) {
    let word: InlineArray<1, UInt64> = [group]
    try buckets.append(word.span)
  }
}

/// Groups that may lie in one that comes before them.
struct ContainmentCandidates: ~Copyable {
  /// Rows of two groups, the earlier first, each pair once.
  var pairs: SortedRows
  /// What was left out.
  let cuts: Cuts

  /// What was left out so that the work is bounded.
  struct Cuts: Sendable {
    /// Fingerprints of groups that were not looked up.
    var notLookedUp = 0
    /// Look-ups in buckets of which only the first groups were taken.
    var cutShort = 0
  }

  /// Reads the buckets.
  fileprivate init(
    _ lookUps: consuming SortedRows, in buckets: Stash, leftOut: Int, shares: MemoryShares,
    folder: WorkFolder
  ) throws(TamisIOError) {
    var sorter = RowSorter(
      width: 2, memory: shares.largeSorter, isDistinct: true, name: "containment-candidates",
      folder: folder)
    var cuts = Cuts(notLookedUp: leftOut)
    var reader = StashReader(buckets)
    var (bucket, firsts): (UInt64?, [UInt64]) = (nil, [])
    while let rows = try lookUps.next() {
      for row in stride(from: 0, to: rows.count, by: 3) {
        let (place, group) = (Int(rows[row]), rows[row + 1])
        let before = Int(min(rows[row + 2], UInt64(ContainmentJoin.groupsPerLookUp)))
        if before < rows[row + 2] { cuts.cutShort += 1 }
        if bucket != rows[row] { (bucket, firsts) = (rows[row], []) }
        if firsts.count < before {
          firsts.removeAll(keepingCapacity: true)
          try reader.append(words: place..<place + before, to: &firsts)
        }
        for first in firsts[..<before] {
          let pair: InlineArray<2, UInt64> = [first, group]
          try sorter.append(pair.span)
        }
      }
    }
    self.pairs = try sorter.sorted()
    self.cuts = cuts
  }
}
