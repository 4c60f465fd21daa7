// SPDX-License-Identifier: Apache-2.0

import TamisIO
import TamisSketch

/// A record of a cluster of two and more.
struct ClusterMember {
  /// The record, by its position in the input.
  let record: Int
  /// Whether it represents the cluster, whose other members follow.
  let isRepresentative: Bool
  /// How it is like the representative; nil where they were not compared.
  let likeness: Likeness?
}

extension Duplicates {
  /// The members of all clusters of two and more records: clusters in the total order of their
  /// representatives, members in the total order.
  func clusters() throws(TamisIOError) -> ClusterCursor {
    // The representative's group, the member's, its rank in that, its record, how they are alike.
    var rows = RowSorter(width: 6, memory: shares.largeSorter, name: "clusters", folder: folder)
    var groups = CopyReader(copies)
    var settled = SettlementReader(settlement)
    for group in 0..<copies.count {
      let others = try groups.copies(of: group)
      let representative = try settled.representative(of: group)
      guard representative != nil || !others.isEmpty else { continue }
      var row: InlineArray<6, UInt64> = [UInt64(group), UInt64(group), 0, 0, 1, 1]
      if let representative {
        row[0] = UInt64(representative.group)
        row[3] = UInt64(try groups.first(group))
        (row[4], row[5]) = representative.likeness?.words ?? Likeness.notCompared
        try rows.append(row.span)
      }
      for (rank, number) in others.enumerated() {
        row[2] = UInt64(rank + 1)
        row[3] = UInt64(try groups.copy(number))
        try rows.append(row.span)
      }
    }
    return ClusterCursor(rows: RowCursor(try rows.sorted()), groups: CopyReader(copies))
  }
}

/// Goes through the members of clusters.
struct ClusterCursor: ~Copyable {
  fileprivate var rows: RowCursor
  fileprivate var groups: CopyReader
  private var cluster: UInt64?

  fileprivate init(rows: consuming RowCursor, groups: consuming CopyReader) {
    self.rows = rows
    self.groups = groups
  }

  /// The next member; nil after the last of the last cluster.
  mutating func next() throws(TamisIOError) -> ClusterMember? {
    guard let representative = try rows.word(0), let record = try rows.word(3),
      let common = try rows.word(4), let all = try rows.word(5)
    else { return nil }
    guard representative == cluster else {
      // No row is about the first record of the group that represents a cluster.
      cluster = representative
      return ClusterMember(
        record: try groups.first(Int(representative)), isRepresentative: true,
        likeness: .identical)
    }
    rows.step()
    return ClusterMember(
      record: Int(record), isRepresentative: false,
      likeness: Likeness(words: (common, all)))
  }
}
