// SPDX-License-Identifier: Apache-2.0

import TamisCluster
import TamisIO

/// Makes the keys under which groups of exact copies are joined, from the shingles of each group's
/// first record, in the order in which the records were read.
struct KeyPass {
  let options: DuplicateOptions
  let plan: JoinPlan
  let prefixes: PrefixFilter
  let records: RecordStore
  let shares: MemoryShares
  let folder: WorkFolder
  let threads: Int

  /// Shingles that a worker takes at a time, about.
  private static let shingles = 64 << 10

  /// Groups and their shingles.
  private struct Part: Sendable {
    var groups: [Int] = []
    var ends: [Int] = []
    var shingles: [UInt64] = []
  }

  /// The sorted keys and the copies of each group.
  func run(_ groups: consuming ExactGroups) async throws -> JoinKeys {
    var keys = RowSorter(width: 2, memory: shares.largeSorter, name: "keys", folder: folder)
    var copies = RowSorter(
      width: 3, memory: shares.smallSorter, name: "copies-by-group", folder: folder)
    var sweep = GroupSweep(groups, records: records)
    let (count, firsts) = (sweep.count, sweep.firsts)
    let (options, plan, prefixes) = (options, plan, prefixes)
    try await inOrder(
      next: { () throws -> Part? in
        var part = Part()
        while part.shingles.count < Self.shingles,
          let group = try sweep.next(shingles: &part.shingles, copies: &copies)
        {
          part.groups.append(group)
          part.ends.append(part.shingles.count)
        }
        return part.groups.isEmpty ? nil : part
      }, threads: threads,
      { part -> [UInt64] in
        // Lines that are the same are one group already.
        guard options.unit != .line else { return [] }
        var maker = KeyMaker(plan: plan, prefixes: prefixes, kernel: options.kernel)
        var rows: [UInt64] = []
        var start = 0
        for (group, end) in zip(part.groups, part.ends) {
          maker.append(group, shingles: part.shingles[start..<end], to: &rows)
          start = end
        }
        return rows
      }, consume: { try keys.append($0.span) })
    let store = try CopyStore(
      count: count, firsts: firsts, rows: try copies.sorted(), shares: shares, folder: folder)
    return JoinKeys(rows: try keys.sorted(), copies: store)
  }
}

/// The keys of groups of exact copies.
struct JoinKeys: ~Copyable {
  /// Rows of a key and what `BucketJoin.entry` makes of a group, in order.
  var rows: SortedRows
  let copies: CopyStore
}

/// Goes through groups in the order in which their first records were read.
private struct GroupSweep: ~Copyable {
  let count: Int
  let firsts: Stash
  private var numbers: RowCursor
  private var copies: RowCursor
  private var reader: ShingleReader

  init(_ groups: consuming ExactGroups, records: RecordStore) {
    count = groups.count
    firsts = groups.firsts
    numbers = RowCursor(groups.numbers)
    copies = RowCursor(groups.copies)
    reader = ShingleReader(records)
  }

  /// The next group; appends the shingles of its first record, and its copies by group.
  mutating func next(
    shingles: inout [UInt64], copies sorter: inout RowSorter
  ) throws(TamisIOError) -> Int? {
    guard let record = try numbers.word(0), let group = try numbers.word(1) else { return nil }
    while try copies.word(0) == record, let rank = try copies.word(1),
      let copy = try copies.word(2)
    {
      let row: InlineArray<3, UInt64> = [group, rank, copy]
      try sorter.append(row.span)
      copies.step()
    }
    try reader.append(try reader.range(of: Int(record)), to: &shingles)
    numbers.step()
    return Int(group)
  }
}
