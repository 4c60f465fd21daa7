// SPDX-License-Identifier: Apache-2.0

import TamisCluster
import TamisIO
import TamisSketch

/// What is a duplicate of what.
///
/// Records are meant by their position in the input; groups are of exact copies, in the total
/// order, and the settlement and the verified pairs speak of groups. A record without tokens is in
/// no group.
struct Duplicates: ~Copyable {
  let records: RecordStore
  let copies: CopyStore
  let settlement: Settlement
  /// Rows of two groups and the words of their likeness; only if they were asked for.
  var pairs: RowSorter?
  let figures: Figures
  let shares: MemoryShares
  let folder: WorkFolder

  /// The figures of the search.
  struct Figures: Sendable {
    /// Pairs whose similarity was computed.
    var compared = 0
    /// Of these, pairs that are not duplicates.
    var falseCandidates = 0
    /// Of those compared, pairs of which the later was looked up in the earlier.
    var comparedForContainment = 0
    /// Pairs of which the later is not similar enough but lies in the earlier.
    var contained = 0
    /// What was not looked up.
    var containmentCuts = ContainmentCandidates.Cuts()
    /// Buckets too large for comparing all their pairs.
    var largeBuckets = 0
    /// Pairs of such buckets that were neither compared nor settled by a common centre.
    var notCompared = 0
    /// What was done and how long it took.
    var costs: [StageCost] = []
  }

  /// How many records are not kept: the copies, and the first records of groups that are settled.
  var dropped: Int { copies.copies.words + settlement.count }

  /// Why records are not kept, in the order of the input.
  func verdicts() throws(TamisIOError) -> VerdictCursor {
    var rows = RowSorter(width: 4, memory: shares.largeSorter, name: "verdicts", folder: folder)
    var groups = CopyReader(copies)
    var kept = CopyReader(copies)
    var settled = SettlementReader(settlement)
    for group in 0..<copies.count {
      let others = try groups.copies(of: group)
      let representative = try settled.representative(of: group)
      guard representative != nil || !others.isEmpty else { continue }
      let first = try groups.first(group)
      if let representative {
        let keptRecord = UInt64(try kept.first(representative.group)) << 1
        let (common, all) = representative.likeness?.words ?? Likeness.notCompared
        let row: InlineArray<4, UInt64> = [UInt64(first), keptRecord, common, all]
        try rows.append(row.span)
        for number in others {
          let copy = UInt64(try groups.copy(number))
          let row: InlineArray<4, UInt64> = [copy, keptRecord, common, all]
          try rows.append(row.span)
        }
      } else {
        for number in others {
          let row: InlineArray<4, UInt64> = [
            UInt64(try groups.copy(number)), UInt64(first) << 1 | 1, 1, 1,
          ]
          try rows.append(row.span)
        }
      }
    }
    return VerdictCursor(rows: RowCursor(try rows.sorted()))
  }
}

/// Why a record is not kept.
struct Verdict: Sendable {
  /// The record, by its position in the input.
  let record: Int
  /// The record that is kept in its place.
  let keptRecord: Int
  /// Whether the two texts are the same bytes.
  let isExact: Bool
  /// How it is like that; nil for members of a component that were not compared.
  let likeness: Likeness?

  /// The kind of duplicate, as outputs tell it.
  var kind: String {
    if isExact { return "exact" }
    return likeness?.isContained == true ? "contained" : "near"
  }
}

/// Goes through verdicts in the order of the input.
struct VerdictCursor: ~Copyable {
  fileprivate var rows: RowCursor

  /// The next verdict, if its record comes before `end`.
  mutating func next(before end: Int) throws(TamisIOError) -> Verdict? {
    guard let record = try rows.word(0), record < UInt64(end), let kept = try rows.word(1),
      let common = try rows.word(2), let all = try rows.word(3)
    else { return nil }
    rows.step()
    return Verdict(
      record: Int(record), keptRecord: Int(kept >> 1), isExact: kept & 1 == 1,
      likeness: Likeness(words: (common, all)))
  }
}
