// SPDX-License-Identifier: Apache-2.0

import TamisCluster
import TamisIO
import TamisSketch

/// Makes the fingerprints under which contained records are looked up, from the shingles of each
/// group's first record, in the order in which the records were read.
///
/// Fingerprints are chosen by `Winnowing`, so that two records have one in common if they share an
/// unbroken run of 16 shingles. A record of n shingles lies in another in b + 1 pieces if b changes
/// break it; a change that is a word or more, put in, left out, replaced or moved, costs it w − 1
/// shingles at least (the n-grams across it). If m are missing, no n-gram of these coming again in
/// the record, then b ≤ m / (w − 1), and the longest run has (n − m) / (b + 1) shingles or more. At
/// w = 5 and a share of .9, m ≤ n / 10, that is 16 and more from 17 shingles on; at .8 from 301 on.
struct FingerprintPass {
  /// The share of a group's shingles that must lie in another.
  let share: Threshold
  let records: RecordStore
  let copies: CopyStore
  let shares: MemoryShares
  let folder: WorkFolder
  let threads: Int

  /// Shingles of a window: a run of as many that two records share is noticed.
  static let window = 16

  /// Records of fewer shingles are looked up by all of them, because a window or two hold few that
  /// the other record has chosen too.
  private static let leastShingles = 2 * window

  /// Shingles that a worker takes at a time, about.
  private static let shingles = 64 << 10

  /// Groups and their shingles.
  private struct Part: Sendable {
    var groups: [UInt64] = []
    var ends: [Int] = []
    var shingles: [UInt64] = []
  }

  /// The groups that may lie in one that comes before them.
  func candidates() async throws -> ContainmentCandidates {
    let rows = try await fingerprints()
    return try ContainmentJoin(share: share, shares: shares, folder: folder).run(rows)
  }

  /// Rows of a fingerprint and a `FingerprintEntry`, in order.
  private func fingerprints() async throws -> SortedRows {
    var groups = RowCursor(try groupsAsRead())
    var reader = ShingleReader(records)
    var rows = RowSorter(
      width: 2, memory: shares.largeSorter, isDistinct: true, name: "fingerprints", folder: folder)
    try await inOrder(
      next: { () throws -> Part? in
        var part = Part()
        while part.shingles.count < Self.shingles, let record = try groups.word(0),
          let group = try groups.word(1)
        {
          try reader.append(try reader.range(of: Int(record)), to: &part.shingles)
          part.groups.append(group)
          part.ends.append(part.shingles.count)
          groups.step()
        }
        return part.groups.isEmpty ? nil : part
      }, threads: threads, { Self.rows($0) }, consume: { try rows.append($0.span) })
    return try rows.sorted()
  }

  /// Rows of a group's first record and the group, by record.
  private func groupsAsRead() throws(TamisIOError) -> SortedRows {
    var rows = RowSorter(
      width: 2, memory: shares.largeSorter, name: "groups-as-read", folder: folder)
    var groups = CopyReader(copies)
    for group in 0..<copies.count {
      let row: InlineArray<2, UInt64> = [UInt64(try groups.first(group)), UInt64(group)]
      try rows.append(row.span)
    }
    return try rows.sorted()
  }

  private static func rows(_ part: Part) -> [UInt64] {
    let winnowing = Winnowing(window: window)
    var rows: [UInt64] = []
    var places: [Int] = []
    var start = 0
    for (group, end) in zip(part.groups, part.ends) {
      let shingles = part.shingles[start..<end]
      places.removeAll(keepingCapacity: true)
      winnowing.append(placesOf: shingles.span, to: &places)
      let fingerprints = Set(places.map { shingles[start + $0] })
      let isShort = shingles.count < leastShingles
      let entry = FingerprintEntry(group: group, fingerprints: isShort ? 0 : fingerprints.count)
      for fingerprint in fingerprints { rows += [fingerprint, entry.word] }
      if isShort {
        for shingle in shingles where !fingerprints.contains(shingle) {
          rows += [shingle, entry.lookingUpOnly]
        }
      }
      start = end
    }
    return rows
  }
}

/// A group in the bucket of a fingerprint, as a word.
///
/// Words order as groups do: a group has 40 bits. The least bit is set where the group is looked up
/// by a shingle that is not a fingerprint of it; the others say how many fingerprints it has, 0 for
/// one that is looked up by all of its shingles.
struct FingerprintEntry {
  let word: UInt64

  private static let countBits: UInt64 = 23

  init(group: UInt64, fingerprints: Int) {
    let count = min(UInt64(fingerprints), 1 << Self.countBits - 1)
    word = (group << Self.countBits | count) << 1
  }

  init(word: UInt64) { self.word = word }

  /// The word of a group that is looked up by what is not a fingerprint of it.
  var lookingUpOnly: UInt64 { word | 1 }

  /// Whether others are looked up in the group too.
  var isFingerprint: Bool { word & 1 == 0 }

  var group: UInt64 { word >> (Self.countBits + 1) }

  /// The fewest of its fingerprints that are shared with records before it, if the given share of
  /// its shingles lies in one of these.
  ///
  /// Around each change fingerprints are lost, not only shingles: where the changes are as many as
  /// the share allows, about its square is left; two standard deviations and more are left out.
  func leastShared(_ share: Double) -> Int {
    let count = Double(word >> 1 & (1 << Self.countBits - 1))
    return Int(max(0, share * share * count - 2 * count.squareRoot()))
  }
}
